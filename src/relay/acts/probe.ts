import type { CommandResult } from '../../protocol/command.ts';
import type { ProbePlan, ProbeSource, ProbeTranscript } from '../../protocol/probe.ts';
import type { Value } from '../../protocol/value.ts';
import { type ActsWorld, STRANGER } from '../acts-door.ts';
import type { PageBus } from '../bus.ts';
import { unguessable } from '../unguessable.ts';
import { MutationLog } from './mutation-log.ts';

/** Texts of a payload shorter than this are found everywhere. */
const SHORTEST_NEEDLE = 4;
const MOST_NEEDLES = 100;
/** ms beyond the plan's own limit until a listener counts as stuck. */
const PATIENCE_MS = 5_000;

/** One probe: the isolated world's half. It gives the sender, watches the document, and ends it in time. */
export class Probe {
	readonly plan: ProbePlan;
	readonly #answer: (result: CommandResult) => void;
	readonly #page: PageBus;
	readonly #mutations: MutationLog;
	readonly #stranger: HTMLElement | undefined;
	#timer: ReturnType<typeof setTimeout>;

	constructor(page: PageBus, plan: ProbePlan, answer: (result: CommandResult) => void) {
		this.plan = plan;
		this.#page = page;
		this.#answer = answer;
		const { stranger, sender } = senderOf(plan.source);
		this.#stranger = stranger;
		if (sender) page.hand('sender', sender);
		this.#mutations = new MutationLog();
		this.#timer = setTimeout(() => this.#stuck(), plan.timeLimit + PATIENCE_MS);
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
			this.#page.send('tool', '{"id":0,"act":{"kind":"probe-end"}}');
		}, this.plan.timeLimit);
	}

	/** What the tools saw, as JSON of theirs. */
	finished(json: string): void {
		this.#end();
		const seen = JSON.parse(json) as Omit<ProbeTranscript, 'mutations'>;
		this.#answer({ kind: 'transcript', transcript: { ...seen, mutations: this.#mutations.summary } });
	}

	/** It is over without a transcript. */
	stop(): void {
		this.#end();
	}

	#stuck(): void {
		this.#end();
		this.#answer({ kind: 'failed', reason: 'The listener did not come back in time.' });
	}

	#end(): void {
		clearTimeout(this.#timer);
		this.#mutations.stop();
		this.#stranger?.remove();
	}
}

/** The window that a plan names; a stranger's is a frame of ours that the page has no way to. */
function senderOf(source: ProbeSource): { sender?: Window; stranger?: HTMLElement } {
	switch (source.relation) {
		case 'none':
			return {};
		case 'self':
			return { sender: window };
		case 'parent':
			return { sender: window.parent };
		case 'top':
			return { sender: window.top ?? window };
		case 'opener':
			if (!window.opener) throw new Error('This window has no opener.');
			return { sender: window.opener as Window };
		case 'frame':
			return { sender: frameAt(source.path) };
		case 'stranger':
			return makeStranger();
	}
}

function frameAt(path: string): Window {
	let found: Window | undefined = window.top ?? window;
	for (const index of path.split('.').filter(Boolean)) found = found?.[Number(index)];
	if (!found) throw new Error('The frame that the message should be from is gone.');
	return found;
}

/** In a closed shadow tree: in no list of frames. Sandboxed, so that nothing of the page's or ours runs in it. */
function makeStranger(): { sender?: Window; stranger: HTMLElement } {
	const stranger = document.createElement('div');
	const frame = document.createElement('iframe');
	const world = (globalThis as unknown as { earshotRelay: ActsWorld }).earshotRelay;
	const address = world.address(STRANGER);
	world.stranger = address.startsWith('moz-extension:') ? address : unguessable();
	frame.name = world.stranger;
	frame.sandbox.add('allow-same-origin');
	frame.hidden = true;
	stranger.attachShadow({ mode: 'closed' }).append(frame);
	document.documentElement.append(stranger);
	return frame.contentWindow ? { sender: frame.contentWindow, stranger } : { stranger };
}

function collectTexts(value: Value, into: Set<string>): void {
	if (into.size >= MOST_NEEDLES) return;
	if (value.t === 'string' && value.v.length >= SHORTEST_NEEDLE) into.add(value.v);
	else if (value.t === 'object' || value.t === 'array')
		for (const [, item] of value.e) collectTexts(item, into);
	else if (value.t === 'set') for (const item of value.e) collectTexts(item, into);
	else if (value.t === 'map') for (const pair of value.e) for (const item of pair) collectTexts(item, into);
}
