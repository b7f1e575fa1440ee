/** Sinks that run code or load it by other ways than a setter or a method of one element. */
import type { SinkName } from '../protocol/sink-name.ts';
import { attributeSink } from './attribute-sinks.ts';
import { isFollowed } from './later.ts';
import {
	at,
	type Keep,
	pending,
	prototypeOf,
	type Reached,
	readerOf,
	realm,
	replaceHalves,
	replaceMethod,
	replaceValue,
} from './sink-parts.ts';
import { apply, construct, dataOf, list, page, standIn } from './toolbox.ts';
import { textWords, words } from './words.ts';

/**
 * Methods that put nodes into a document, where a script with text of its own runs: interface, name, and which argument is
 * put in; without one, all are.
 */
const INSERTIONS: [string, string, number?][] = list(
	['Node', 'appendChild', 0],
	['Node', 'insertBefore', 0],
	['Node', 'replaceChild', 0],
	['Element', 'append'],
	['Element', 'prepend'],
	['Element', 'before'],
	['Element', 'after'],
	['Element', 'replaceWith'],
	['Element', 'replaceChildren'],
	['Element', 'insertAdjacentElement', 1],
	['Element', 'insertAdjacentText', 1],
	['Element', 'moveBefore', 0],
	['CharacterData', 'before'],
	['CharacterData', 'after'],
	['CharacterData', 'replaceWith'],
	['Document', 'adoptNode', 0],
	['Document', 'importNode', 0],
	['Document', 'append'],
	['Document', 'prepend'],
	['Document', 'replaceChildren'],
	['DocumentFragment', 'append'],
	['DocumentFragment', 'prepend'],
	['DocumentFragment', 'replaceChildren'],
	['DocumentFragment', 'moveBefore', 0],
	['Range', 'insertNode', 0],
	['Range', 'surroundContents', 0],
) as never;

const textOf = readerOf('Node', 'textContent');
const firstOf = readerOf('Node', 'firstChild');
const nextOf = readerOf('Node', 'nextSibling');
const documentOf = readerOf('Node', 'ownerDocument');
const markupOf = readerOf('Element', 'outerHTML');
const html = readerOf('HTMLScriptElement', 'text');
const svg = readerOf('SVGScriptElement', 'type');

/** The text of a script element; undefined for all else. */
const codeOf = (node: unknown): string | undefined =>
	(html(node) ?? (typeof svg(node) === 'undefined' ? undefined : textOf(node))) as string | undefined;

/** Nodes of what is put in that are looked at. */
const MOST_NODES = 1_000;

/** The text of the first script with one, of this node and those in it. */
function codeIn(node: unknown, room = { left: MOST_NODES }): string {
	if (typeof node !== 'object' || !node || --room.left < 0) return '';
	const own = codeOf(node);
	// A page at work puts in all the time.
	if (own !== undefined || !isFollowed()) return own ?? '';
	for (let child = firstOf(node); child; child = nextOf(child)) {
		const code = codeIn(child, room);
		if (code) return code;
	}
	return '';
}

/** Other ways than its own to give a script a text, by which one that is in the document begins to run. */
const TEXTS: [string, string][] = list(
	['Node', 'textContent'],
	['Node', 'nodeValue'],
	['HTMLElement', 'innerText'],
) as never;

/** Pages set these all the time: so only where it is held. */
export function holdTexts(reached: Reached, keep: Keep): void {
	for (let i = 0; i < TEXTS.length; i++) {
		const [owner, name] = TEXTS[i] as [string, string];
		const prototype = prototypeOf(owner);
		if (!prototype) continue;
		const set = (native: (...args: never) => unknown, self: unknown, args: unknown[]): unknown => {
			const sink = codeOf(self) !== undefined ? 'eval' : attributeSink(self);
			const text = sink && textWords(at(args, 0));
			return sink && text && reached(sink, text) ? undefined : apply(native, self, args);
		};
		keep(replaceHalves(prototype, name, { __proto__: null, set } as never));
	}
}

/**
 * A held script is not put in, nor is a text into one, nor what was made from a text in another document and begins to load
 * in this one; what else was to be put in with it is neither.
 */
export function watchInsertions(reached: Reached, keep: Keep): void {
	const isHeld = (node: unknown, into: unknown): boolean => {
		const code = codeOf(into) === undefined ? codeIn(node) : typeof node === 'string' ? node : textOf(node);
		if (code) return reached('eval', words(code));
		const home = documentOf(node);
		const own = documentOf(into);
		// A range has none, a document none above it.
		if (!isFollowed() || !home || own === undefined || home === (own ?? into)) return false;
		const markup = markupOf(node);
		if (markup) return reached('parseFromString', words(markup));
		for (let child = firstOf(node); child; child = nextOf(child)) if (isHeld(child, into)) return true;
		return false;
	};
	for (let i = 0; i < INSERTIONS.length; i++) {
		const [owner, name, only] = INSERTIONS[i] as (typeof INSERTIONS)[number];
		const prototype = prototypeOf(owner);
		if (!prototype) continue;
		keep(
			replaceMethod(prototype, name, (native, self, args) => {
				// One that is put in alone is given back.
				if (only !== undefined) return isHeld(at(args, only), self) ? args[only] : apply(native, self, args);
				for (let i = 0; i < args.length; i++) if (isHeld(args[i], self)) return undefined;
				return apply(native, self, args);
			}),
		);
	}
}

