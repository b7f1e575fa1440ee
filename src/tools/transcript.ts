import type { Reached } from './sinks.ts';
import { words } from './sinks.ts';
import {
	apply,
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

	constructor(safe: boolean, needles: string[]) {
		this.#safe = safe;
		this.#needles = needles;
	}

	/** Calls the listener. What it throws is not passed on: the page's error reports would tell others of it. */
	run(call: () => unknown): void {
		const start = now();
		try {
			this.#during('listener', call);
		} catch (error) {
			this.#threw = `,"threw":{"message":${stringify(messageOf(error))}}`;
		} finally {
			this.#duration = now() - start;
		}
	}

	/** Calls another listener of the same message: what harms is held back as well, and none of it is told. */
	runOther(call: () => unknown): void {
		try {
			this.#during('other', call);
		} catch (error) {
			if (!this.#safe) throw error;
		}
	}

	#during(who: 'listener' | 'other', call: () => unknown): void {
		this.#running = who;
		if (this.#safe) runs.instead = this.instead;
		try {
			call();
		} finally {
			this.#running = 'no';
			runs.instead = undefined;
		}
	}

	read(name: string): void {
		if (this.#running !== 'listener') return;
		if (this.#hasRead(name)) return;
		this.#seen[this.#seen.length] = name;
		this.#reads += `${this.#reads && ','}{"name":"${name}","site":${encodeStack(takeStack())}}`;
	}

	readonly reached: Reached = (sink, value) => {
		if (this.#running === 'other') return this.#safe;
		const isRunning = this.#running === 'listener';
		const fromPayload = this.#carries(value);
		const held = this.#safe && (isRunning || fromPayload);
		// What the page does by itself meanwhile is not the listener's.
		if (!isRunning && !fromPayload) return false;
		const tail = `"value":${stringify(value)},"held":${held},"site":${encodeStack(takeStack())}}`;
		if (sink === 'postMessage' || sink === 'WebSocket') this.#send(`{"via":"${sink}",${tail}`);
		else if (this.#room())
			this.#sinks += `${this.#sinks && ','}{"sink":"${sink}","fromPayload":${fromPayload},${tail}`;
		return held;
	};

	/** A call of window.postMessage that goes on: its arguments cannot be seen without changing its source. */
	noteSend(): void {
		if (this.#running === 'listener' && !this.#safe)
			this.#send(`{"via":"postMessage","value":"","held":false,"site":${encodeStack(takeStack())}}`);
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
		if (this.#running !== 'other') this.#keepBack(args);
		return undefined;
	};

	/** Stands in for postMessage of a stranger's window. */
	readonly answered = (_native: unknown, _self: unknown, args: unknown[]): undefined => this.#keepBack(args);

	#keepBack(args: unknown[]): undefined {
		const to = args.length > 1 && typeof args[1] === 'string' ? `,"to":${stringify(args[1])}` : '';
		const value = stringify(args.length > 0 ? words(args[0]) : '');
		this.#send(`{"via":"postMessage","value":${value},"held":true${to},"site":${encodeStack(takeStack())}}`);
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

	#carries(value: string): boolean {
		if (!isArray(this.#needles)) return false;
		for (let i = 0; i < this.#needles.length; i++) {
			if (apply(includes, value, [this.#needles[i]]) as boolean) return true;
		}
		return false;
	}

	json(): string {
		return (
			`{"outcome":"${this.#threw ? 'threw' : 'returned'}","reads":[${this.#reads}],"sinks":[${this.#sinks}],` +
			`"sends":[${this.#sends}],"duration":${this.#duration},"leftOut":${this.#leftOut}${this.#threw}}`
		);
	}
}

/** The message of an error by its own data alone: what the listener threw may be anything. */
function messageOf(error: unknown): string {
	if (typeof error !== 'object' || error === null) return words(error);
	const message = dataOf(error, 'message');
	return typeof message === 'string' ? words(message) : 'An object without a message of its own.';
}
