import type { HeaderField } from '../../../src/protocol/handshake.ts';
import { headerOf } from '../../../src/session/headers.ts';

/** What a script says of its source map. */
export type MapReference =
	| { kind: 'address'; url: string }
	| { kind: 'inline'; map: string }
	| { kind: 'bad' };

/** Further from the end of a script, a comment is about something else. */
const TAIL = 4_000;

/**
 * The source map that a script names in its last lines (ECMA-426, 'Extracting source map URLs'), or that its response
 * named in a header; undefined where there is none. `base`: address of the script.
 */
export function mapReference(script: string, base: string, header?: string): MapReference | undefined {
	const named = commented(script) ?? header;
	if (named === undefined) return undefined;
	if (/^data:/i.test(named)) {
		const map = dataText(named);
		return map === undefined ? { kind: 'bad' } : { kind: 'inline', map };
	}
	try {
		const url = new URL(named, base);
		return /^(https?|file|(chrome|moz)-extension):$/.test(url.protocol)
			? { kind: 'address', url: url.href }
			: { kind: 'bad' };
	} catch {
		return { kind: 'bad' };
	}
}

function commented(script: string): string | undefined {
	const at = script.lastIndexOf('sourceMappingURL=');
	if (at < 0) return undefined;
	const before = script.slice(Math.max(0, at - 5), at);
	const rest = script.slice(at + 'sourceMappingURL='.length);
	const named = /^[^\s'"]+/.exec(rest)?.[0];
	if (!/\/[/*][#@]\s$/.test(before) || named === undefined) return undefined;
	const after = rest.slice(named.length).replace(/^\s*\*\//, '');
	// Code may not follow, other comments may.
	const isLast =
		after.length < TAIL && after.split(/[\n\r\u2028\u2029]/).every((line) => /^\s*(\/\/.*)?$/.test(line));
	return isLast ? named : undefined;
}

/** Text of a data: URL; undefined where it cannot be read. */
function dataText(url: string): string | undefined {
	const [, isBase64, body = ''] = /^data:[^,]*?(;base64)?,(.*)$/is.exec(url) ?? [];
	try {
		const plain = decodeURIComponent(body);
		if (!isBase64) return plain;
		return new TextDecoder().decode(Uint8Array.from(atob(plain), (char) => char.charCodeAt(0)));
	} catch {
		return undefined;
	}
}

/** The header in which a response names it, also by its older name. */
export function mapHeader(headers: readonly HeaderField[]): string | undefined {
	return headerOf(headers, 'sourcemap') ?? headerOf(headers, 'x-sourcemap');
}
