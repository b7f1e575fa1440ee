import { SHORTEST_CARRIED } from '../../protocol/act.ts';
import type { CommandResult } from '../../protocol/command.ts';
import { type FailureCode, failure } from '../../protocol/failure.ts';
import type { ProbePlan, ProbeSource, ProbeTranscript, ReachedSink } from '../../protocol/probe.ts';
import type { Value } from '../../protocol/value.ts';
import type { ActsWorld } from '../acts-door.ts';
import type { PageBus } from '../bus.ts';
import { MutationLog } from './mutation-log.ts';
import { decoded, type Navigate, watchNavigations } from './navigations.ts';
import { neighbours } from './neighbours.ts';
import { StorageLog } from './storage-log.ts';
import { makeStranger, type Stranger } from './strangers.ts';

/** Texts of a payload shorter than this are found everywhere. */
const SHORTEST_NEEDLE = 4;
const MOST_NEEDLES = 100;
/** ms beyond the plan's own limit until a listener counts as stuck. */
const PATIENCE_MS = 5_000;
/** ms from the end of a probe in safe mode during which a listener may still act on what it has kept of the message. */
const KEPT_MS = 10_000;
/** ms between attempts to reach a frame that has only just been made. */
const AGAIN_MS = 50;

/** One probe: the isolated world's half. It gives the sender, watches the document, and ends it in time. */
export class Probe {
	readonly plan: ProbePlan;
	readonly #answer: (result: CommandResult) => void;
	readonly #page: PageBus;
	readonly #needles: string[];
	readonly #mutations: MutationLog;
	readonly #unwatch: () => void;
	#storage: { log: StorageLog; isListener: boolean } | undefined;
	readonly #stored: ReachedSink[] = [];
	readonly stranger: Stranger | undefined;
	#timer: ReturnType<typeof setTimeout>;
	#again: ReturnType<typeof setInterval> | undefined;
	#stamped: string | undefined;
	/** Which end of a foreign delivery was seen: past its last listener. */
	#isThrough = false;
	/** The tools keep the page from going where it is about to go. */
	#stays = false;
	#isStopped = false;
	/** Our ends of the channels whose other ends went with the message. */
	readonly #ports: MessagePort[] = [];
	/** The message has no source. */
	#isNobody = false;
	#isOver = false;

	/** The last one that is over, as long as listeners may still go on with what it left them. */
	static last: Probe | undefined;

	/** Nothing of what is over is watched any more. */
	static forgetLast(): void {
		const { last } = Probe;
		Probe.last = undefined;
		if (!last) return;
		last.#unwatch();
		window.removeEventListener('submit', last.#submitted, true);
		last.#mutations.stop();
	}

	constructor(page: PageBus, plan: ProbePlan, answer: (result: CommandResult) => void) {
		this.plan = plan;
		this.#page = page;
		this.#answer = answer;
		const needles = new Set<string>();
		collectTexts(plan.payload, needles);
		this.#needles = [...needles];
		const isForeign = plan.delivery === 'foreign';
		if (isForeign || plan.source.relation === 'stranger') this.stranger = makeStranger(isForeign);
		if (isForeign) this.#awaitForeign();
		else if (this.stranger) this.#handStranger(this.stranger.window);
		else if (plan.source.relation === 'opener') hand(page, openerOfThis());
		const others = neighbours();
		for (const neighbour of others) page.hand('neighbour', neighbour);
		this.#mutations = new MutationLog(
			plan.safe,
			(text, marked) => this.#needles.some((needle) => isTelling(needle, marked) && text.includes(needle)),
			others.map(({ document: one }) => one),
		);
		window.addEventListener('submit', this.#submitted, true);
		this.#unwatch = watchNavigations(this.#left, [window, ...others]);
		// The tools go on to hold what the last one's listener left when they watch for this one.
		clearTimeout(resting);
		Probe.forgetLast();
		this.#timer = setTimeout(() => this.#stuck(), plan.timeLimit + PATIENCE_MS);
	}

	/** In a document of an opaque origin the stranger is of another one, and Firefox hands that over to nobody. */
	#handStranger(window: Window): void {
		try {
			hand(this.#page, window);
		} catch {
			this.#isNobody = true;
		}
	}

	/** Sees the message before the page's listeners, with what the browser says of it, and after the last of them. */
	#awaitForeign(): void {
		world().witnesses.add(this.#witness);
		window.addEventListener('message', this.#passed);
	}

	/** The ports that go with one sending of the message. */
	makePorts(): MessagePort[] {
		return Array.from({ length: this.plan.ports }, () => {
			const { port1, port2 } = new MessageChannel();
			this.#ports.push(port1);
			return port2;
		});
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
		}
		const origin = isOurs ? event.origin : '';
		this.#page.send('tool', JSON.stringify({ id: 0, act: { kind: 'probe-arrived', origin } }));
	};

	readonly #passed = ({ source }: MessageEvent): void => {
		if (source === this.stranger?.window) this.#isThrough = true;
	};

