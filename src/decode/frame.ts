import { isReadable, readUtf8 } from './bytes/utf8.ts';
import type { DecodedValue, FrameInput } from './decoded.ts';

/** A payload with its other forms made at most once, however many codecs ask. */
export interface Frame {
	direction: 'in' | 'out';
	raw: string | Uint8Array;
	/** Absent for text. */
	bytes: Uint8Array | undefined;
	/** Of binary payloads only where they are readable UTF-8. */
	text: () => string | undefined;
	/** JSON value of the text, boxed; undefined when it is not JSON. */
	json: () => { value: DecodedValue } | undefined;
}

/** Wraps a payload; `json` is given when the value was parsed already. */
export function frameOf(input: FrameInput, json?: { value: DecodedValue }): Frame {
	const { direction, data } = input;
	const bytes = typeof data === 'string' ? undefined : data;
	let text: { value: string | undefined } | undefined;
	let parsed: { value: { value: DecodedValue } | undefined } | undefined = json ? { value: json } : undefined;
	const getText = (): string | undefined => {
		text ??= { value: typeof data === 'string' ? data : textOf(data) };
		return text.value;
	};
	return {
		direction,
		raw: data,
		bytes,
		text: getText,
		json: () => {
			parsed ??= { value: parse(getText()) };
			return parsed.value;
		},
	};
}

function textOf(bytes: Uint8Array): string | undefined {
	const text = readUtf8(bytes);
	return text !== undefined && isReadable(text) ? text : undefined;
}

const start = /^[\s]*["{[\-\dtfn]/;

function parse(text: string | undefined): { value: DecodedValue } | undefined {
	if (text === undefined || !start.test(text)) return undefined;
	try {
		return { value: JSON.parse(text) as DecodedValue };
	} catch {
		return undefined; // not JSON: the answer itself
	}
}
