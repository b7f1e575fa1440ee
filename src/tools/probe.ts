/**
 * The probe: one message put to one listener, which is watched from then until `finishProbe`. Two ways:
 *
 * - Posed: with an origin and a source of a person's choosing. The event is real: the browser made it for the isolated
 *   world's postMessage, so it is trusted and its data is cloned. No other listener gets it.
 * - Foreign: the message of a frame of another origin, as the browser delivers it: to every listener, in their order.
 */
import type { ProbePlan } from '../protocol/probe.ts';
import { arrivals, expectAll } from './courier.ts';
import { follow } from './later.ts';
import { forgetNeighbours } from './neighbours.ts';
import { replaceMethod } from './sink-parts.ts';
import { watchSinks } from './sinks.ts';
import { refusal } from './socket-acts.ts';
import {
	apply,
	bus,
	dataOf,
	inventory,
	isArray,
	list,
	messageData,
	messagePorts,
	messageSource,
	messages,
	page,
	runs,
	Table,
	targetOf,
} from './toolbox.ts';
import { letGo, Transcript, whoActs } from './transcript.ts';
import { windowOf } from './windows.ts';

type Posed = NonNullable<typeof runs.posed>;
type Callback = (event: Event) => unknown;

/** A plan as the relay hands it over: without its payload, which comes by itself, and with the payload's texts. */
export interface Order {
	plan: Omit<ProbePlan, 'payload'>;
	/** Texts of the payload by which it is known again in a sink. */
	needles: string[];
}

/** The window that the next probe's message is from, where only the isolated world knows it: it hands it over. */
let sender: object | null = null;
bus.onTarget('sender', (target) => {
	sender = target;
});

let finish: (() => string) | undefined;
/** Ends what is watched of a probe that is over and was told. */
let rest: (() => void) | undefined;

/** What each event of a probe says: a listener may have kept one when the next is delivered. */
const sayings = new Table<object, Posed>();
const { posedAs } = runs;
runs.posedAs = (event) =>
	sayings.get(event as object) ?? (apply(posedAs, runs, [event]) as ReturnType<typeof posedAs>);

/** Told of each address that the page is about to go to while a probe lasts. */
let leaving: Transcript['leaving'] | undefined;

/** Whether a probe keeps the page from going there. */
export const holdsNavigation: Transcript['leaving'] = (url, plain) => leaving?.(url, plain) ?? false;

/** Delivers the message to the one listener. */
export function startProbe({ plan, needles }: Order, data: unknown, event: Event): void {
	const callback = callbackOf(plan);
	const transcript = new Transcript(plan, needles);
	const { relation } = plan.source;
	const source = relation === 'none' ? null : (windowOf(plan.source) ?? sender);
	const unwatch = watch(transcript, plan, { event, data, origin: plan.origin, source });
	// Nobody is behind a stranger's window: what the listener answers it is noted here, and would be lost anyway.
	const unstrange = relation === 'stranger' ? watchAnswers(transcript) : undefined;
	finish = () => {
		const seen = transcript.end();
		unwatch();
		unstrange?.();
		return seen;
	};
	// Told as any message, so that it stands in the timeline with its mark; then the listener alone gets it.
	messages.receive(event, targetOf(undefined) as never, 'message', undefined);
	transcript.run(() => callListener(callback, event));
}

/** In a document of an opaque origin the stranger is of another one: what it is answered is not seen there. */
function watchAnswers(transcript: Transcript): (() => void) | undefined {
	try {
		return sender ? replaceMethod(sender, 'postMessage', transcript.answered) : undefined;
	} catch {
		return undefined;
	}
}

/** A window message that is told when it is known whose it is. */
interface Waiting {
	event: Event;
	target: Parameters<typeof messages.receive>[1];
	n: number | undefined;
}

/** Told of each window message while a foreign one is awaited, with its origin where it is that one. */
let foreign: ((origin: string) => void) | undefined;

