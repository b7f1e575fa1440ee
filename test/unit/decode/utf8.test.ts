import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readBase64 } from '../../../src/decode/bytes/base64.ts';
import { readUtf8, showUtf8, utf8Bytes, utf8Length } from '../../../src/decode/bytes/utf8.ts';

const strict = (bytes: Uint8Array): string | undefined => {
	try {
		return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
	} catch {
		return undefined;
	}
};

it('decodes UTF-8 as the platform does', () => {
	const almost = fc.string({ unit: 'binary', minLength: 1 }).chain((text) => {
		const bytes = new TextEncoder().encode(text);
		return fc
			.tuple(fc.nat(bytes.length), fc.integer({ min: 0, max: 255 }))
			.map(([at, byte]) => bytes.with(Math.min(at, bytes.length - 1), byte));
	});
	fc.assert(
		fc.property(
			fc.oneof(
				fc.uint8Array(),
				almost.filter((b) => b.length > 0),
			),
			(bytes) => {
				expect(readUtf8(bytes)).toBe(strict(bytes));
				const shown = showUtf8(bytes);
				expect(strict(bytes) === undefined ? shown.includes('\ufffd') : shown === strict(bytes)).toBe(true);
			},
		),
	);
});

it.each([[[0xe0, 0x80, 0xaf]], [[0xf0, 0x80, 0x80, 0xaf]], [[0xf4, 0x90, 0x80, 0x80]], [[0xed, 0xbf, 0xbf]]])(
	'refuses the overlong, too large or surrogate %j',
	(bytes) => {
		expect(readUtf8(Uint8Array.from(bytes))).toBeUndefined();
	},
);

it('encodes UTF-8 as the platform does, lone surrogates too', () => {
	fc.assert(
		fc.property(fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) }), (text) => {
			expect(utf8Bytes(text)).toEqual(new TextEncoder().encode(text));
			expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
		}),
	);
});

it('decodes base64 and base64url, padded or not', () => {
	fc.assert(
		fc.property(fc.uint8Array(), (bytes) => {
			const text = Buffer.from(bytes).toString('base64');
			for (const form of [text, text.replace(/=+$/, ''), Buffer.from(bytes).toString('base64url')])
				expect(readBase64(form)).toEqual(bytes);
		}),
	);
	for (const wrong of ['a', 'abc!', 'ab=c', 'abcde', 'YWJ=x', 'YWK'])
		expect(readBase64(wrong)).toBeUndefined();
});
