import type { ProbePlan } from '../protocol/probe.ts';
import { holdEval } from './code-sinks.ts';
import { type GoOn, isSignal, type Leaver, noteSignal, Waiting } from './later.ts';
import { Needles } from './needles.ts';
import { watchNeighbours } from './neighbours.ts';
import { PrototypeKeys } from './prototype-keys.ts';
import type { Reached } from './sink-parts.ts';
import { ToldEntries } from './told-entries.ts';
import { apply, bus, encodeStack, includes, list, now, runs, stringify, takeStack } from './toolbox.ts';
import { isWake, noteWake } from './wakes.ts';
import { errorWords, words } from './words.ts';

/** Microtasks in a row that a listener's own may be waited for in. */
const TURNS = 50;

type Who = 'listener' | 'other';
type Plan = Pick<ProbePlan, 'safe' | 'timeLimit'>;

/** How often the page was let go. */
let rounds = 0;

/** From now on what was left by listeners of probes is done as ever. */
export const letGo = (): void => {
	rounds++;
};

/** Whose listener runs now, or goes on with what it left. */
let acting: Transcript | undefined;

/** Who is to hear of what happens now: the last probe may not be the one whose listener goes on. */
export const whoActs = (last: Transcript): Transcript => acting ?? last;

/** What one listener does with a probe's message, put into words as it happens. */
export class Transcript implements Leaver {
	readonly #safe: boolean;
	readonly #needles: Needles;
	readonly #seen: string[] = list();
	#reads = '';
	readonly #told = new ToldEntries();
	#running: Who | 'no' = 'no';
	/** Calls so far; what the last one leaves in microtasks is its own. */
	#calls = 0;
	readonly #keys = new PrototypeKeys();
	#unwatch: (() => void) | undefined;
	#threw = '';
	#duration = 0;
	/** ms that the listener may go on with more than is kept of it. */
	readonly #limit: number;
	#begun = 0;
	#isCut = false;
	readonly #round = rounds;
	#hasRun = false;
	/** Others have the event too: who reads it after an await is not known. */
	#hasOthers = false;
	/** Those of the message: nobody else has them. */
	ports: readonly object[] = list();
	readonly waiting = new Waiting();

	constructor({ safe, timeLimit }: Plan, needles: string[]) {
		this.#safe = safe;
		this.#needles = new Needles(needles);
		this.#limit = timeLimit;
	}

