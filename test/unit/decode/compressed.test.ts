import { constants, createDeflate, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createDecoder } from '../../../src/decode/decode.ts';
import { chain, decodeOne } from './decode-all.ts';

const text = JSON.stringify({ op: 0, t: 'MESSAGE_CREATE', d: { content: 'hello hello hello hello' } });

describe('one compressed frame', () => {
	it.each([
		['gzip', new Uint8Array(gzipSync(text))],
		['zlib', new Uint8Array(deflateSync(text))],
		['deflate', new Uint8Array(deflateRawSync(text))],
	])('%s is recognised, and what is inside', (protocol, data) => {
		const decoded = decodeOne(data);
		expect(chain(decoded)).toEqual([protocol, 'json']);
		expect(decoded.layers[0]?.value).toEqual(JSON.parse(text));
		expect(decoded.value).toMatchObject({ compressed: data.length, decompressed: text.length });
	});

	it('says when something else follows', () => {
		const decoded = decodeOne(Uint8Array.from([...deflateSync(text), ...new Uint8Array(100_000)]), {
			override: 'zlib',
		});
		expect(decoded.error).toBe('Something else follows the zlib data');
		expect(decoded.layers[0]?.value).toEqual(JSON.parse(text));
	});

	it('keeps the beginning of damaged data, and says what broke', () => {
		const data = new Uint8Array(gzipSync(text.repeat(2000)));
		const decoded = decodeOne(data.subarray(0, data.length - 20));
		expect(decoded.protocol).toBe('gzip');
		expect(decoded.error).toContain('Broken gzip data');
		expect(decodeOne(data.fill(0xff, 12), { override: 'gzip' }).error).toContain('Broken gzip data');
	});
});

describe('one stream over all frames', () => {
	/** Frames as a server with a shared context writes them: each message ends with a sync flush. */
	async function frames(messages: string[]): Promise<Uint8Array[]> {
		const deflate = createDeflate({ flush: constants.Z_SYNC_FLUSH });
		const out: Uint8Array[] = [];
		for (const message of messages) {
			const parts: Buffer[] = [];
			const collect = (part: Buffer): unknown => parts.push(part);
			deflate.on('data', collect);
			await new Promise<void>((resolve) =>
				deflate.write(message, () => deflate.flush(constants.Z_SYNC_FLUSH, resolve)),
			);
			deflate.off('data', collect);
			out.push(new Uint8Array(Buffer.concat(parts)));
		}
		return out;
	}

	it.each([{ url: 'wss://gateway/?compress=zlib-stream' }, {}])(
		'is read frame by frame, opened with %j',
		async (hint) => {
			const messages = [text, '{"op":1,"d":5}', text];
			const decoder = createDecoder(hint);
			const decoded = (await frames(messages)).map((data) => decoder.decode({ direction: 'in', data }));
			expect(decoded.map((each) => each.protocol)).toEqual(['zlib-stream', 'zlib-stream', 'zlib-stream']);
			expect(decoded.map((each) => each.layers[0]?.value)).toEqual(
				messages.map((message) => JSON.parse(message) as unknown),
			);
			expect(decoded.every((each) => each.error === undefined)).toBe(true);
		},
	);

	it('does not mix the two directions', async () => {
		const [a = new Uint8Array(), b = new Uint8Array()] = await frames(['{"a":1}', '{"b":2}']);
		const decoder = createDecoder({ override: 'zlib-stream' });
		decoder.decode({ direction: 'in', data: a });
		expect(decoder.decode({ direction: 'out', data: a }).layers[0]?.value).toEqual({ a: 1 });
		expect(decoder.decode({ direction: 'in', data: b }).layers[0]?.value).toEqual({ b: 2 });
	});

	it('cannot be read from the middle, and says so', async () => {
		const [, second = new Uint8Array()] = await frames([text, text]);
		const decoded = createDecoder({ override: 'zlib-stream' }).decode({ direction: 'in', data: second });
		expect(decoded.error).toBe('Not a zlib stream message');
	});
});
