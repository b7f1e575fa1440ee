import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTo, createTraffic, newCurve } from '../../../panel/store/traffic.ts';
import { socketSession } from './decoding/sessions.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe('the curve of a socket', () => {
	it('loses no frame and no byte, in at most 60 spans, whatever the clock does', () => {
		const frames = fc.array(fc.record({ time: fc.nat(1e12), size: fc.nat(1e6) }), {
			minLength: 1,
			maxLength: 200,
		});
		fc.assert(
			fc.property(frames, (passed) => {
				const curve = newCurve();
				for (const { time, size } of passed) addTo(curve, time, size);
				expect(curve.frames.length).toBeLessThanOrEqual(60);
				expect(sum(curve.frames)).toBe(passed.length);
				expect(sum(curve.bytes)).toBe(sum(passed.map(({ size }) => size)));
			}),
		);
	});

	it('puts frames where they belong in time', () => {
		const curve = newCurve();
		for (const time of [1_000, 1_010, 1_120, 1_260]) addTo(curve, time, 2);
		expect(curve).toEqual({ from: 1_000, span: 50, frames: [2, 0, 1, 0, 0, 1], bytes: [4, 0, 2, 0, 0, 2] });
		addTo(curve, 1_000 + 59 * 50 + 51, 7);
		expect(curve.span).toBe(100);
		expect(curve.frames.slice(0, 3)).toEqual([2, 1, 1]);
		expect(curve.bytes.at(-1)).toBe(7);
	});

	it('grows with the session and begins anew when that is cleared', () => {
		const { session, socket, pass } = socketSession();
		const traffic = createTraffic(session);
		pass({ time: 2_000, size: 3 });
		expect(traffic.of(socket).bytes).toEqual([3]);
		pass({ time: 2_001, size: 4 });
		expect(traffic.of(socket).bytes).toEqual([7]);
		expect(traffic.of(socket).frames).toEqual([2]);
		session.clear();
		expect(traffic.of(socket).frames).toEqual([]);
	});
});