	/** Calls the listener. What it throws is not passed on: the page's error reports would tell others of it. */
	run(call: () => unknown): void {
		const start = now();
		this.#hasRun = true;
		try {
			this.#during('listener', call);
		} catch (error) {
			if (!this.#isCut) this.#threw = `,"threw":{"message":${stringify(errorWords(error))}}`;
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

	/** Whoever runs goes on, when it is called, with what it leaves for later now. */
	goOn(): GoOn | undefined {
		const who = this.#running;
		return who === 'no' ? undefined : (call) => this.#later(who, call);
	}

	/** What it throws in safe mode is not passed on either. */
	#later(who: Who, call: () => unknown): unknown {
		if (this.#round < rounds || (this.#told.isOver && !this.#safe)) return call();
		try {
			return this.#during(this.#told.isOver ? 'other' : who, call);
		} catch (error) {
			if (!this.#safe) throw error;
			return undefined;
		}
	}

	#during(who: Who, call: () => unknown): unknown {
		bus.send('calling', who);
		acting = this;
		this.#running = who;
		this.#begun = now();
		if (this.#safe) runs.instead = this.instead;
		this.#unwatch ??= this.#watch();
		this.#calls++;
		try {
			return call();
		} finally {
			this.#lookAtKeys();
			void this.#rest(this.#calls);
			bus.send('back');
		}
	}

	#watch(): () => void {
		const unwatch = watchNeighbours(this.#safe ? this.instead : undefined, () => this.noteSend());
		// While the probe lasts it is held anyway; afterwards the page has its own again.
		const letEval = this.#safe && this.#told.isOver ? holdEval(this.reached) : undefined;
		return () => {
			letEval?.();
			unwatch();
		};
	}

	/** Microtasks that a call leaves are done before anything else of the page's: they are its own. */
	async #rest(call: number) {
		for (let turn = 0; turn < TURNS; turn++) await undefined;
		if (this.#calls !== call) return;
		this.#lookAtKeys();
		acting = undefined;
		this.#running = 'no';
		runs.instead = undefined;
		this.#unwatch?.();
		this.#unwatch = undefined;
	}

	read(name: string): void {
		const isLate = this.#running === 'no' && this.#hasRun && !this.#told.isOver;
		if (this.#running !== 'listener' && !isLate) return;
		const shared = this.#shared();
		if (!shared) {
			if (this.#hasRead(name)) return;
			this.#seen[this.#seen.length] = name;
		}
		const read = `{"name":"${name}",${shared}"site":${encodeStack(takeStack())}}`;
		if (shared && ((apply(includes, this.#reads, [read]) as boolean) || !this.#told.hasRoom())) return;
		this.#reads += `${this.#reads && ','}${read}`;
	}

	/** Marks what any of several listeners may be doing now. */
	#shared(): string {
		return this.#running === 'no' && this.#hasOthers ? '"shared":true,' : '';
	}

	readonly reached: Reached = (sink, value, self, args) =>
		this.#reach(sink, value, value, self, sink === 'postMessage' && !!args && isSignal(self, args));

	/** The page is about to go to an address; `plain` is that with its escapes resolved. */
	readonly leaving = (url: string, plain: string): boolean => this.#reach('location', words(url), plain);

	/**
	 * `plain`: where the payload's texts are looked for; `self`: what a method was called on; `signals`: it says nothing
	 * but that something is to be done, and goes on.
	 */
	#reach(
		sink: Parameters<Reached>[0],
		value: string,
		plain: string,
		self?: unknown,
		signals = false,
	): boolean {
		const to = this.#portOf(self);
		const site = encodeStack(takeStack());
		// Pages put in parts of their own templates so.
		if (sink === 'parseFromString' && !this.#needles.in(value, 'any')) return false;
		const goOn = signals && to === '' ? this.goOn() : undefined;
		if (goOn) noteSignal(goOn);
		const held = this.#safe && !goOn;
		if (this.#told.isOver)
			return (
				held && (this.#running !== 'no' || to !== '' || isWake(site) || this.#needles.in(plain, 'marked'))
			);
		this.#endLoop();
		if (this.#running === 'other') return held;
		const isRunning = this.#running === 'listener';
		const least = isRunning ? 'any' : 'telling';
		const fromPayload = this.#needles.in(value, least) || this.#needles.in(plain, least);
		// What the page does by itself meanwhile is not the listener's.
		if (!isRunning && !fromPayload && !to && !isWake(site)) return false;
		if (!isRunning) noteWake(site);
		const when = `${this.#early()}${this.#shared()}`;
		const tail = `"value":${stringify(value)},"held":${held},${when}"site":${site}}`;
		if (sink === 'postMessage' || sink === 'WebSocket') this.#told.send(`{"via":"${sink}",${to}${tail}`);
		else this.#told.sink(`{"sink":"${sink}","fromPayload":${fromPayload},${tail}`);
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
		const isLoop = this.#running !== 'no' && this.#told.leftOut > 0 && now() - this.#begun > this.#limit;
		if (!this.#safe || !isLoop) return;
		this.#isCut = this.#running === 'listener';
		throw { __proto__: null, message: 'The time of the probe is over.' };
	}

	/** Whether the listener itself, which the page is to keep, must not be taken away now. */
	keepsListeners(type: unknown): boolean {
		return this.#safe && this.#running !== 'no' && type === 'message';
	}

	/** A call of window.postMessage that goes on: its arguments cannot be seen without changing its source. */
	noteSend(): void {
		if (this.#running === 'listener' && !this.#safe)
			this.#told.send(
				`{"via":"postMessage","value":"","held":false,${this.#early()}"site":${encodeStack(takeStack())}}`,
			);
	}

	/** Keys that came to all objects: in safe mode they go again. */
	#lookAtKeys(): void {
		this.#keys.look((text) => {
			const isOther = this.#running === 'other';
			if (this.#running === 'no' && !this.#needles.in(text, 'telling')) return false;
			const tail = `${this.#early()}"value":${stringify(text)},"held":${this.#safe}}`;
			const fromPayload = this.#needles.in(text, 'any');
			if (!isOther) this.#told.sink(`{"sink":"prototype","fromPayload":${fromPayload},${tail}`);
			return this.#safe;
		});
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
		this.#told.send(`{"via":"postMessage","value":${stringify(words(data))},"held":true}`);
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
		this.#told.send(
			`{"via":"postMessage","value":${value},"held":true${to},${this.#early()}"site":${encodeStack(takeStack())}}`,
		);
		return undefined;
	}

	/** What was seen, as JSON. */
	end(): string {
		this.#lookAtKeys();
		this.#told.isOver = true;
		return (
			`{"outcome":"${this.#isCut ? 'stuck' : this.#threw ? 'threw' : 'returned'}","reads":[${this.#reads}],"sinks":[${this.#told.sinks}],` +
			`"sends":[${this.#told.sends}],"duration":${this.#duration},"leftOut":${this.#told.leftOut},"waiting":${this.waiting.count}${this.#threw}}`
		);
	}
}
