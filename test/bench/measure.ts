import type { BenchBrowser } from './bench-browser.ts';
import { isRenderer, mainThreadMs, processTree, settled, TreeClock } from './proc.ts';
import type { Scenario } from './scenarios.ts';

export interface Measured {
	/** CPU per operation in µs: of the page's main thread; of the whole browser for loads. */
	cpu: number;
	/** Elapsed per operation in µs. */
	wall: number;
	ops: number;
	/** Longest main-thread task in ms, where the browser tells (0: none over 50). */
	longest?: number;
	/** MB of page heap kept after the scenario, where the browser tells. */
	heap?: number;
	stalled?: boolean;
}

interface PageResult {
	ops: number;
	ms: number;
	longest?: number;
	stalled?: boolean;
}

export interface Sizes {
	/** Factor on the number of operations. */
	scale: number;
	/** ms after which a scenario stops by itself. */
	limit: number;
}

/** Runs one scenario on a freshly loaded page. `port` is that of the server. */
export async function measure(
	browser: BenchBrowser,
	scenario: Scenario,
	{ scale, limit }: Sizes,
	port: number,
): Promise<Measured> {
	const origin = `http://a.localhost:${port}`;
	if (scenario.name === 'load-20-frames') return measureLoads(browser, scenario, scale, origin);
	await browser.goto(`${origin}/bench.html`);
	await settled(browser.pid, 1500);
	const renderer = await findRenderer(browser);
	const heapBefore = await browser.heap();
	const n = Math.max(20, Math.round(scenario.n * scale));
	const before = mainThreadMs(renderer);
	const run = (await browser.call('runScenario', scenario.name, { n, limit })) as PageResult;
	const cpu = mainThreadMs(renderer) - before;
	await settled(browser.pid, 1500);
	const heapAfter = await browser.heap();
	return {
		cpu: (cpu * 1000) / run.ops,
		wall: (run.ms * 1000) / run.ops,
		ops: run.ops,
		...(run.longest === undefined ? {} : { longest: run.longest }),
		...(heapBefore === undefined || heapAfter === undefined ? {} : { heap: heapAfter - heapBefore }),
		...(run.stalled ? { stalled: true } : {}),
	};
}

/** Loads cost CPU in many processes: that of all of them is counted, relay and background of the extension included. */
async function measureLoads(
	browser: BenchBrowser,
	scenario: Scenario,
	scale: number,
	origin: string,
): Promise<Measured> {
	const times: number[] = [];
	const loads = Math.max(1, Math.round(scenario.n * scale));
	await browser.goto(`${origin}/bench.html`);
	await settled(browser.pid, 1500);
	const clock = new TreeClock(browser.pid);
	for (let i = 0; i < loads; i++) {
		await browser.goto(`${origin}/frames.html`);
		times.push(Number(await browser.call('loadTime')));
		await settled(browser.pid, 2500);
		clock.read();
	}
	const wall = times.reduce((sum, ms) => sum + ms, 0) / times.length;
	return { cpu: (clock.read() * 1000) / loads, wall: wall * 1000, ops: loads };
}

/** Spins of the page by which its process is told from others, which may just be starting. */
const SPINS = 4;

/** The page's process is the one whose main thread runs whenever the page spins. */
export async function findRenderer(browser: BenchBrowser): Promise<number> {
	const candidates = processTree(browser.pid).filter(isRenderer);
	const least = candidates.map(() => Number.POSITIVE_INFINITY);
	for (let spin = 0; spin < SPINS; spin++) {
		const before = candidates.map(mainThreadMs);
		await browser.call('spin', 40);
		for (const [i, pid] of candidates.entries())
			least[i] = Math.min(least[i] as number, mainThreadMs(pid) - (before[i] as number));
	}
	const most = candidates[least.indexOf(Math.max(...least))];
	if (most === undefined) throw new Error('No process of the page was found');
	return most;
}
