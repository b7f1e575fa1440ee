import {
	addListener,
	apply,
	CustomEventCtor,
	customDetail,
	dispatch,
	relatedTarget,
	removeListener,
	stopImmediatePropagation,
} from './natives.ts';

/**
 * Type of the one event that hands the bus over, gone before the page's first script. A `load` event at the document
 * does not pass the window (DOM, "get the parent" of a document): a parent may have put listeners on a window that its
 * frame keeps from the initial empty document, never on the document that has only just been made.
 */
const HAND_OVER = 'load';

/** Name of the event on the bus that hands over the line to relatives. */
export const KIN = 'kin';

/** Signals on the bus. Details are strings: the only values that cross worlds in both browsers unwrapped. */
export type BusSignal =
	| 'ready'
	| 'wake'
	| 'events'
	| 'result'
	| 'rearm'
	| 'name'
	| 'pull'
	| 'record'
	| 'rest'
	| 'snapshot'
	| 'count'
	| 'quiet'
	| 'command'
	| 'tools'
	| 'tooled'
	| 'tool'
	| 'calling'
	| 'stay'
	| 'probed'
	| 'back'
	| 'unreached'
	| 'sink'
	| 'carried'
	| 'sink-there'
	| 'transcript'
	| 'frame'
	| 'held'
	| 'ruling';

export interface Bus {
	send(signal: BusSignal, detail?: string): void;
	on(signal: BusSignal, receive: (detail: string) => void): void;
	/** Objects that the isolated world hands over: the line to relatives, a window that a message shall be from. */
	onTarget(
		name: typeof KIN | 'sender' | 'neighbour' | 'beyond',
		receive: (object: EventTarget) => void,
	): void;
}

/**
 * Takes the private line to the isolated world. The relay's script runs right after this one, in the same task, and
 * dispatches a FocusEvent whose relatedTarget is an EventTarget that nobody else ever holds. The first such event is
 * ours; the page never sees one, since it has run nothing yet.
 */
export function awaitBus(ready: (bus: Bus) => void): void {
	const take = (event: Event): void => {
		let line: EventTarget | null;
		try {
			line = apply(relatedTarget, event, []) as EventTarget | null;
		} catch {
			// Something loaded in a document without a relay: not ours to touch.
			return;
		}
		apply(stopImmediatePropagation, event, []);
		apply(removeListener, document, [HAND_OVER, take, true]);
		if (line) ready(busOver(line));
	};
	apply(addListener, document, [HAND_OVER, take, true]);
}

const busOver = (line: EventTarget): Bus => ({
	send(signal, detail = '') {
		apply(dispatch, line, [
			new CustomEventCtor(signal, { __proto__: null, detail } as CustomEventInit<string>),
		]);
	},
	on(signal, receive) {
		apply(addListener, line, [signal, (event: Event) => receive(apply(customDetail, event, []) as string)]);
	},
	onTarget(name, receive) {
		const take = (event: Event): void => receive(apply(relatedTarget, event, []) as EventTarget);
		apply(addListener, line, [name, take]);
	},
});
