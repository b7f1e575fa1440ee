import type { Codec } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';

const most = 100_000;

/** Newline-delimited JSON: two or more lines, each a JSON value, at least one of them an object or array. */
export const jsonLines: Codec = {
	id: 'json-lines',
	name: 'JSON lines',
	open: () => (frame) => {
		const text = frame.text();
		if (text === undefined || !/^\s*["{[\-\dtfn]/.test(text) || !text.trimEnd().includes('\n'))
			return undefined;
		if (frame.json()) return undefined;
		const lines = text.split('\n').filter((line) => line.trim() !== '');
		if (lines.length < 2 || lines.length > most) return undefined;
		const values: DecodedValue[] = [];
		for (const line of lines) {
			try {
				values.push(JSON.parse(line) as DecodedValue);
			} catch {
				return undefined; // one bad line: not this format
			}
		}
		if (!values.some((value) => typeof value === 'object' && value !== null)) return undefined;
		return { confidence: 0.75, type: `${values.length} lines`, value: values };
	},
};
