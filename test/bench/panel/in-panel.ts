// Functions that run in the panel: each is made of nothing but itself.

/** Long Animation Frames API. */
interface AnimationFrame extends PerformanceEntry {
	styleAndLayoutStart: number;
	scripts: { duration: number; sourceFunctionName: string; invoker: string }[];
}

interface Watch {
	/** The longest frames and what ran in them, where the browser tells. */
	frames: { duration: number; of: string }[];
	longest: number;
	over: number[];
}

/** Begins to note how long the main thread is busy without a break: long tasks where the browser tells, else gaps between timers. */
export function watchTasks(): string {
	const watch: Watch = { frames: [], longest: 0, over: [] };
	(window as unknown as { watch: Watch }).watch = watch;
	const note = (ms: number): void => {
		watch.longest = Math.max(watch.longest, ms);
		if (ms > 50) watch.over.push(Math.round(ms));
	};
	if (PerformanceObserver.supportedEntryTypes.includes('long-animation-frame')) {
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) {
				const frame = entry as unknown as AnimationFrame;
				const scripts = frame.scripts.map(({ duration, sourceFunctionName, invoker }) =>
					[sourceFunctionName || invoker, Math.round(duration)].join(' '),
				);
				const layout = Math.round(frame.startTime + frame.duration - frame.styleAndLayoutStart);
				watch.frames.push({ duration: frame.duration, of: `${scripts.join(', ')}; layout ${layout}` });
			}
			watch.frames = watch.frames.sort((a, b) => b.duration - a.duration).slice(0, 5);
		}).observe({ type: 'long-animation-frame' });
	}
	if (PerformanceObserver.supportedEntryTypes.includes('longtask')) {
		new PerformanceObserver((list) => {
			for (const { duration } of list.getEntries()) note(duration);
		}).observe({ type: 'longtask' });
		return 'long tasks';
	}
	let last = performance.now();
	setInterval(() => {
		const now = performance.now();
		note(now - last - 4);
		last = now;
	}, 4);
	return 'gaps between timers';
}

export function takeTasks(): Watch {
	const { watch } = window as unknown as { watch: Watch };
	const taken = { ...watch };
	watch.longest = 0;
	watch.over = [];
	watch.frames = [];
	return taken;
}

/** ms from the start of loading until the frame was drawn in which the panel showed what is known. */
export async function readyTime(): Promise<number> {
	for (;;) {
		const [ready] = performance.getEntriesByName('ready');
		if (ready) return ready.startTime;
		await new Promise(requestAnimationFrame);
	}
}

export function rowsShown(): number {
	return Number(document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') ?? 1) - 1;
}

export function lossesShown(): string {
	const all = [...document.querySelectorAll('[role=status] .status-bad')];
	return all.map(({ textContent }) => textContent).join(', ');
}

/** Puts a text into the filter; gives the ms until first rows of the answer were drawn, and until all were known. */
export async function filterFor(text: string): Promise<{ first: number; all: number; rows: number }> {
	const frame = (): Promise<number> => new Promise(requestAnimationFrame);
	const grid = document.querySelector('[role=grid]');
	const input = document.querySelector<HTMLInputElement>('[role=searchbox]');
	if (!grid || !input) throw new Error('No list');
	const count = (): number => Number(grid.getAttribute('aria-rowcount')) - 1;
	const before = count();
	const start = performance.now();
	input.value = text;
	input.dispatchEvent(new Event('input', { bubbles: true }));
	let first = 0;
	for (;;) {
		await frame();
		const rows = count();
		const isWorking = /filtering|筛选/.test(document.querySelector('.status')?.textContent ?? '');
		const now = performance.now() - start;
		if (first === 0 && rows !== before && rows > 0) first = now;
		if (rows !== before && !isWorking) return { first: first || now, all: now, rows };
		if (now > 60_000) throw new Error(`The filter did not end: ${rows} rows`);
	}
}

/** In pixels of the panel's viewport. */
export function middleOfList(): { x: number; y: number } {
	const { left, top, width, height } =
		document.querySelector('[role=grid]')?.getBoundingClientRect() ?? new DOMRect();
	return { x: left + width / 2, y: top + height / 2 };
}
