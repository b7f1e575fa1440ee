// What a program has: its objects by label, and what it noted.
import { tell } from './values.mjs';

export const lab = {
	/** A same-origin realm that no operation changes, for methods taken from elsewhere. */
	helper: undefined,
	program: undefined,
	/** `[lane, …what was seen]`: entries of different lanes may come in another order each time. */
	log: [],
	objects: new Map(),
	labels: new Map(),
	controllers: [new AbortController(), new AbortController()],
	/** Lane of the listener that runs, if one does. */
	lane: undefined,
	/** Errors of listeners belong where the listener ran. */
	lastLane: '',
	/** Acts of listeners that are still allowed: no program runs for ever. */
	fuel: 40,
	/** Listeners whose `window.event` is one of the known limits: who registered them cannot be kept. */
	limited: new Set(),
	events: new Map(),
	/** Each says whether something is still on its way. */
	waits: [],
	/** What happened, for a judge of what was told of it: never a part of what is compared. */
	truth: [],
	ids: 0,
};

export const name = (label, object) => {
	lab.objects.set(label, object);
	lab.labels.set(object, label);
	return object;
};
export const get = (label) => lab.objects.get(label);
export const labelOf = (object) => {
	if (object === null || object === undefined) return String(object);
	const label = lab.labels.get(object);
	if (label) return label;
	for (const [known, other] of lab.objects) if (known[0] === 'f' && other === object) return known;
	if (object === window.parent) return 'host';
	if (object === lab.helper) return 'helper';
	return typeof object === 'object' || typeof object === 'function' ? 'another' : typeof object;
};
export const happened = (k, what) => lab.truth.push({ k, ...what });
export const note = (...what) => lab.log.push([lab.lane ?? '', ...what]);

/** Name and message of what was thrown; ports of the server and seeds are no part of what is compared. */
export const wrong = (error) => {
	if (typeof error !== 'object' || error === null) return String(error);
	const realm = error instanceof Error || error instanceof DOMException ? 'own' : 'foreign';
	return [error.name, error.message, error.code, realm];
};

/** Runs something of the page's and notes what came of it. */
export function attempt(what, run) {
	try {
		const result = run();
		note(
			what,
			'gave',
			typeof result === 'object' || typeof result === 'function' ? labelOf(result) : String(result),
		);
		return result;
	} catch (error) {
		note(what, 'threw', wrong(error));
		return undefined;
	}
}

/** The number of an event object: the same object is told by the same number. */
export const numberOf = (event) => {
	if (!lab.events.has(event)) lab.events.set(event, lab.events.size + 1);
	return lab.events.get(event);
};

const READERS = {
	data: (event) => tell(event.data),
	origin: (event) => event.origin,
	source: (event) => labelOf(event.source),
	ports: (event) => event.ports?.length,
	type: (event) => event.type,
	lastEventId: (event) => event.lastEventId,
};

const ownGetter = (key) => Object.getOwnPropertyDescriptor(MessageEvent.prototype, key)?.get;
const getterOf = (object, key) => {
	for (let at = object; at; at = Object.getPrototypeOf(at)) {
		const found = Object.getOwnPropertyDescriptor(at, key);
		if (found) return found.get;
	}
	return undefined;
};

/** Those of `reads` that go through the getters of this realm's MessageEvent. */
export const watchable = (event, reads) =>
	reads.filter((key) => key !== 'lastEventId' && ownGetter(key) && getterOf(event, key) === ownGetter(key));

/** What a listener sees: which it was, on what, and the members it reads, in its own order. */
export function seen(who, self, args, reads) {
	const [event] = args;
	const real = event instanceof Event || Object.prototype.toString.call(event).endsWith('Event]');
	if (!real) return note('ran', who, 'without an event', args.length);
	const values = reads.map((key) => [key, READERS[key](event)]);
	note(
		'ran',
		who,
		labelOf(self),
		event.type,
		labelOf(event.currentTarget),
		labelOf(event.target),
		event.eventPhase,
		event.isTrusted,
		Object.prototype.toString.call(event),
		args.length,
		lab.limited.has(who) || window.event === event,
		event.defaultPrevented,
		event.cancelBubble,
		event.composedPath().length,
		`event ${numberOf(event)}`,
		values,
	);
	return values;
}

/** A target by its label, also such as are none. */
export const targetOf = (label) => {
	switch (label) {
		case 'x-proxy':
			return new Proxy(new EventTarget(), {});
		case 'x-null':
			return null;
		case 'x-inherits':
			return Object.create(window);
		case 'x-element':
			return document.body;
		default:
			return get(label);
	}
};

/** Lets a step last as long as `busy` says. */
export const waitUntil = (busy) => {
	lab.waits.push(busy);
};
