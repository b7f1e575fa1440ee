import type { Value } from '../../protocol/value.ts';
import { redactCode, redactText } from './redact-text.ts';
import { redactValue } from './redact-value.ts';
import { isSecretName, REDACTED } from './secret-names.ts';

/** Takes credentials out of what is exported, or leaves everything in: `none`. */
export interface Redactor {
	readonly isOn: boolean;
	text(text: string): string;
	/** A script: its length and places stay. */
	code(source: string): string;
	value(value: Value): Value;
	/** Plain data of the protocol (events, documents, verdicts): texts, scripts under `source`, values under `data`. */
	plain<T>(data: T): T;
}

const same = <T>(data: T): T => data;

/** Leaves credentials in. */
export const none: Redactor = { isOn: false, text: same, code: same, value: same, plain: same };

/** Takes credentials out. */
export const redacting: Redactor = {
	isOn: true,
	text: redactText,
	code: redactCode,
	value: redactValue,
	plain: <T>(data: T): T => plain(data, '') as T,
};

function plain(data: unknown, name: string): unknown {
	if (typeof data === 'string') return name === 'source' ? redactCode(data) : redactText(data);
	if (typeof data !== 'object' || data === null) return data;
	if (data instanceof Set) return new Set([...data].map((item) => plain(item, name)));
	if (Array.isArray(data))
		return name === 'protocols' ? protocols(data) : data.map((item) => plain(item, name));
	const made: Record<string, unknown> = {};
	for (const [key, item] of Object.entries(data)) {
		made[key] = key === 'data' && isValue(item) ? redactValue(item) : plain(item, key);
	}
	return made;
}

/** Lists of protocols such as `['access_token', '…']`: pages hand credentials over in them. */
function protocols(list: unknown[]): unknown[] {
	let named = false;
	return list.map((item) => {
		const isNamed = named;
		named = !isNamed && typeof item === 'string' && isSecretName(item);
		return isNamed ? REDACTED : plain(item, '');
	});
}

function isValue(item: unknown): item is Value {
	return typeof item === 'object' && item !== null && 't' in item;
}
