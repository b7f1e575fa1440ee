import type { HookEventOf } from '../protocol/event.ts';
import type { DocumentRecord } from './documents.ts';
import { hasCallback, type ListenerRecord } from './listener-record.ts';
import { listenerAdded, listenerRemoved } from './reduce-listener.ts';
import type { Session } from './session.ts';

/** A window listener as the browser lists it. */
export interface ListedListener {
	type: 'message' | 'messageerror';
	capture: boolean;
	once: boolean;
	passive: boolean;
	/** Text of the function, or what the engine calls an object that has none. */
	text: string;
}

/** Characters of a listener's text that are kept. */
const LONGEST = 1_000_000;
/** Numbers of listeners that no hook has numbered begin here. */
const FIRST_NUMBER = 1_000_000_000;
/** How the engine describes a stand-in: a proxy, or for an object with a handleEvent method its class. */
const STAND_IN = /^(?:Proxy\([\w$]*\)|[\w$]+)$/;

/** Listeners of a document's window that the hook told of and that are there. */
export function liveOnWindow(session: Session, record: DocumentRecord): ListenerRecord[] {
	return [...session.listenersOf(record)].filter(
		(listener) => !listener.removed && listener.added.target.kind === 'window' && hasCallback(listener),
	);
}

/**
 * Of the listeners that the browser lists, those that nobody told of. The browser holds a stand-in, without a text, for
 * every listener that is watched: these are matched by their options, one for one.
 */
export function unseenOf(
	listed: readonly ListedListener[],
	told: readonly ListenerRecord[],
): ListedListener[] {
	const rest = [...told];
	const take = (fits: (listener: ListenerRecord) => boolean): boolean => {
		const index = rest.findIndex(fits);
		if (index >= 0) rest.splice(index, 1);
		return index >= 0;
	};
	const alike = (one: ListedListener, { added }: ListenerRecord): boolean =>
		added.type === one.type && added.options.capture === one.capture && added.options.once === one.once;
	// Those with a text of their own first: what is watched may be told of by a text, too.
	const own = listed.filter(({ text }) => !STAND_IN.test(text));
	const unseen = own.filter(
		(one) =>
			!take((told) => alike(one, told) && told.added.source !== '' && one.text.startsWith(told.added.source)),
	);
	const native = listed.filter(({ text }) => STAND_IN.test(text));
	return [...unseen, ...native.filter((one) => !take((told) => alike(one, told)))];
}

/** Takes over what was found in a document now, in place of what was found before. */
export function noteUnseen(
	session: Session,
	record: DocumentRecord,
	found: readonly ListedListener[],
	time: number,
): void {
	const known = [...session.listenersOf(record)].filter(
		({ added, removed }) => added.how === 'unseen' && !removed,
	);
	for (const one of found) {
		const index = known.findIndex(({ added }) => keyOf(added) === keyOf(eventOf(one, 0, time)));
		if (index >= 0) known.splice(index, 1);
		else listenerAdded(session, record, eventOf(one, FIRST_NUMBER + session.listeners.length, time));
	}
	for (const { added } of known) {
		listenerRemoved(session, record, {
			seq: 0,
			time,
			kind: 'listener-removed',
			listener: added.listener,
			how: 'unseen',
		});
	}
}

function eventOf(
	{ type, capture, once, passive, text }: ListedListener,
	listener: number,
	time: number,
): HookEventOf<'listener-added'> {
	return {
		seq: 0,
		time,
		kind: 'listener-added',
		listener,
		target: { kind: 'window', id: 0 },
		type,
		how: 'unseen',
		callback: 'function',
		options: { capture, once, passive, signal: false },
		source: text.slice(0, LONGEST),
		sourceLength: Math.min(text.length, LONGEST),
		name: /^(?:async\s+)?function\s*\*?\s*([\w$]+)/.exec(text)?.[1] ?? '',
		stack: [],
		unwatched: 'unseen',
	};
}

const keyOf = ({ type, source, options }: HookEventOf<'listener-added'>): string =>
	`${type} ${options.capture} ${options.once} ${options.passive} ${source}`;
