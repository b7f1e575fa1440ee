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

describe('drawing', () => {
	it('comes with the next frame, and then with some space between', () => {
		const next = frameClock();
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
		expect(run).toHaveBeenCalledTimes(3);
	});

	it('goes on where nothing is drawn, also when that comes to be while a frame is awaited', () => {
		const next = frameClock();
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