/** Waits for the message of the foreign frame, and for what that tells under the word: that it is sent, and answers. */
export function awaitForeign({ plan, needles }: Order, word: string): void {
	const callback = callbackOf(plan);
	const transcript = new Transcript(plan, needles);
	const { tell } = arrivals;
	let waiting: Waiting | undefined;
	let unwatch: (() => void) | undefined;
	let ran = false;
	const tellWaiting = (): void => {
		const one = waiting;
		waiting = undefined;
		if (one) tell(one.event, one.target, 'message', one.n);
	};
	// Told a moment later, within the same delivery, when the isolated world has said whose it is.
	arrivals.tell = (event, target, type, n) => {
		tellWaiting();
		if (target.id !== 0 || type !== 'message') tell(event, target, type, n);
		else waiting = { __proto__: null, event, target, n } as unknown as Waiting;
	};
	foreign = (origin) => {
		const event = waiting?.event;
		if (!origin || !event) {
			tellWaiting();
			return;
		}
		const data = apply(messageData, event, []);
		const source = apply(messageSource, event, []) as object | null;
		const end = watch(transcript, plan, { event, data, origin, source });
		const unhand = watchRuns(event, callback, transcript, () => {
			ran = true;
			bus.send('probed');
		});
		unwatch = () => {
			unhand();
			end();
		};
		tellWaiting();
		arrivals.tell = tell;
	};
	expectAll(word, (said) => {
		const answer = isArray(said) ? said : undefined;
		if (answer) transcript.noteAnswer(dataOf(answer, '0'));
		else if (!ran) bus.send('unreached');
	});
	finish = () => {
		tellWaiting();
		arrivals.tell = tell;
		// What the frame still says of it is for nobody, the page least of all.
		expectAll(word, () => {});
		foreign = undefined;
		const seen = transcript.end();
		unwatch?.();
		return seen;
	};
}

/** What the isolated world tells of a window message while a foreign one is awaited: no origin, where it is another. */
export const foreignArrived = (origin: string): void => foreign?.(origin);

/** Ends the watching: JSON of what was seen, of a probe that was under way. */
export function finishProbe(): string | undefined {
	const end = finish;
	finish = undefined;
	return end?.();
}

/** Lets the page go: what a listener has kept of a message does from now on what it does. */
export function restProbe(): void {
	finishProbe();
	rest?.();
	letGo();
	forgetNeighbours();
	sender = null;
}

function callbackOf({ listener }: Order['plan']): object {
	const callback = inventory.callbackOf(listener);
	if (!callback) throw refusal('listener-gone');
	return callback;
}

function callListener(callback: object, event: Event): void {
	if (typeof callback === 'function') {
		runs.run(callback, callback as Callback, page, list(event));
		return;
	}
	const handle = (callback as { handleEvent?: unknown }).handleEvent;
	if (typeof handle !== 'function') throw refusal('no-handler');
	runs.run(callback, handle as Callback, callback, list(event));
}

/**
 * Watches sinks, sends and reads of the event until the answer is called. In safe mode what the listener has kept of the
 * message is held back beyond that, until `rest`, where it can be told from what the page has of itself.
 */
function watch(transcript: Transcript, plan: Order['plan'], says: Says): () => void {
	transcript.ports = apply(messagePorts, says.event, []) as object[];
	const posed = pose(transcript, says);
	sayings.set(says.event, posed);
	runs.posed = posed;
	const told = (): Transcript['reached'] => (sink, value, self, args) =>
		whoActs(transcript).reached(sink, value, self, args);
	const unwatch = watchSinks(told(), plan.safe);
	const left: Transcript['leaving'] = (url, plain) => whoActs(transcript).leaving(url, plain);
	leaving = left;
	// Not before: what a listener has kept of the last message would find a moment in which nothing is held back.
	rest?.();
	follow(() => whoActs(transcript));
	const { noteSend } = runs;
	runs.noteSend = (send) => {
		whoActs(transcript).noteSend();
		apply(noteSend, runs, [send]);
	};
	return () => {
		const unwatchLate = plan.safe ? watchSinks(told(), false) : undefined;
		unwatch();
		runs.noteSend = noteSend;
		rest = () => {
			rest = undefined;
			unwatchLate?.();
			follow(undefined);
			if (leaving === left) leaving = undefined;
			if (runs.posed === posed) runs.posed = undefined;
		};
		if (!plan.safe) restProbe();
	};
}

/** Watches the listeners of one delivery, as the browser calls them. */
function watchRuns(event: Event, callback: object, transcript: Transcript, ran: () => void): () => void {
	const { run, trapFor } = runs;
	runs.trapFor = (called) => (target, self, args) => runs.run(called, target, self, args);
	runs.run = (called, fn, self, args) => {
		const call = (): unknown => apply(run, runs, [called, fn, self, args]);
		if (args[0] !== event) return call();
		if (called === callback) {
			transcript.run(call);
			ran();
		} else transcript.runOther(call);
		return undefined;
	};
	return () => {
		runs.run = run;
		runs.trapFor = trapFor;
	};
}

interface Says {
	event: Event;
	data: unknown;
	origin: string;
	source: object | null;
}

/** Makes the event say this to whoever reads it from now on, and notes the first reads. */
function pose(transcript: Transcript, { event, data, origin, source }: Says): Posed {
	const { ports } = transcript;
	return {
		__proto__: null as never,
		event,
		get data() {
			transcript.read('data');
			return data;
		},
		get origin() {
			transcript.read('origin');
			return origin;
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
}
