/**
 * The probe: one message for one listener, with an origin and a source of a person's choosing. The event is real: the
 * browser made it for the isolated world's postMessage, so it is trusted and its data is cloned. No other listener gets it.
 */
import type { ProbePlan } from '../protocol/probe.ts';
import { type Reached, watchSinks, words } from './sinks.ts';
import { refusal } from './socket-acts.ts';
import {
	apply,
	bus,
	dataOf,
	encodeStack,
	includes,
	inventory,
	isArray,
	list,
	messagePorts,
	messages,
	now,
	page,
	patchMethod,
	runs,
	stringify,
	takeStack,
	targetOf,
} from './toolbox.ts';

type Posed = NonNullable<typeof runs.posed>;
type Callback = (event: Event) => unknown;

/** A plan as the relay hands it over: without its payload, which comes by courier, and with the payload's texts. */
export interface Order {
	plan: Omit<ProbePlan, 'payload'>;
	/** Texts of the payload by which it is known again in a sink. */
	needles: string[];
}

/** Entries kept of each list. */
const MOST = 200;

/** The window that the next probe's message is from: the isolated world hands it over. */
let sender: object | null = null;
bus.onTarget('sender', (target) => {
	sender = target;
});

let finish: (() => string) | undefined;

/** Delivers the message to the one listener; what it does is watched until `finishProbe`. */
export function startProbe({ plan, needles }: Order, data: unknown, event: Event): void {
	finishProbe();
	const callback = inventory.callbackOf(plan.listener);
	if (!callback) throw refusal('This listener is gone.');
	const transcript = new Transcript(plan.safe, needles);
	const posed = pose(transcript, plan, data, event);
	const unwatch = watchSinks(transcript.reached, plan.safe);
	const { noteSend } = runs;
	runs.noteSend = (send) => {
		transcript.noteSend();
		apply(noteSend, runs, [send]);
	};
	if (plan.safe) runs.instead = transcript.instead;
	// Nobody is behind a stranger's window: what the listener answers it is noted here, and would be lost anyway.
	const unstrange =
		plan.source.relation === 'stranger' && sender
			? patchMethod(sender, 'postMessage', transcript.answered)
			: undefined;
	finish = () => {
		unwatch();
		unstrange?.();
		runs.noteSend = noteSend;
		if (runs.posed === posed) runs.posed = undefined;
		return transcript.json();
	};
	// Told as any message, so that it stands in the timeline with its mark; then the listener alone gets it.
	messages.receive(event, targetOf(undefined) as never, 'message', undefined);
	transcript.run(callback, event);
	runs.instead = undefined;
}

/** Ends the watching: JSON of what was seen, of a probe that was under way. */
export function finishProbe(): string | undefined {
	const end = finish;
	finish = undefined;
	return end?.();
}

/** Makes the event say what the plan says, to whoever reads it from now on, and notes the first reads. */
function pose(transcript: Transcript, plan: Order['plan'], data: unknown, event: Event): Posed {
	const source = plan.source.relation === 'none' ? null : sender;
	const ports = apply(messagePorts, event, []);
	const posed = {
		__proto__: null as never,
		event,
		get data() {
			transcript.read('data');
			return data;
		},
		get origin() {
			transcript.read('origin');
			return plan.origin;
		},
		get source() {
			transcript.read('source');
			return source;
		},
		get ports() {
			transcript.read('ports');
			return ports;
		},
	} as Posed;
	runs.posed = posed;
	return posed;
}

class Transcript {
	readonly #safe: boolean;
	readonly #needles: string[];
	readonly #seen: string[] = list();
	#reads = '';
	#sinks = '';
	#sends = '';
	#entries = 0;
	#leftOut = 0;
	#running = false;
	#threw = '';
	#duration = 0;

	constructor(safe: boolean, needles: string[]) {
		this.#safe = safe;
		this.#needles = needles;
	}

	run(callback: object, event: Event): void {
		const start = now();
		this.#running = true;
		try {
			if (typeof callback === 'function') runs.run(callback, callback as Callback, page, list(event));
			else {
				const handle = (callback as { handleEvent?: unknown }).handleEvent;
				if (typeof handle !== 'function') throw refusal('handleEvent is no function.');
				runs.run(callback, handle as Callback, callback, list(event));
			}
		} catch (error) {
			// Not passed on: the page's error reports would tell others of it.
			this.#threw = `,"threw":{"message":${stringify(messageOf(error))}}`;
		} finally {
			this.#running = false;
			this.#duration = now() - start;
		}
	}

	read(name: string): void {
		if (!this.#running) return;
		for (let i = 0; i < this.#seen.length; i++) if (this.#seen[i] === name) return;
		this.#seen[this.#seen.length] = name;
		this.#reads += `${this.#reads && ','}{"name":"${name}","site":${encodeStack(takeStack())}}`;
	}

	readonly reached: Reached = (sink, value) => {
		const fromPayload = this.#carries(value);
		const held = this.#safe && (this.#running || fromPayload);
		// What the page does by itself meanwhile is not the listener's.
		if (!this.#running && !fromPayload) return false;
		const tail = `"value":${stringify(value)},"held":${held},"site":${encodeStack(takeStack())}}`;
		if (sink === 'postMessage' || sink === 'WebSocket') this.#send(`{"via":"${sink}",${tail}`);
		else if (this.#room())
			this.#sinks += `${this.#sinks && ','}{"sink":"${sink}","fromPayload":${fromPayload},${tail}`;
		return held;
	};

	/** A call of window.postMessage that goes on: its arguments cannot be seen without changing its source. */
	noteSend(): void {
		if (this.#running && !this.#safe)
			this.#send(`{"via":"postMessage","value":"","held":false,"site":${encodeStack(takeStack())}}`);
	}

	/** Stands in for window.postMessage while the listener runs in safe mode. */
	readonly instead = (_target: unknown, _self: unknown, args: unknown[]): undefined => this.#keepBack(args);

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
