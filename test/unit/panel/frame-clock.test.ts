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
	vi.spyOn(performance, 'now').mockImplementation(() => Date.now());
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

/** A clock whose first drawing, which waits for nothing, is done. */
async function begun(): Promise<ReturnType<typeof frameClock>> {
	const next = frameClock();
	next(() => {});
	await Promise.resolve();
	vi.advanceTimersByTime(1_000);
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

	it('comes before the next frame, not in it, and then with some space between', async () => {
		const next = await begun();
		const run = vi.fn();
		next(run);
		expect(run).not.toHaveBeenCalled();
		vi.advanceTimersByTime(0);
		expect(run).toHaveBeenCalledTimes(1);
		next(run);
		next(run);
		vi.advanceTimersByTime(39);
		frame();
		expect(run).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(1);
		expect(run).toHaveBeenCalledTimes(2);
	});

	it('comes as soon as the browser can show it where a person waits for it', async () => {
		const next = await begun();
		const run = vi.fn();
		next(run);
		vi.advanceTimersByTime(0);
		next(run);
		next(run, true);
		next(run);
		vi.advanceTimersByTime(15);
		expect(run).toHaveBeenCalledTimes(1);
		vi.advanceTimersByTime(1);
		expect(run).toHaveBeenCalledTimes(2);
		vi.advanceTimersByTime(40);
		expect(run).toHaveBeenCalledTimes(2);
	});

	it('leaves the more space, the longer changes and their frame take, but never lets one wait for long', async () => {
		const next = await begun();
		const run = vi.fn();
		/** One drawing: its changes take so many ms, the views' so many, laying out and painting so many. */
		const drawn = async (changes: number, views: number, painting: number): Promise<void> => {
			next(() => {
				vi.setSystemTime(Date.now() + changes);
				queueMicrotask(() => vi.setSystemTime(Date.now() + views));
			});
			next(run);
			vi.advanceTimersByTime(0);
			await Promise.resolve();
			// Until the frame, nothing is done for it.
			vi.setSystemTime(Date.now() + 11);
			frame();
			vi.setSystemTime(Date.now() + painting);
			vi.advanceTimersByTime(0);
		};
		const waitsFor = async (ms: number): Promise<void> => {
			const before = run.mock.calls.length;
			next(run);
			vi.advanceTimersByTime(ms - 1);
			expect(run).toHaveBeenCalledTimes(before);
			vi.advanceTimersByTime(1);
			expect(run).toHaveBeenCalledTimes(before + 1);
			vi.advanceTimersByTime(1_000);
		};
		await drawn(4, 6, 20);
		await waitsFor(4 * 30 - 30 - 11);
		await drawn(40, 0, 60);
		await waitsFor(250 - 100 - 11);
		await drawn(0, 0, 0);
		await waitsFor(40 - 11);
	});

	it('goes on where nothing is drawn', async () => {
		const next = await begun();
		const run = vi.fn();
		page.visibilityState = 'hidden';
		next(run);
		vi.advanceTimersByTime(99);
		expect(run).not.toHaveBeenCalled();
		vi.advanceTimersByTime(1);
		expect(run).toHaveBeenCalledTimes(1);
		expect(frames).toEqual([]);
	});

	it('waits for no frame of a page that is hidden while one is due', async () => {
		const next = await begun();
		const run = vi.fn();
		next(run);
		page.visibilityState = 'hidden';
		vi.advanceTimersByTime(0);
		expect(run).toHaveBeenCalledTimes(1);
		next(run);
		vi.advanceTimersByTime(100);
		expect(run).toHaveBeenCalledTimes(2);
	});
});
