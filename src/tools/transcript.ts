import { SHORTEST_CARRIED } from '../protocol/act.ts';
import type { ProbePlan } from '../protocol/probe.ts';
import { watchNeighbours } from './neighbours.ts';
import { type Reached, words } from './sink-parts.ts';
import { refusal } from './socket-acts.ts';
import {
	apply,
	bus,
	dataOf,
	encodeStack,
	includes,
	isArray,
	list,
	now,
	runs,
	stringify,
	takeStack,
} from './toolbox.ts';

/** Entries kept of each list. */
const MOST = 200;
/** Characters of a marked text, which can be told from the page's own. */
const LEAST_MARKED = 8;

/**
 * Stacks of what listeners were seen to do with messages when they had come back: in an await, in a timer. What is done
 * there is theirs, also where it carries nothing of the message that could be known again.
 */
const wakes: string[] = list();
const MOST_WAKES = 50;

function isWake(site: string): boolean {
	for (let i = 0; i < wakes.length; i++) if (wakes[i] === site) return true;
	return false;
}

function noteWake(site: string): void {
	if (wakes.length < MOST_WAKES && !isWake(site)) wakes[wakes.length] = site;
}

type Plan = Pick<ProbePlan, 'safe' | 'timeLimit'>;

/** What one listener does with a probe's message, put into words as it happens. */
export class Transcript {
	readonly #safe: boolean;
	readonly #needles: string[];
	readonly #seen: string[] = list();
	#reads = '';
	#sinks = '';
	#sends = '';
	#entries = 0;
	#leftOut = 0;
	#running: 'no' | 'listener' | 'other' = 'no';
	#threw = '';
	#duration = 0;
	/** ms that the listener may go on with more than is kept of it. */
	readonly #limit: number;
	#begun = 0;
	#isCut = false;
	/** It was told; what still comes of the message is held back and not noted. */
	#isOver = false;
	#hasRun = false;
	/** Others have the event too: who reads it after an await is not known. */
	#hasOthers = false;
	/** Those of the message: nobody else has them. */
	ports: readonly object[] = list();

	constructor({ safe, timeLimit }: Plan, needles: string[]) {
		this.#safe = safe;
		this.#needles = needles;
		this.#limit = timeLimit;
	}

