import { unguessable } from './unguessable.ts';

/** Type of the event that hands the bus over; the page hook, which runs right before, waits for it at the document. */
const HAND_OVER = 'load';

/** The isolated world's end of the private line to the page hook. */
export interface PageBus {
	send(
		signal:
			| 'name'
			| 'pull'
			| 'record'
			| 'rest'
			| 'quiet'
			| 'snapshot'
			| 'count'
			| 'command'
			| 'tools'
			| 'tool'
			| 'ruling'
			| 'carried',
		detail?: string,
	): void;
	/** Hands over an object that strings cannot carry: a window. */
	hand(name: 'sender' | 'neighbour' | 'beyond', object: Window): void;
	on(
		signal:
			| 'ready'
			| 'wake'
			| 'events'
			| 'result'
			| 'rearm'
			| 'tooled'
			| 'calling'
			| 'stay'
			| 'probed'
			| 'back'
			| 'unreached'
			| 'sink'
			| 'sink-there'
			| 'transcript'
			| 'frame'
			| 'held',
		receive: (detail: string) => void,
	): void;
}

/**
 * Hands the page hook an EventTarget that no page script can reach. `null` is handed over when this window already has
 * a hook (a same-origin navigation may keep the initial about:blank window): then a second one withdraws. `secret`: a
 * word that relays know and pages do not; '' where there is none.
 */
export function handOver(secret: string, listen: (bus: PageBus) => void): void {
	const line = new EventTarget();
	const bus: PageBus = {
		send(signal, detail = '') {
			line.dispatchEvent(new CustomEvent(signal, { detail }));
		},
		hand(name, object) {
			line.dispatchEvent(new FocusEvent(name, { relatedTarget: object }));
		},
		on(signal, receive) {
			line.addEventListener(signal, (event) => {
				const detail: unknown = (event as CustomEvent).detail;
				if (typeof detail === 'string') receive(detail);
			});
		},
	};
	listen(bus);
	document.dispatchEvent(new FocusEvent(HAND_OVER, { relatedTarget: line }));
	line.dispatchEvent(new FocusEvent(KIN, { relatedTarget: kinLine(secret) }));
	answerKin(secret);
	// For an event of the hook's that the page must neither hear nor send.
	bus.send('name', unguessable());
}

const KIN = 'kin';

export type Relative = Window & { earshotKin?: EventTarget };

/**
 * One line for all hooks whose documents can reach each other: made by the first, found by the others through the
 * isolated worlds of their ancestors and opener, which page scripts cannot see.
 */
function kinLine(secret: string): EventTarget {
	const own = window as Relative;
	own.earshotKin =
		lineOf(own.parent, secret) ??
		lineOf(own.opener as Relative | null, secret) ??
		lineOf(own.top, secret) ??
		new EventTarget();
	return own.earshotKin;
}

function lineOf(relative: Relative | null, secret: string): EventTarget | undefined {
	try {
		if (!relative || relative === window) return undefined;
		// Where there is no relay, an element of the page may go by that name.
		const own = Object.hasOwn(relative, 'earshotKin') ? relative.earshotKin : undefined;
		return own ?? askFor(relative, secret);
	} catch {
		// Of another origin: no object can be shared with it.
		return undefined;
	}
}

/** Firefox keeps the isolated worlds of two documents apart, but not their DOM: an event under a word of ours asks. */
function askFor(relative: Relative, secret: string): EventTarget | undefined {
	if (!secret) return undefined;
	let found: EventTarget | undefined;
	const answers = new EventTarget();
	answers.addEventListener(KIN, (event) => {
		found = (event as FocusEvent).relatedTarget ?? undefined;
	});
	relative.document.dispatchEvent(new FocusEvent(secret, { relatedTarget: answers }));
	return found;
}

/** Answers relatives that ask; again after document.open() took the listener away. */
export function answerKin(secret: string): void {
	if (secret) document.addEventListener(secret, answer);
}

function answer(event: Event): void {
	event.stopImmediatePropagation();
	const { earshotKin } = window as Relative;
	(event as FocusEvent).relatedTarget?.dispatchEvent(
		new FocusEvent(KIN, { relatedTarget: earshotKin ?? null }),
	);
}

export function withdrawSecondHook(): void {
	document.dispatchEvent(new FocusEvent(HAND_OVER, { relatedTarget: null }));
}
