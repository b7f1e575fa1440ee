import type { Value } from '../protocol/value.ts';
import { parsedText, toJsonText } from '../session/json-value.ts';
import { type Position, positionsOf } from './positions.ts';

/** Messages made of one. */
const MOST = 3;

/** Members that say what a message is: with another value it would be another kind of message. */
const NAMING =
	/^(?:type|event|event_?name|method|action|kind|cmd|command|name|op|topic|channel|source|target|origin|sender|version|v)$/i;

/**
 * Messages of the same kind with something else in them: what a page has taken in already may do nothing when it comes
 * again. First one in which all is changed that can be, then such in which one member is, the longest texts first.
 */
export function renewedOf(message: Value): Value[] {
	const found = new Map<string, Value>();
	const all = changed(message);
	if (all) found.set(JSON.stringify(all), all);
	const leaves = positionsOf(message).filter((position) => !isNaming(position));
	for (const { value, put } of leaves.toSorted((a, b) => weight(b) - weight(a))) {
		const other = leafChanged(value);
		const made = other && put(other);
		if (made) found.set(JSON.stringify(made), made);
	}
	return [...found.values()].slice(0, MOST);
}

const isNaming = ({ path }: Position): boolean => NAMING.test(/(?<=\.)\w+$/.exec(path)?.[0] ?? '');

/** Texts before numbers, longer ones first. */
const weight = ({ value }: Position): number => (value.t === 'string' ? 1 + value.v.length : 0);

/** All of a value changed that does not name what it is; undefined: nothing of it can be. */
function changed(value: Value): Value | undefined {
	const json = parsedText(value);
	if (json) {
		const made = changed(json);
		const text = made && toJsonText(made);
		return text === undefined ? undefined : { t: 'string', v: text };
	}
	switch (value.t) {
		case 'object': {
			const e = value.e.map(([key, item]): [string, Value, boolean] => {
				const other = NAMING.test(key) ? undefined : changed(item);
				return [key, other ?? item, other !== undefined];
			});
			return e.some(([, , isNew]) => isNew)
				? { ...value, e: e.map(([key, item]) => [key, item]) }
				: undefined;
		}
		case 'array': {
			const e = value.e.map(([index, item]): [number | string, Value | undefined, Value] => [
				index,
				changed(item),
				item,
			]);
			return e.some(([, other]) => other)
				? { ...value, e: e.map(([index, other, item]) => [index, other ?? item]) }
				: undefined;
		}
		default:
			return leafChanged(value);
	}
}

function leafChanged(value: Value): Value | undefined {
	switch (value.t) {
		case 'boolean':
			return { ...value, v: !value.v };
		case 'number':
			return typeof value.v === 'number' && Math.abs(value.v) < Number.MAX_SAFE_INTEGER
				? { ...value, v: value.v + 1 }
				: undefined;
		case 'string':
			if (value.n !== undefined || parsedText(value)) return undefined;
			return { ...value, v: value.v + (/^[a-z][\w+.-]*:\S+$/i.test(value.v) ? '#earshot' : ' earshot') };
		case 'date':
			return value.v === null ? undefined : { ...value, v: value.v + 1 };
		default:
			return undefined;
	}
}