	/** Calls the listener. What it throws is not passed on: the page's error reports would tell others of it. */
	run(call: () => unknown): void {
		const start = now();
		this.#hasRun = true;
		try {
			this.#during('listener', call);
		} catch (error) {
			if (!this.#isCut) this.#threw = `,"threw":{"message":${stringify(messageOf(error))}}`;
		} finally {
			this.#duration = now() - start;
		}
	}

	/** Calls another listener of the same message: what harms is held back as well, and none of it is told. */
	runOther(call: () => unknown): void {
		this.#hasOthers = true;
		try {
			this.#during('other', call);
		} catch (error) {
			if (!this.#safe) throw error;
		}
	}

	#during(who: 'listener' | 'other', call: () => unknown): void {
		if (who === 'listener') bus.send('calling');
		this.#running = who;
		this.#begun = now();
		if (this.#safe) runs.instead = this.instead;
		const unwatch = watchNeighbours(this.#safe ? this.instead : undefined, () => this.noteSend());
		try {
			call();
		} finally {
			this.#running = 'no';
			runs.instead = undefined;
			unwatch();
		}
	}

	read(name: string): void {
		const isLate = this.#running === 'no' && this.#hasRun && !this.#isOver;
		if (this.#running !== 'listener' && !isLate) return;
		const shared = this.#shared();
		if (!shared) {
			if (this.#hasRead(name)) return;
			this.#seen[this.#seen.length] = name;
		}
		const read = `{"name":"${name}",${shared}"site":${encodeStack(takeStack())}}`;
		if (shared && ((apply(includes, this.#reads, [read]) as boolean) || !this.#room())) return;
		this.#reads += `${this.#reads && ','}${read}`;
	}

	/** Marks what any of several listeners may be doing now. */
	#shared(): string {
		return this.#running === 'no' && this.#hasOthers ? '"shared":true,' : '';
	}

	readonly reached: Reached = (sink, value, self) => this.#reach(sink, value, value, self);

	/** The page is about to go to an address; `plain` is that with its escapes resolved. */
	readonly leaving = (url: string, plain: string): boolean => this.#reach('location', words(url), plain);

	/** `plain`: where the payload's texts are looked for; `self`: what a method was called on. */
	#reach(sink: Parameters<Reached>[0], value: string, plain: string, self?: unknown): boolean {
		const to = this.#portOf(self);
		const site = encodeStack(takeStack());
		if (this.#isOver) return this.#safe && (to !== '' || isWake(site) || this.#carries(plain, 'marked'));
		this.#endLoop();
		if (this.#running === 'other') return this.#safe;
		const isRunning = this.#running === 'listener';
		const least = isRunning ? 'any' : 'telling';
		const fromPayload = this.#carries(value, least) || this.#carries(plain, least);
		// What the page does by itself meanwhile is not the listener's.
		if (!isRunning && !fromPayload && !to && !isWake(site)) return false;
		if (!isRunning) noteWake(site);
		const held = this.#safe;
		const when = `${this.#early()}${this.#shared()}`;
		const tail = `"value":${stringify(value)},"held":${held},${when}"site":${site}}`;
		if (sink === 'postMessage' || sink === 'WebSocket') this.#send(`{"via":"${sink}",${to}${tail}`);
		else if (this.#room())
			this.#sinks += `${this.#sinks && ','}{"sink":"${sink}","fromPayload":${fromPayload},${tail}`;
		return held;
	}

	/** The member that names a port of the message. */
	#portOf(self: unknown): string {
		for (let i = 0; i < this.ports.length; i++) if (this.ports[i] === self) return `"to":"ports[${i}]",`;
		return '';
	}

	/**
	 * Ends by an exception a listener that goes on without end with what is held back: a loop of dialogs, say, which a
	 * person would end by the browser's own means.
	 */
	#endLoop(): void {
		const isLoop = this.#running !== 'no' && this.#leftOut > 0 && now() - this.#begun > this.#limit;
		if (!this.#safe || !isLoop) return;
		this.#isCut = this.#running === 'listener';
		throw refusal('The time of the probe is over.');
	}

	/** Whether the listener itself, which the page is to keep, must not be taken away now. */
	keepsListeners(type: unknown): boolean {
		return this.#safe && this.#running !== 'no' && type === 'message';
	}

	/** A call of window.postMessage that goes on: its arguments cannot be seen without changing its source. */
	noteSend(): void {
		if (this.#running === 'listener' && !this.#safe)
			this.#send(
				`{"via":"postMessage","value":"","held":false,${this.#early()}"site":${encodeStack(takeStack())}}`,
			);
	}

	#early(): string {
		return this.#hasRead('origin') || this.#hasRead('source') ? '' : '"early":true,';
	}

	#hasRead(name: string): boolean {
		for (let i = 0; i < this.#seen.length; i++) if (this.#seen[i] === name) return true;
		return false;
	}

	/**
	 * What a frame of ours got as an answer: nobody else did. The call itself is of another origin and is not seen; a
	 * listener that did not ask for the source was not the one that answered.
	 */
	noteAnswer(data: unknown): void {
		if (!this.#hasRead('source')) return;
		this.#send(`{"via":"postMessage","value":${stringify(words(data))},"held":true}`);
	}

	/** Stands in for window.postMessage while the listener runs in safe mode. */
	readonly instead = (_target: unknown, _self: unknown, args: unknown[]): undefined => {
		this.#endLoop();
		if (this.#running !== 'other') this.#keepBack(args);
		return undefined;
	};

	/** Stands in for postMessage of a stranger's window. */
	readonly answered = (_native: unknown, _self: unknown, args: unknown[]): undefined => this.#keepBack(args);

	#keepBack(args: unknown[]): undefined {
		const to = args.length > 1 && typeof args[1] === 'string' ? `,"to":${stringify(args[1])}` : '';
		const value = stringify(args.length > 0 ? words(args[0]) : '');
		this.#send(
			`{"via":"postMessage","value":${value},"held":true${to},${this.#early()}"site":${encodeStack(takeStack())}}`,
		);
		return undefined;
	}

	#send(json: string): void {
		if (this.#room()) this.#sends += `${this.#sends && ','}${json}`;
	}

	#room(): boolean {
		if (this.#entries < MOST) return ++this.#entries > 0;
		this.#leftOut++;
		return false;
	}

	/**
	 * Whether it has a text of the payload. When the listener does not run, the page goes on with its own work: then only
	 * `telling` texts count, long or marked, and later on only `marked` ones, which no page has of itself.
	 */
	#carries(value: string, least: 'any' | 'telling' | 'marked'): boolean {
		if (!isArray(this.#needles)) return false;
		for (let i = 0; i < this.#needles.length; i++) {
			const needle = this.#needles[i] as string;
			const isLong = least === 'telling' && needle.length >= SHORTEST_CARRIED;
			const counts = least === 'any' || isLong || isMarked(needle);
			if (counts && (apply(includes, value, [needle]) as boolean)) return true;
		}
		return false;
	}

	/** What was seen, as JSON. */
	end(): string {
		this.#isOver = true;
		return (
			`{"outcome":"${this.#isCut ? 'stuck' : this.#threw ? 'threw' : 'returned'}","reads":[${this.#reads}],"sinks":[${this.#sinks}],` +
			`"sends":[${this.#sends}],"duration":${this.#duration},"leftOut":${this.#leftOut}${this.#threw}}`
		);
	}
}

/** A text of Earshot's own making, or markup. */
const isMarked = (needle: string): boolean =>
	needle.length >= LEAST_MARKED &&
	((apply(includes, needle, ['earshot']) as boolean) || (apply(includes, needle, ['<']) as boolean));

/** The message of an error by its own data alone: what the listener threw may be anything. */
function messageOf(error: unknown): string {
	if (typeof error !== 'object' || error === null) return words(error);
	const message = dataOf(error, 'message');
	return typeof message === 'string' ? words(message) : 'An object without a message of its own.';
}
