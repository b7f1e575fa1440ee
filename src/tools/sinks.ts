/**
 * Sinks: what runs, shows, stores or sends a value. Watched only while a probe lasts or a person wants it, then as they
 * were. What is held is not executed: the call answers as if nothing had come of it.
 */
import type { SinkName } from '../protocol/sink-name.ts';
import { holdEval, holdScriptTexts, watchConstructors, watchInsertions } from './code-sinks.ts';
import { watchLater } from './later.ts';
import { watchRequests } from './request-sinks.ts';
import {
	at,
	type Keep,
	pending,
	prototypeOf,
	type Reached,
	replaceHalves,
	replaceMethod,
} from './sink-parts.ts';
import { apply, list, page, regExpExec } from './toolbox.ts';
import { words } from './words.ts';

type Call = (native: (...args: never) => unknown, self: unknown, args: unknown[]) => unknown;

const LOADS = 'src';

/** Setters: interface, property, sink. */
const SETTERS: [string, string, SinkName][] = list(
	['Element', 'innerHTML', 'innerHTML'],
	['Element', 'outerHTML', 'outerHTML'],
	['ShadowRoot', 'innerHTML', 'innerHTML'],
	['HTMLIFrameElement', 'srcdoc', 'srcdoc'],
	['HTMLIFrameElement', 'src', LOADS],
	['HTMLScriptElement', 'src', LOADS],
	['HTMLScriptElement', 'text', 'eval'],
	['HTMLImageElement', 'src', LOADS],
	['HTMLImageElement', 'srcset', LOADS],
	['HTMLMediaElement', 'src', LOADS],
	['HTMLVideoElement', 'poster', LOADS],
	['HTMLSourceElement', 'src', LOADS],
	['HTMLEmbedElement', 'src', LOADS],
	['HTMLObjectElement', 'data', LOADS],
	['HTMLLinkElement', 'href', LOADS],
	['HTMLAnchorElement', 'href', 'href'],
	['HTMLAreaElement', 'href', 'href'],
	['HTMLBaseElement', 'href', 'href'],
	['HTMLFormElement', 'action', 'href'],
	['HTMLButtonElement', 'formAction', 'href'],
	['Document', 'cookie', 'cookie'],
) as never;

/** Methods: interface ('' for the window), name, sink, which argument is the value, what a held call answers. */
const METHODS: [string, string, SinkName | 'postMessage', number, 'null' | 'pending' | ''][] = list(
	['Element', 'insertAdjacentHTML', 'insertAdjacentHTML', 1, ''],
	['Element', 'setHTMLUnsafe', 'innerHTML', 0, ''],
	['Range', 'createContextualFragment', 'createContextualFragment', 0, 'null'],
	['Document', 'write', 'document.write', 0, ''],
	['Document', 'writeln', 'document.write', 0, ''],
	['', 'open', 'open', 0, 'null'],
	['', 'alert', 'dialog', 0, ''],
	['', 'confirm', 'dialog', 0, ''],
	['', 'prompt', 'dialog', 0, 'null'],
	['', 'print', 'dialog', 0, ''],
	['HTMLFormElement', 'submit', 'href', 0, ''],
	['HTMLFormElement', 'requestSubmit', 'href', 0, ''],
	['IDBObjectStore', 'put', 'indexedDB', 0, 'null'],
	['IDBObjectStore', 'add', 'indexedDB', 0, 'null'],
	['IDBObjectStore', 'delete', 'indexedDB', 0, 'null'],
	['IDBObjectStore', 'clear', 'indexedDB', 0, 'null'],
	['CookieStore', 'set', 'cookie', 0, 'pending'],
	['CookieStore', 'delete', 'cookie', 0, 'pending'],
	['MessagePort', 'postMessage', 'postMessage', 0, ''],
	['BroadcastChannel', 'postMessage', 'postMessage', 0, ''],
	['Worker', 'postMessage', 'postMessage', 0, ''],
	['ServiceWorker', 'postMessage', 'postMessage', 0, ''],
	['ServiceWorkerContainer', 'register', LOADS, 0, 'pending'],
	['WebSocket', 'send', 'WebSocket', 0, ''],
) as never;

/** Attributes by which setAttribute does what a setter does, in whatever letters and with whatever prefix. */
const ATTRIBUTES: [RegExp, SinkName][] = list(
	[/^on/i, 'event-handler'],
	[/^(?:src|srcset|data|poster)$/i, LOADS],
	[/^srcdoc$/i, 'srcdoc'],
	[/^(?:\w+:)?(?:href|action|formaction)$/i, 'href'],
) as never;