/** Methods that make nodes of a text, which may be put into the document at any time: where nothing is held back, that is told. */
export function watchParsers(reached: Reached): () => void {
	const own = dataOf(realm.window, 'Document');
	const parsers: [object | undefined, string][] = list(
		[prototypeOf('DOMParser'), 'parseFromString'],
		[typeof own === 'function' ? own : undefined, 'parseHTMLUnsafe'],
		[typeof own === 'function' ? own : undefined, 'parseHTML'],
	) as never;
	const undo: (() => void)[] = list();
	for (let i = 0; i < parsers.length; i++) {
		const [owner, name] = parsers[i] as (typeof parsers)[number];
		if (!owner) continue;
		undo[undo.length] = replaceMethod(owner, name, (native, self, args) => {
			reached('parseFromString', textWords(at(args, 0)));
			return apply(native, self, args);
		});
	}
	return () => {
		for (let i = undo.length - 1; i >= 0; i--) (undo[i] as () => void)();
	};
}

/** With a stand-in for eval a direct eval becomes an indirect one: so only where it is held. */
export const holdEval = (reached: Reached): (() => void) =>
	replaceMethod(realm.window, 'eval', (native, self, args) =>
		args.length > 0 && typeof args[0] === 'string' && reached('eval', words(args[0]))
			? undefined
			: apply(native, self, args),
	);

/** A prototype's `constructor` stays what the global is. */
export function watchConstructors(reached: Reached, keep: Keep): void {
	const watch = (native: unknown, name: string, sink: SinkName, kind?: () => object): void => {
		if (typeof native !== 'function') return;
		const made = native as Constructor;
		const prototype = dataOf(made, 'prototype') as object;
		const isHeld = (args: unknown[]): boolean => {
			// Options beside an address have no text that goes anywhere.
			const count = LISTS[name] || kind ? args.length : 1;
			let text = '';
			for (let i = 0; i < count && i < args.length; i++)
				text += `${text && ', '}${LISTS[name] ? words(args[i]) : textWords(args[i])}`;
			return reached(sink, text);
		};
		// Whoever has an address or none is the same kind of thing.
		const instead = (): object =>
			kind ? kind() : name === 'Audio' ? (construct(made, list()) as object) : nothing(prototype);
		const value = standIn(made, {
			construct: (_target, args, as) => (isHeld(args) ? instead() : (construct(made, args, as) as object)),
			// The makers of functions make the same without new; the others refuse that themselves.
			...(kind ? { apply: (_target, self, args) => (isHeld(args) ? kind() : apply(made, self, args)) } : {}),
		});
		if (dataOf(realm.window, name) === native) keep(replaceValue(realm.window, name, value));
		if (dataOf(prototype, 'constructor') === native) keep(replaceValue(prototype, 'constructor', value));
	};
	for (let i = 0; i < CONSTRUCTORS.length; i++) {
		const [name, sink] = CONSTRUCTORS[i] as (typeof CONSTRUCTORS)[number];
		watch(dataOf(realm.window, name), name, sink);
	}
	for (let i = 0; i < KINDS.length; i++) {
		const kind = KINDS[i] as (typeof KINDS)[number];
		if (i === 0) watch(dataOf(realm.window, 'Function'), 'Function', 'Function', kind);
		else if (realm.window === page)
			watch((kind() as { constructor: unknown }).constructor, '', 'Function', kind);
	}
}

type Constructor = (...args: never) => unknown;

/** A function of each kind that a text can be made into, which does nothing; only the first kind's maker has a name. */
const KINDS: (() => object)[] = list(
	() => () => {},
	() => async () => {},
	() => function* () {},
	() => async function* () {},
) as never;

/** Constructors that go to the network by themselves, or show something. */
const CONSTRUCTORS: [string, SinkName][] = list(
	['WebSocket', 'WebSocket'],
	['WebSocketStream', 'WebSocket'],
	['WebTransport', 'WebSocket'],
	['RTCPeerConnection', 'WebSocket'],
	['EventSource', 'fetch'],
	['PaymentRequest', 'dialog'],
	['Worker', 'src'],
	['SharedWorker', 'src'],
	['Audio', 'src'],
	['Notification', 'dialog'],
) as never;

/** Those that are given more than an address: protocols, servers, what is to be shown. */
const LISTS: Record<string, true> = {
	__proto__: null as never,
	WebSocket: true,
	WebSocketStream: true,
	RTCPeerConnection: true,
	PaymentRequest: true,
	Notification: true,
};

/** Stands for a connection or worker that was held back: it is there, and nothing ever comes of it. */
export function nothing(prototype: unknown): object {
	const idle = (): void => {};
	const made = {
		__proto__: prototype as null,
		readyState: 0,
		opened: pending(),
		ready: pending(),
		closed: pending(),
		onopen: null,
		onmessage: null,
		onmessageerror: null,
		onerror: null,
		onclose: null,
		addEventListener: idle,
		removeEventListener: idle,
		send: idle,
		close: idle,
		terminate: idle,
		postMessage: idle,
		start: idle,
	};
	// A shared worker is spoken to through a port of its own.
	return { ...made, __proto__: prototype as null, port: made } as object;
}
