import { readFileSync } from 'node:fs';
import type { LiveValue, RuntimeContext } from '../analyser/verdict.ts';

/** What the options say of the document, as commander gives them. */
export interface ContextOptions {
	url?: string;
	frameable?: boolean;
	openable?: boolean;
	sandboxed?: boolean;
	values?: Record<string, LiveValue>;
}

/** The address of a document: absolute, of any scheme a document can have. Throws with what is wrong. */
export function documentUrl(text: string): string {
	if (!URL.canParse(text)) throw new Error('Expected an absolute address, e.g. https://shop.example/basket.');
	const { href, protocol } = new URL(text);
	if (!/^(https?|file|about|data|blob|chrome-extension|moz-extension):$/.test(protocol))
		throw new Error(`No document has an address with ${protocol}`);
	return href;
}

/** Reads values by dotted path from a JSON file. Throws with what is wrong. */
export function readValues(file: string): Record<string, LiveValue> {
	let text: string;
	try {
		text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
	} catch {
		throw new Error('The file cannot be read.');
	}
	let values: unknown;
	try {
		values = JSON.parse(text);
	} catch (error) {
		throw new Error(`The file is no JSON: ${error instanceof Error ? error.message : error}.`);
	}
	if (!isRecord(values)) throw new Error('The file must hold an object: names of globals and their values.');
	const [wrong] = Object.keys(values).filter((path) => !/^[\p{L}_$][\p{L}\p{N}_$]*(\.[^.]+)*$/u.test(path));
	if (wrong !== undefined)
		throw new Error(`"${wrong}" is no path of a global, such as CONFIG.allowedOrigins.`);
	return values;
}

/** What the analyser is told of the document. */
export function contextFrom({ url, frameable, openable, sandboxed, values }: ContextOptions): RuntimeContext {
	return {
		...(url === undefined ? {} : { url }),
		...(frameable === undefined ? {} : { frameable }),
		...(openable === undefined ? {} : { openable }),
		...(sandboxed === undefined ? {} : { sandboxed }),
		...(values === undefined ? {} : { values }),
	};
}

function isRecord(value: unknown): value is Record<string, LiveValue> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
