import type { CommandResult } from '../../protocol/command.ts';
import type { ProbePlan, ProbeSource, ProbeTranscript } from '../../protocol/probe.ts';
import type { Value } from '../../protocol/value.ts';
import type { ActsWorld } from '../acts-door.ts';
import type { PageBus } from '../bus.ts';
import { MutationLog } from './mutation-log.ts';
import { makeStranger, type Stranger } from './strangers.ts';

/** Texts of a payload shorter than this are found everywhere. */
const SHORTEST_NEEDLE = 4;
const MOST_NEEDLES = 100;
/** ms beyond the plan's own limit until a listener counts as stuck. */
const PATIENCE_MS = 5_000;
/** ms between attempts to reach a frame that has only just been made. */
const AGAIN_MS = 50;

/** One probe: the isolated world's half. It gives the sender, watches the document, and ends it in time. */
export class Probe {
	readonly plan: ProbePlan;
	readonly #answer: (result: CommandResult) => void;
	readonly #page: PageBus;
	#mutations: MutationLog;
	readonly stranger: Stranger | undefined;
	#timer: ReturnType<typeof setTimeout>;
	#again: ReturnType<typeof setInterval> | undefined;
	#stamped: string | undefined;
	/** Which end of a foreign delivery was seen: past its last listener. */
	#isThrough = false;
	#isStopped = false;
	#isOver = false;

	constructor(page: PageBus, plan: ProbePlan, answer: (result: CommandResult) => void) {
		this.plan = plan;
		this.#page = page;
		this.#answer = answer;
		const isForeign = plan.delivery === 'foreign';
		if (isForeign || plan.source.relation === 'stranger') this.stranger = makeStranger(isForeign);
		if (isForeign) this.#awaitForeign();
		else hand(page, this.stranger?.window ?? windowOf(plan.source));
		this.#mutations = new MutationLog();
		this.#timer = setTimeout(() => this.#stuck(), plan.timeLimit + PATIENCE_MS);
	}

	/** Sees the message before the page's listeners, with what the browser says of it, and after the last of them. */
	#awaitForeign(): void {
		world().witnesses.add(this.#witness);
		window.addEventListener('message', this.#passed);
	}

	/** A new frame may not listen yet: what it is told is said again until its message comes; it heeds it once. */
	sendUntilSeen(send: () => void): void {
		send();
		this.#again = setInterval(send, AGAIN_MS);
	}

	readonly #witness = (event: MessageEvent): void => {
		const isOurs = event.source === this.stranger?.window && this.#stamped === undefined;
		if (isOurs) {
			this.#stamped = event.origin;
			clearInterval(this.#again);
			// What the page did while the frame was made is not the listener's.
			this.#mutations.stop();
			this.#mutations = new MutationLog();
		}
		const origin = isOurs ? event.origin : '';
		this.#page.send('tool', JSON.stringify({ id: 0, act: { kind: 'probe-arrived', origin } }));
	};

	readonly #passed = ({ source }: MessageEvent): void => {
		if (source === this.stranger?.window) this.#isThrough = true;
	};

	/** Another listener of the same message has run: what it changed is not told, and undone in safe mode. */
	beside(): void {
		this.#mutations.drop(this.plan.safe);
	}

	/** The message went to its listeners, and the one in question was not seen to run. */
	unreached(): void {
		this.#isStopped = !this.#isThrough;
		if (this.#isStopped) this.#page.send('tool', PROBE_END);
		else this.fail('The message was delivered, but this listener was not seen to run for it.');
	}

	/** The order for the tools. */
	get order(): object {
		const { payload, ...plan } = this.plan;
		const needles = new Set<string>();
		collectTexts(payload, needles);
		return { kind: 'probe', plan, needles: [...needles] };
	}

	/** The listener has come back. In safe mode what it changed in the document is undone before anything else runs. */
	returned(): void {
		this.#mutations.note();
		if (this.plan.safe) this.#mutations.undo();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => {
			this.#mutations.note();
			this.#page.send('tool', PROBE_END);
		}, this.plan.timeLimit);
	}

	/** What the tools saw, as JSON of theirs. */
	finished(json: string): void {
		if (this.#isOver || json === '') return;
		this.#end();
		const seen = JSON.parse(json) as Omit<ProbeTranscript, 'mutations'>;
		const transcript: ProbeTranscript = { ...seen, mutations: this.#mutations.summary };
		if (this.#stamped !== undefined) transcript.stamped = this.#stamped;
		if (this.#isStopped) transcript.outcome = 'stopped';
		this.#answer({ kind: 'transcript', transcript });
	}

	/** It is over without a transcript. */
	stop(): void {
		this.#end();
	}

	#stuck(): void {
		const isWaiting = this.plan.delivery === 'foreign' && this.#stamped === undefined;
		this.fail(isWaiting ? 'The message did not arrive.' : 'The listener did not come back in time.');
	}

	/** It is over, and this is why nothing can be told. */
	fail(reason: string): void {
		this.#end();
		this.#page.send('tool', PROBE_END);
		this.#answer({ kind: 'failed', reason });
	}

	#end(): void {
		this.#isOver = true;
		clearTimeout(this.#timer);
		clearInterval(this.#again);
		this.#mutations.stop();
		this.stranger?.remove();
		world().witnesses.delete(this.#witness);
		window.removeEventListener('message', this.#passed);
	}
}

/** Orders the tools to end the probe and to tell what they saw. */
const PROBE_END = '{"id":0,"act":{"kind":"probe-end"}}';

const world = (): ActsWorld => (globalThis as unknown as { earshotRelay: ActsWorld }).earshotRelay;

function hand(page: PageBus, sender: Window | undefined): void {
	if (!sender) return;
	try {
		page.hand('sender', sender);
	} catch {
		throw new Error('This browser hands over no window of another origin.');
	}
}

/** The window that a plan names, of those that are there already. */
function windowOf(source: ProbeSource): Window | undefined {
	switch (source.relation) {
		case 'stranger':
		case 'none':
			return undefined;
		case 'self':
			return window;
		case 'parent':
			return window.parent;
		case 'top':
			return window.top ?? window;
		case 'opener':
			if (!window.opener) throw new Error('This window has no opener.');
			return window.opener as Window;
		case 'frame':
			return frameAt(source.path);
	}
}

function frameAt(path: string): Window {
	let found: Window | undefined = window.top ?? window;
	for (const index of path.split('.').filter(Boolean)) found = found?.[Number(index)];
	if (!found) throw new Error('The frame that the message should be from is gone.');
	return found;
}

function collectTexts(value: Value, into: Set<string>): void {
	if (into.size >= MOST_NEEDLES) return;
	if (value.t === 'string' && value.v.length >= SHORTEST_NEEDLE) into.add(value.v);
	else if (value.t === 'object' || value.t === 'array')
		for (const [, item] of value.e) collectTexts(item, into);
	else if (value.t === 'set') for (const item of value.e) collectTexts(item, into);
	else if (value.t === 'map') for (const pair of value.e) for (const item of pair) collectTexts(item, into);
}
