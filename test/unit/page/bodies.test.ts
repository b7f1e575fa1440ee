import { beforeAll, expect, it } from 'vitest';
import { standInForBrowser } from '../../helpers/page-globals.ts';

let make: (recording: boolean) => InstanceType<typeof import('../../../src/page/bodies.ts').Bodies>;
beforeAll(async () => {
	standInForBrowser();
	const { Log } = await import('../../../src/page/log.ts');
	const { Bodies } = await import('../../../src/page/bodies.ts');
	make = (recording) => {
		const log = new Log(() => {});
		log.recording = recording;
		return new Bodies(log);
	};
});

type Made = ReturnType<typeof make>;
/** The whole of a message, if it is held. */
const whole = (bodies: Made, id: number): string | undefined => {
	let json: string | undefined;
	bodies.fetch('message', id, 1_000_000, (body) => {
		json = body?.json;
	});
	return json;
};
const large = (id: number): object => ({ id, text: 'x'.repeat(3_000) });

it('holds the whole of what a preview cuts while recording, as it was then', () => {
	const bodies = make(true);
	const data = { text: 'x'.repeat(3_000) };
	const preview = bodies.take('message', 1, data, true)();
	data.text = 'changed';
	expect(preview.complete).toBe(false);
	expect(preview.json.length).toBeGreaterThan(2_000);
	expect(whole(bodies, 1)).toContain('x'.repeat(3_000));
	expect(whole(bodies, 2)).toBeUndefined();
});

it('holds nothing whole with nobody watching', () => {
	const bodies = make(false);
	const preview = bodies.take('message', 1, large(1), true)();
	expect(preview.complete).toBe(false);
	expect(preview.json.length).toBeLessThan(600);
	expect(whole(bodies, 1)).toBeUndefined();
});

it('previews a flood of large payloads shortly, and holds what needs no copy', () => {
	const bodies = make(true);
	const began = performance.now();
	const short: number[] = [];
	for (let id = 1; id <= 700; id++) {
		const { json, complete } = bodies.take('message', id, large(id), true)();
		expect(complete).toBe(false);
		if (json.length < 600) short.push(id);
	}
	// As many as the clock allows get a closer look, which is more on a slow machine.
	const earned = (performance.now() - began) * 0.2;
	expect(short.length).toBeLessThanOrEqual(200);
	expect(short.length).toBeGreaterThanOrEqual(Math.floor(200 - earned - 1));
	for (const id of short) expect(whole(bodies, id)).toBeUndefined();
	expect(whole(bodies, 400)).toContain('x'.repeat(3_000));
	bodies.take('message', 702, 'y'.repeat(3_000), true);
	expect(whole(bodies, 702)).toContain('y'.repeat(3_000));
});

it('looks closely at a large payload among many small ones', () => {
	const bodies = make(true);
	for (let id = 1; id <= 5_000; id++) expect(bodies.take('message', id, { id }, true)().complete).toBe(true);
	for (let id = 5_001; id <= 9_000; id++) bodies.take('message', id, 'small', true);
	bodies.take('message', 9_001, large(1), true);
	expect(whole(bodies, 9_001)).toContain('x'.repeat(3_000));
});
