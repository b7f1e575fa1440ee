import type { Value } from '../../protocol/value.ts';
import { redactBytes } from './redact-bytes.ts';
import { redactText } from './redact-text.ts';
import { isSecretName, REDACTED } from './secret-names.ts';

/** Values of these types tell nothing, whatever their field is called. */
const HARMLESS = new Set<Value['t']>(['undefined', 'null', 'boolean', 'ref', 'omitted', 'port', 'platform']);
/** Members that name a field, and those that hold it, in lists of headers and the like. */
const NAMING = /^(?:name|key|header|field)$/i;
const HOLDING = /^(?:value|val|content)$/i;

/** A page value without credentials: fields that are called one, and texts and bytes that hold one, at any depth. */
export function redactValue(value: Value): Value {
	switch (value.t) {
		case 'string':
			return { ...value, v: redactText(value.v) };
		case 'object': {
			const isField = value.e.some(([key, item]) => NAMING.test(key) && isSecretText(item));
			const hides = (key: string): boolean => isSecretName(key) || (isField && HOLDING.test(key));
			return { ...value, e: value.e.map(([key, item]) => redactMember(key, item, hides(key))) };
		}
		case 'array':
			return { ...value, e: redactItems(value.e) };
		case 'map': {
			const e = value.e.map(([key, item]): [Value, Value] => [
				redactValue(key),
				isSecretText(key) ? hidden(item) : redactValue(item),
			]);
			return { ...value, e };
		}
		case 'set':
			return { ...value, e: value.e.map(redactValue) };
		case 'boxed':
			return { ...value, v: redactValue(value.v) };
		case 'error':
			return {
				...value,
				v: redactText(value.v),
				...(value.s === undefined ? {} : { s: redactText(value.s) }),
			};
		case 'regexp':
			return { ...value, v: redactText(value.v) };
		case 'buffer':
		case 'view':
			return { ...value, b: redactBytes(value.b) };
		case 'blob':
			return {
				...value,
				...(value.name === undefined ? {} : { name: redactText(value.name) }),
				...(value.b === undefined ? {} : { b: redactBytes(value.b) }),
			};
		default:
			return value;
	}
}

function redactMember(key: string, item: Value, hides = isSecretName(key)): [string, Value] {
	return [redactText(key), hides ? hidden(item) : redactValue(item)];
}

/** Lists such as `['Authorization', '…']`: what follows a name is its value. */
function redactItems(items: [number | string, Value][]): [number | string, Value][] {
	let named = false;
	return items.map(([index, item]): [number | string, Value] => {
		if (typeof index === 'string') return redactMember(index, item);
		const isNamed = named;
		named = !isNamed && isSecretText(item);
		return [
			index,
			isNamed && (item.t === 'string' || item.t === 'number') ? hidden(item) : redactValue(item),
		];
	});
}

function isSecretText(value: Value): boolean {
	return value.t === 'string' && isSecretName(value.v);
}

function hidden(value: Value): Value {
	return HARMLESS.has(value.t) || (value.t === 'string' && value.v === '')
		? value
		: { t: 'string', v: REDACTED };
}
