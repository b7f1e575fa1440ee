// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CommandResult } from '../../../../src/protocol/command.ts';
import type { ProbePlan, ProbeTranscript } from '../../../../src/protocol/probe.ts';
import { Tools } from '../../../../src/relay/acts/tools.ts';
import type { ActsWorld } from '../../../../src/relay/acts-door.ts';
import type { PageBus } from '../../../../src/relay/bus.ts';

const SEEN: Omit<ProbeTranscript, 'mutations'> = {
	outcome: 'returned',
	reads: [],
	sinks: [],
	sends: [],
	duration: 1,
	leftOut: 0,
};

interface Act {
	kind: string;
}

/** The isolated world's half with a page that does as told. */
class Stage {
	readonly acts: Act[] = [];
	readonly posted: unknown[] = [];
	readonly answers: CommandResult[] = [];
	readonly tools: Tools;
	readonly #receivers = new Map<string, (detail: string) => void>();
	/** A probe is under way on the page's side. */
	#probes = false;
	/** What the page answers a probe of a listener that is gone. */
	isGone = false;
	isAwaited = true;
	/** Resolves when the frame was made a sender. */
	senderRun: Promise<unknown> = Promise.resolve(true);
	tooled: Promise<unknown> = Promise.resolve();

	constructor() {
		const page = {
			send: (signal: string, detail = '') => {
				if (signal === 'tool') this.#obey(JSON.parse(detail) as { id: number; act: Act });
			},
			hand: () => {},
			on: (signal: string, receive: (detail: string) => void) => this.#receivers.set(signal, receive),
		} as unknown as PageBus;
		const world: ActsWorld = {
			token: 'token',
			page,
			acts: undefined,
			witnesses: new Set(),
			address: (path) => `chrome-extension://id/${path}`,
			ask: async ({ kind }) => {
				if (kind === 'tools-text') return 'function () {}';
				if (kind === 'tools-run') {
					await this.tooled;
					this.tell('tooled');
				}
				return kind === 'sender-run' ? this.senderRun : undefined;
			},
		};
		vi.stubGlobal('earshotRelay', world);
		this.tools = new Tools(page, world);
		const create = document.createElement.bind(document);
		vi.spyOn(document, 'createElement').mockImplementation((name: string) =>
			name === 'iframe' ? Object.assign(create('span'), FRAME) : create(name),
		);
		vi.spyOn(window, 'postMessage').mockImplementation(((message: unknown) => {
			this.posted.push(message);
			this.tell('probed');
		}) as typeof window.postMessage);
	}

	tell(signal: string, detail = ''): void {
		this.#receivers.get(signal)?.(detail);
	}

	perform(act: Parameters<Tools['perform']>[1], id = 1): Promise<void> {
		return this.tools.perform(id, act, {
			answer: (result) => this.answers.push(result),
			isAwaited: () => this.isAwaited,
		});
	}

	probe(change: Partial<ProbePlan> = {}): Promise<void> {
		return this.perform({ kind: 'probe', plan: { ...PLAN, ...change } });
	}

	#obey({ id, act }: { id: number; act: Act }): void {
		this.acts.push(act);
		if (act.kind === 'probe') {
			if (this.isGone) this.tools.answered(id);
			else this.#probes = true;
		} else if (act.kind === 'probe-end') {
			this.tell('transcript', this.#probes ? JSON.stringify(SEEN) : '');
			this.#probes = false;
		} else if (act.kind === 'probe-rest') this.#probes = false;
	}
}

/** Stands for a frame: here none is loaded. */
const FRAME = { contentWindow: { postMessage: () => {} }, sandbox: { value: '' } };
const PLAN: ProbePlan = {
	listener: 1,
	payload: { t: 'string', v: 'a payload' },
	delivery: 'posed',
	origin: 'https://attacker.example',
	source: { relation: 'stranger' },
	ports: 0,
	safe: true,
	timeLimit: 1_000,
};
const framesOfOurs = (): number => document.documentElement.querySelectorAll(':scope > div').length;

let stage: Stage;
beforeEach(() => {
	vi.useFakeTimers();
	stage = new Stage();
});
afterEach(() => {
	stage.tools.rest();
	vi.useRealTimers();
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

describe('a probe', () => {
	test('is over after its time, and leaves nothing', async () => {
		await stage.probe();
		expect(framesOfOurs()).toBe(1);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(stage.answers).toMatchObject([{ kind: 'transcript' }]);
		expect(framesOfOurs()).toBe(0);
	});

	test('that nobody waits for any more leaves nothing, nor does it stand in the way of the next', async () => {
		await stage.probe();
		stage.tools.rest();
		expect(framesOfOurs()).toBe(0);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(vi.getTimerCount()).toBe(0);
		await stage.probe();
		await vi.advanceTimersByTimeAsync(1_000);
		expect(stage.answers.at(-1)).toMatchObject({ kind: 'transcript' });
	});

	test('of a listener that is gone sends the page nothing', async () => {
		stage.isGone = true;
		await stage.probe({ delivery: 'foreign' });
		expect(stage.posted).toEqual([]);
		expect(framesOfOurs()).toBe(0);
	});

	test('that ended while its frame was made a sender sends nothing from it', async () => {
		let resolve = (_: boolean): void => {};
		stage.senderRun = new Promise((done) => {
			resolve = done;
		});
		const performed = stage.probe({ delivery: 'foreign' });
		await vi.advanceTimersByTimeAsync(6_000);
		expect(stage.answers).toEqual([{ kind: 'failed', code: 'no-frame' }]);
		resolve(true);
		await performed;
		await vi.advanceTimersByTimeAsync(60_000);
		expect(vi.getTimerCount()).toBe(0);
	});

	test('of no whole plan sends the page nothing', async () => {
		await expect(stage.probe({ timeLimit: 0 })).rejects.toEqual({ kind: 'failed', code: 'malformed' });
		expect(stage.acts).toEqual([]);
		expect(stage.posted).toEqual([]);
		expect(framesOfOurs()).toBe(0);
	});

	test('whose message the browser cannot clone is over at once', async () => {
		vi.mocked(window.postMessage).mockImplementation(() => {
			throw new DOMException('It could not be cloned.', 'DataCloneError');
		});
		await expect(stage.probe()).rejects.toEqual({
			kind: 'failed',
			code: 'no-value',
			detail: 'It could not be cloned.',
		});
		expect(framesOfOurs()).toBe(0);
	});
});

describe('an act that had to wait for the tools', () => {
	test('is not done when nobody waits for it any more', async () => {
		let resolve = (): void => {};
		stage.tooled = new Promise<void>((done) => {
			resolve = done;
		});
		const performed = stage.perform({
			kind: 'socket-rules',
			rules: [{ direction: 'in', pattern: '', flags: '', action: { kind: 'hold' } }],
		});
		await vi.advanceTimersByTimeAsync(10);
		stage.isAwaited = false;
		resolve();
		await performed;
		expect(stage.acts).toEqual([]);
	});
});
