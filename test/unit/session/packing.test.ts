import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { Packing } from '../../../src/session/packing.ts';
import { event } from '../protocol/arbitraries.ts';

/** As an event comes out of a batch: without members that JSON does not know. */
const told = (one: HookEvent): HookEvent => JSON.parse(JSON.stringify(one)) as HookEvent;

const sent = (send: number, url: string, ports: number[] = []): HookEvent => ({
	seq: send,
	time: 1_000 + send / 7,
	kind: 'sent',
	send,
	target: { kind: 'port', id: 3 },
	data: { t: 'string', v: `text ${send}` },
	size: 9,
	complete: true,
	ports,
	stack: [{ url, line: 4, column: 2, functionName: 'tick' }],
});

describe('Packing', () => {
	it('gives back every event as it was, its members in their order', () => {
		fc.assert(
			fc.property(fc.array(event, { maxLength: 12 }), (events) => {
				const packing = new Packing();
				const all = [...events, ...events].map(told);
				const packed = all.map((one) => packing.pack(one));
				expect(packed.map((one) => JSON.stringify(packing.unpack(one)))).toEqual(
					all.map((one) => JSON.stringify(one)),
				);
			}),
		);
	});

	it('knows the place of every event without the rest of it', () => {
		fc.assert(
			fc.property(fc.array(event, { maxLength: 12 }), (events) => {
				const packing = new Packing();
				for (const one of events.map(told)) expect(packing.seq(packing.pack(one))).toBe(one.seq);
			}),
		);
	});

	it('keeps what events have in common once', () => {
		const packing = new Packing();
		const url = `https://shop.test/${'long/'.repeat(40)}app.js`;
		const packed = [1, 2, 3, 4].map((send) => packing.pack(sent(send, url)));
		expect(new Set(packed.map(({ head }) => head)).size).toBe(1);
		expect(Math.max(...packed.map(({ text }) => text.length))).toBeLessThan(80);
		expect(packing.head(packed[0]?.head ?? 0)?.target).toEqual({ kind: 'port', id: 3 });
	});

	it('tells calls from different places apart, and those with ports', () => {
		const packing = new Packing();
		const heads = [sent(1, 'a.js'), sent(2, 'b.js'), sent(3, 'a.js', [7]), sent(4, 'a.js')].map(
			(one) => packing.pack(one).head,
		);
		expect(heads[3]).toBe(heads[0]);
		expect(new Set(heads).size).toBe(3);
	});

	it('keeps events whole when a page makes too many that have nothing in common', () => {
		const packing = new Packing();
		const many = Array.from({ length: 25_000 }, (_, at) => sent(at, `script-${at}.js`));
		const packed = many.map((one) => packing.pack(one));
		expect(packed[0]?.head).not.toBe(0);
		expect(packed.at(-1)?.head).toBe(0);
		expect(packing.unpack(packed.at(-1) as never)).toEqual(many.at(-1));
	});
});