const watchers: Reached[] = list();
let uninstall: (() => void) | undefined;

/** Tells all who watch; held is what one of them holds. */
const reached: Reached = (sink, value, self, args) => {
	let isHeld = false;
	for (let i = 0; i < watchers.length; i++)
		if ((watchers[i] as Reached)(sink, value, self, args)) isHeld = true;
	return isHeld;
};

/**
 * Watches all sinks; the answer ends it. `holds`: also eval, which cannot be watched without changing what runs, and what
 * would cost a page much.
 */
export function watchSinks(watcher: Reached, holds: boolean): () => void {
	uninstall ??= install();
	watchers[watchers.length] = watcher;
	const more: (() => void)[] = list();
	if (holds) {
		more[0] = holdEval(reached);
		holdScriptTexts(reached, (end) => {
			more[more.length] = end;
		});
	}
	return () => {
		for (let i = more.length - 1; i >= 0; i--) (more[i] as () => void)();
		let kept = 0;
		for (let i = 0; i < watchers.length; i++)
			if (watchers[i] !== watcher) watchers[kept++] = watchers[i] as Reached;
		watchers.length = kept;
		if (kept > 0) return;
		uninstall?.();
		uninstall = undefined;
	};
}

function install(): () => void {
	const undo: (() => void)[] = list();
	const keep = (end: () => void): void => {
		undo[undo.length] = end;
	};
	for (let i = 0; i < SETTERS.length; i++) {
		const [owner, name, sink] = SETTERS[i] as (typeof SETTERS)[number];
		const prototype = prototypeOf(owner);
		if (!prototype) continue;
		const set: Call = (native, self, args) =>
			reached(sink, words(at(args, 0))) ? undefined : apply(native, self, args);
		keep(replaceHalves(prototype, name, { __proto__: null, set } as never));
	}
	for (let i = 0; i < METHODS.length; i++) {
		const [owner, name, sink, index, answer] = METHODS[i] as (typeof METHODS)[number];
		const target = owner === '' ? page : prototypeOf(owner);
		if (!target) continue;
		keep(
			replaceMethod(target, name, (native, self, args) =>
				reached(sink, args.length > index ? words(args[index]) : '', self, args)
					? held(answer)
					: apply(native, self, args),
			),
		);
	}
	watchRequests(reached, keep);
	watchStorage(keep);
	watchAttributes(keep);
	watchInsertions(reached, keep);
	watchConstructors(reached, keep);
	watchTimers(keep);
	watchLater(keep);
	return () => {
		for (let i = undo.length - 1; i >= 0; i--) (undo[i] as () => void)();
	};
}

function watchStorage(keep: Keep): void {
	const prototype = prototypeOf('Storage');
	if (!prototype) return;
	const watch = (name: string): void => {
		keep(
			replaceMethod(prototype, name, (native, self, args) => {
				const session = self === (page as { sessionStorage?: unknown }).sessionStorage;
				const value = args.length > 1 ? `${words(args[0])}=${words(args[1])}` : words(at(args, 0));
				return reached(session ? 'sessionStorage' : 'localStorage', value)
					? undefined
					: apply(native, self, args);
			}),
		);
	};
	watch('setItem');
	watch('removeItem');
	watch('clear');
}

function watchAttributes(keep: Keep): void {
	const prototype = prototypeOf('Element');
	if (!prototype) return;
	const watch = (method: string, first: number): void => {
		keep(
			replaceMethod(prototype, method, (native, self, args) => {
				const sink = sinkOf(at(args, first));
				return sink && reached(sink, words(at(args, first + 1))) ? undefined : apply(native, self, args);
			}),
		);
	};
	watch('setAttribute', 0);
	watch('setAttributeNS', 1);
}

function sinkOf(attribute: unknown): SinkName | undefined {
	if (typeof attribute !== 'string') return undefined;
	for (let i = 0; i < ATTRIBUTES.length; i++) {
		const [pattern, sink] = ATTRIBUTES[i] as (typeof ATTRIBUTES)[number];
		if (apply(regExpExec, pattern, [attribute])) return sink;
	}
	return undefined;
}

function watchTimers(keep: Keep): void {
	const timer = (name: string): void => {
		keep(
			replaceMethod(page, name, (native, self, args) =>
				typeof at(args, 0) === 'string' && reached('timer', words(args[0])) ? 0 : apply(native, self, args),
			),
		);
	};
	timer('setTimeout');
	timer('setInterval');
}

function held(answer: string): unknown {
	if (answer === 'pending') return pending();
	return answer === 'null' ? null : undefined;
}
