import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, payloadOf } from '../../../../panel/store/acts/draft-payload.ts';
import { type Draft, emptyDraft, sendable, sizeOf } from '../../../../panel/store/acts/payload.ts';
import { pageValueOf } from '../../../../panel/worker/decoding/page-value.ts';
import { createDecoder } from '../../../../src/decode/decode.ts';
import type { Value } from '../../../../src/protocol/value.ts';
import { bytesOf } from '../../../../src/session/bytes-of.ts';

const draft = (over: Partial<Draft>): Draft => ({ ...emptyDraft, ...over });
const buffer = (b: string, n: number): Value => ({ t: 'buffer', id: 1, c: 'ArrayBuffer', b, n });

describe('a typed payload', () => {
	it.each([
		['text', draft({ text: ' Ω ' }), { t: 'string', v: ' Ω ' }],
		['hex', draft({ format: 'hex', hex: '61 62\n63' }), buffer('YWJj', 3)],
		['hex as code has it', draft({ format: 'hex', hex: '0x61, 0x62,0X63' }), buffer('YWJj', 3)],
		['hex of nothing', draft({ format: 'hex' }), buffer('', 0)],
		['base64 in lines', draft({ format: 'base64', base64: 'YW\nJj' }), buffer('YWJj', 3)],
		[
			'a file',
			draft({ format: 'file', file: { name: 'a', bytes: new Uint8Array([97]) } }),
			buffer('YQ==', 1),
		],
	])('is %s', (_, given, data) => {
		expect(payloadOf(given)).toEqual({ data });
	});

	it.each([
		[draft({ format: 'hex', hex: '61 6g' }), { kind: 'hex-digit', detail: '5' }],
		[draft({ format: 'hex', hex: '0x61 0xq' }), { kind: 'hex-digit', detail: '7' }],
		[draft({ format: 'hex', hex: '616' }), { kind: 'hex-half' }],
		[draft({ format: 'base64', base64: '?' }), { kind: 'base64' }],
		[draft({ format: 'file' }), { kind: 'no-file' }],
		[
			draft({ format: 'cbor', cbor: '{"a": }' }),
			{ kind: 'notation', detail: expect.stringMatching(/^1:7 /) },
		],
		[draft({ format: 'msgpack', msgpack: 'new Date(0)' }), { kind: 'no-place', detail: 'date' }],
		[
			draft({ format: 'msgpack', msgpack: '99999999999999999999n' }),
			{ kind: 'no-place', detail: expect.any(String) },
		],
		[
			draft({ format: 'file', file: { name: 'a', bytes: new Uint8Array(32_000_001) } }),
			{ kind: 'too-large', detail: '32000001' },
		],
	])('that is wrong says where: %#', (given, problem) => {
		expect(payloadOf(given)).toEqual({ problem });
	});

	it.each([
		['msgpack', '{a: [1, -0.5, "é"], b: new Uint8Array([1, 2])}'],
		['cbor', 'new Map([[1, {"list": [null, true, 7n]}]])'],
	] as const)(
		'is a value written as %s, and a recorded one is edited as such where it is the same',
		(format, written) => {
			const { data } = payloadOf(draft({ format, [format]: written })) as { data: Value };
			const bytes = bytesOf(data);
			const decoded = createDecoder({ override: format }).decode({ direction: 'in', data: bytes });
			const read = { protocol: decoded.protocol, value: pageValueOf(decoded.value, { nodes: 100 }) };
			expect(read.protocol).toBe(format);
			const again = draftOf(data, read);
			expect(again.format).toBe(format);
			expect(payloadOf(again)).toEqual({ data });
			// Bytes that would come out otherwise stay bytes.
			expect(draftOf(data, { protocol: format, value: { t: 'null' } }).format).toBe('hex');
		},
	);

	it('comes back from what was recorded, byte by byte', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: fc.constantFrom('a', 'Ω', '😀', '\n', '\0'), maxLength: 40 }),
					fc.uint8Array({ maxLength: 40 }),
				),
				(content) => {
					const file = typeof content === 'string' ? undefined : { name: '', bytes: content };
					const given = draft(file ? { format: 'file', file } : { text: String(content) });
					const { data } = payloadOf(given) as { data: Value };
					expect(payloadOf(draftOf(data))).toEqual({ data });
					expect(sizeOf(data)).toBe(
						file ? file.bytes.length : new TextEncoder().encode(String(content)).length,
					);
				},
			),
		);
	});

	it('is sent again only as a whole, as text or bytes', () => {
		expect(sendable({ t: 'string', v: 'abc', n: 9 })).toBeUndefined();
		expect(sendable(buffer('YWJj', 9))).toBeUndefined();
		expect(sendable({ t: 'blob', id: 1, n: 3, m: '' })).toBeUndefined();
		expect(sendable({ t: 'omitted', why: 'budget' })).toBeUndefined();
		expect(sendable({ t: 'blob', id: 1, n: 3, m: '', b: 'YWJj' })).toEqual(buffer('YWJj', 3));
		expect(sendable({ t: 'view', id: 4, c: 'Uint8Array', b: 'YWJj', n: 3, o: 2 })).toEqual(buffer('YWJj', 3));
	});
});
