import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { frameClock } from '../../../panel/frame-clock.ts';

let page: EventTarget & { visibilityState: string };
/** Frames that were asked for. */
let frames: (() => void)[];

const frame = (): void => {
	for (const draw of frames.splice(0)) draw();
};

beforeEach(() => {
	vi.useFakeTimers();
	page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
	frames = [];
	vi.stubGlobal('document', page);
	vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

/** A clock whose first drawing, which waits for nothing, is done. */
async function begun(): Promise<ReturnType<typeof frameClock>> {
	const next = frameClock();
	next(() => {});
	await Promise.resolve();
	vi.advanceTimersByTime(40);
	return next;
}

describe('drawing', () => {
	it('waits for no frame the first time', async () => {
		const next = frameClock();
		const run = vi.fn();
		next(run);
		expect(run).not.toHaveBeenCalled();
		await Promise.resolve();
		expect(run).toHaveBeenCalledTimes(1);
		expect(frames).toEqual([]);
	});

	it('comes with the next frame, and then with some space between', async () => {
		const next = await begun();
		const run = vi.fn();
		next(run);
		frame();
		expect(run).toHaveBeenCalledTimes(1);
		next(run);
		next(run);
		frame();
		expect(run).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(40);
		frame();
		expect(run).toHaveBeenCalledTimes(2);
	});

	it('comes with the very next frame where a person waits for it', async () => {
		const next = await begun();
		const run = vi.fn();
		next(run);
		frame();
		next(run);
		next(run, true);
		frame();
		expect(run).toHaveBeenCalledTimes(2);
		vi.advanceTimersByTime(40);
		frame();
		expect(run).toHaveBeenCalledTimes(2);
	});

	it('leaves the more space, the longer drawing takes, but never lets one wait for long', async () => {
		const next = await begun();
		const run = vi.fn();
		const drawn = (ms: number): void => {
			next(run);
			frame();
			vi.setSystemTime(Date.now() + ms);
			vi.advanceTimersByTime(0);
		};
		const waitsFor = (ms: number): void => {
			const before = run.mock.calls.length;
			next(run);
			vi.advanceTimersByTime(ms - 1);
			frame();
			expect(run).toHaveBeenCalledTimes(before);
			vi.advanceTimersByTime(1);
			frame();
			expect(run).toHaveBeenCalledTimes(before + 1);
		};
		vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
		drawn(30);
		waitsFor(120 - 30);
		vi.advanceTimersByTime(1_000);
		drawn(100);
		waitsFor(250 - 100);
		vi.advanceTimersByTime(1_000);
		drawn(0);
		waitsFor(40);
	});

	it('goes on where nothing is drawn, also when that comes to be while a frame is awaited', async () => {
		const next = await begun();
		const run = vi.fn();
		next(run);
		page.visibilityState = 'hidden';
		page.dispatchEvent(new Event('visibilitychange'));
		vi.advanceTimersByTime(100);
		expect(run).toHaveBeenCalledTimes(1);
		next(run);
		vi.advanceTimersByTime(100);
		expect(run).toHaveBeenCalledTimes(2);
		frame();
		expect(run).toHaveBeenCalledTimes(2);
	});
});