	/** `location` itself cannot be watched: where it leads can. */
	readonly #left = (event: Navigate): void => this.#leaves(event, event.destination.url);

	/** Another window may be what a form goes to, and then nothing is said of leaving. */
	readonly #submitted = (event: SubmitEvent): void => {
		const { action } = event.target as HTMLFormElement;
		this.#leaves(event, event.submitter?.getAttribute('formaction') ?? `${action}`);
	};

	#leaves(event: Event, url: string): void {
		this.#stays = false;
		const act = { kind: 'probe-left', url, decoded: decoded(url) };
		this.#page.send('tool', JSON.stringify({ id: 0, act }));
		if (this.#stays) event.preventDefault();
	}

	/** The tools hold back that the page goes elsewhere. */
	stay(): void {
		this.#stays = true;
	}

	/** A listener of the message is called next, or goes on with what it left: this one, or another. */
	calling(isListener: boolean): void {
		this.#mutations.begins(isListener);
		this.#storage = isListener || this.plan.safe ? { log: new StorageLog(), isListener } : undefined;
	}

	/** It has come back. In safe mode what it changed is undone before anything else runs. */
	back(): void {
		const storage = this.#storage;
		void this.#mutations.ends().then(() => {
			const changes = storage?.log.changes(this.plan.safe) ?? [];
			if (storage?.isListener) this.#stored.push(...changes.map((change) => this.#told(change)));
		});
	}

	#told(change: ReturnType<StorageLog['changes']>[number]): ReachedSink {
		return { ...change, fromPayload: this.#needles.some((needle) => change.value.includes(needle)) };
	}

	/** The message went to its listeners, and the one in question was not seen to run. */
	unreached(): void {
		this.#isStopped = !this.#isThrough;
		if (this.#isStopped) this.#page.send('tool', PROBE_END);
		else this.fail('not-run');
	}

	/** The order for the tools. */
	get order(): object {
		const { payload: _, ...plan } = this.plan;
		const source: ProbeSource = this.#isNobody ? { relation: 'none' } : plan.source;
		return { kind: 'probe', plan: { ...plan, source }, needles: this.#needles };
	}

	/** The listener was called: what comes of it is watched for a while. */
	returned(): void {
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
		const isTold = (one: ReachedSink): boolean =>
			seen.sinks.some(({ sink, value }) => sink === one.sink && value === one.value);
		transcript.sinks.push(...this.#stored.filter((one) => !isTold(one)));
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
		this.fail(isWaiting ? 'no-frame' : 'stuck');
	}

	/** It is over, and this is why nothing can be told. */
	fail(code: FailureCode): void {
		this.#end();
		this.#page.send('tool', PROBE_END);
		this.#answer(failure(code));
	}

	#end(): void {
		this.#isOver = true;
		Probe.last = this;
		if (this.plan.safe) resting = setTimeout(() => restProbe(this.#page), KEPT_MS);
		else restProbe(this.#page);
		clearTimeout(this.#timer);
		clearInterval(this.#again);
		this.stranger?.remove();
		for (const port of this.#ports) port.close();
		world().witnesses.delete(this.#witness);
		window.removeEventListener('message', this.#passed);
	}
}

/** Orders the tools to end the probe and to tell what they saw. */
const PROBE_END = '{"id":0,"act":{"kind":"probe-end"}}';
/** Orders them to let go also of what they hold back beyond that. */
const PROBE_REST = '{"id":0,"act":{"kind":"probe-rest"}}';

let resting: ReturnType<typeof setTimeout> | undefined;

/** Lets the page go where the last probe still holds something back. */
export function restProbe(page: PageBus): void {
	clearTimeout(resting);
	Probe.forgetLast();
	page.send('tool', PROBE_REST);
}

const world = (): ActsWorld => (globalThis as unknown as { earshotRelay: ActsWorld }).earshotRelay;

function hand(page: PageBus, sender: Window): void {
	try {
		page.hand('sender', sender);
	} catch {
		throw failure('other-window');
	}
}

function openerOfThis(): Window {
	if (!window.opener) throw failure('no-opener');
	return window.opener as Window;
}

/** Whether a text of the message can be told from the page's own: by its length, or by what no page has of itself. */
function isTelling(text: string, marked: boolean): boolean {
	return /earshot|</.test(text) || (!marked && text.length >= SHORTEST_CARRIED);
}

function collectTexts(value: Value, into: Set<string>): void {
	if (into.size >= MOST_NEEDLES) return;
	if (value.t === 'string' && value.v.length >= SHORTEST_NEEDLE) into.add(value.v);
	else if (value.t === 'object' || value.t === 'array')
		for (const [, item] of value.e) collectTexts(item, into);
	else if (value.t === 'set') for (const item of value.e) collectTexts(item, into);
	else if (value.t === 'map') for (const pair of value.e) for (const item of pair) collectTexts(item, into);
}
