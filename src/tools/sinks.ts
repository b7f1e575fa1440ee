/**
 * Sinks: what runs, shows, stores or sends a value. Watched only while a probe lasts or a person wants it, then as they
 * were. What is held is not executed: the call answers as if nothing had come of it.
 */
import type { SinkName } from '../protocol/sink-name.ts';
import { watchAttributes } from './attribute-sinks.ts';
import { holdEval, holdTexts, nothing, watchConstructors, watchInsertions } from './code-sinks.ts';
import { watchLater } from './later.ts';
import { inNeighbours } from './neighbours.ts';
import { watchRequests } from './request-sinks.ts';
import {
	at,
	type Keep,
	pending,
	prototypeOf,
	type Reached,
	realm,
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
	// Where scripts have their own.
	['HTMLScriptElement', 'textContent', 'eval'],
	['HTMLScriptElement', 'innerText', 'eval'],
	['HTMLImageElement', 'src', LOADS],
	['HTMLImageElement', 'srcset', LOADS],
	['HTMLMediaElement', 'src', LOADS],
	['HTMLVideoElement', 'poster', LOADS],
	['HTMLSourceElement', 'src', LOADS],
	['HTMLSourceElement', 'srcset', LOADS],
	['HTMLTrackElement', 'src', LOADS],
	['HTMLInputElement', 'src', LOADS],
	['HTMLFrameElement', 'src', LOADS],
	['HTMLEmbedElement', 'src', LOADS],
	['HTMLObjectElement', 'data', LOADS],
	['HTMLLinkElement', 'href', LOADS],
	['HTMLLinkElement', 'imageSrcset', LOADS],
	['HTMLAnchorElement', 'ping', LOADS],
	['HTMLAnchorElement', 'href', 'href'],
	['HTMLAreaElement', 'href', 'href'],
	['HTMLBaseElement', 'href', 'href'],
	['HTMLFormElement', 'action', 'href'],
	['HTMLButtonElement', 'formAction', 'href'],
	['HTMLInputElement', 'formAction', 'href'],
	['SVGAnimatedString', 'baseVal', 'href'],
	['CSSStyleRule', 'selectorText', 'style'],
	['StyleSheet', 'disabled', 'style'],
	['Document', 'cookie', 'cookie'],
	['Document', 'domain', 'location'],
) as never;

/** Beyond all arguments. */
const NONE = 9;

/** Methods: interface ('' for the window), name, sink, which argument is the value (NONE: none is), what a held call answers, and
 * with how many arguments it does something. */
const METHODS: [
	string,
	string,
	SinkName | 'postMessage',
	number,
	'null' | 'pending' | 'idle' | '',
	number?,
][] = list(
	['Element', 'insertAdjacentHTML', 'insertAdjacentHTML', 1, ''],
	['Element', 'setHTMLUnsafe', 'innerHTML', 0, ''],
	['Element', 'setHTML', 'innerHTML', 0, ''],
	['ShadowRoot', 'setHTMLUnsafe', 'innerHTML', 0, ''],
	['ShadowRoot', 'setHTML', 'innerHTML', 0, ''],
	['Document', 'execCommand', 'execCommand', 2, ''],
	['Range', 'createContextualFragment', 'createContextualFragment', 0, 'null'],
	['Document', 'write', 'document.write', 0, ''],
	['Document', 'writeln', 'document.write', 0, ''],
	['Document', 'open', 'document.write', 0, 'null'],
	['', 'open', 'open', 0, 'null'],
	['', 'alert', 'dialog', 0, ''],
	['', 'confirm', 'dialog', 0, ''],
	['', 'prompt', 'dialog', 0, 'null'],
	['', 'print', 'dialog', 0, ''],
	['', 'close', 'location', 0, ''],
	['History', 'back', 'location', 0, ''],
	['History', 'forward', 'location', 0, ''],
	['History', 'go', 'location', 0, ''],
	['HTMLDialogElement', 'showModal', 'dialog', 0, ''],
	['HTMLElement', 'showPopover', 'dialog', 0, ''],
	['Element', 'requestFullscreen', 'dialog', NONE, 'pending'],
	['MediaDevices', 'getUserMedia', 'dialog', 0, 'pending'],
	['MediaDevices', 'getDisplayMedia', 'dialog', 0, 'pending'],
	['Geolocation', 'getCurrentPosition', 'dialog', NONE, ''],
	['Navigator', 'registerProtocolHandler', 'dialog', 1, ''],
	['Navigator', 'share', 'dialog', 0, 'pending'],
	['SpeechSynthesis', 'speak', 'dialog', NONE, ''],
	['Clipboard', 'write', 'clipboard', 0, 'pending'],
	['Clipboard', 'writeText', 'clipboard', 0, 'pending'],
	['HTMLFormElement', 'submit', 'href', 0, ''],
	['HTMLFormElement', 'requestSubmit', 'href', 0, ''],
	['IDBObjectStore', 'put', 'indexedDB', 0, 'idle'],
	['IDBObjectStore', 'add', 'indexedDB', 0, 'idle'],
	['IDBObjectStore', 'delete', 'indexedDB', 0, 'idle'],
	['IDBObjectStore', 'clear', 'indexedDB', 0, 'idle'],
	['IDBFactory', 'deleteDatabase', 'indexedDB', 0, 'idle'],
	['IDBCursor', 'update', 'indexedDB', 0, 'idle'],
	['IDBCursor', 'delete', 'indexedDB', 0, 'idle'],
	['CacheStorage', 'delete', 'caches', 0, 'pending'],
	['Cache', 'add', 'caches', 0, 'pending'],
	['Cache', 'addAll', 'caches', 0, 'pending'],
	['Cache', 'put', 'caches', 0, 'pending'],
	['Cache', 'delete', 'caches', 0, 'pending'],
	['FileSystemDirectoryHandle', 'getFileHandle', 'files', 0, 'pending', 2],
	['FileSystemDirectoryHandle', 'getDirectoryHandle', 'files', 0, 'pending', 2],
	['FileSystemDirectoryHandle', 'removeEntry', 'files', 0, 'pending'],
	['FileSystemFileHandle', 'createWritable', 'files', NONE, 'pending'],
	['CookieStore', 'set', 'cookie', 0, 'pending'],
	['CookieStore', 'delete', 'cookie', 0, 'pending'],
	['MessagePort', 'postMessage', 'postMessage', 0, ''],
	['BroadcastChannel', 'postMessage', 'postMessage', 0, ''],
	['Worker', 'postMessage', 'postMessage', 0, ''],
	['ServiceWorker', 'postMessage', 'postMessage', 0, ''],
	['ServiceWorkerContainer', 'register', LOADS, 0, 'pending'],
	['RTCDataChannel', 'send', 'postMessage', 0, ''],
	['Worklet', 'addModule', LOADS, 0, 'pending'],
	['FontFace', 'load', LOADS, NONE, 'pending'],
	['FontFaceSet', 'add', LOADS, NONE, ''],
	['CSSStyleSheet', 'insertRule', 'style', 0, ''],
	['CSSStyleSheet', 'addRule', 'style', 1, ''],
	['CSSStyleSheet', 'deleteRule', 'style', NONE, ''],
	['CSSStyleSheet', 'removeRule', 'style', NONE, ''],
	['CSSStyleSheet', 'replace', 'style', 0, 'pending'],
	['CSSStyleSheet', 'replaceSync', 'style', 0, ''],
	['Navigation', 'updateCurrentEntry', 'location', 0, ''],
	['', 'fetchLater', 'fetch', 0, 'idle'],
	['CSSGroupingRule', 'insertRule', 'style', 0, ''],
	['CSSGroupingRule', 'deleteRule', 'style', NONE, ''],
	['WebSocket', 'send', 'WebSocket', 0, ''],
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
	uninstall ??= install(true);
	watchers[watchers.length] = watcher;
	const more: (() => void)[] = list();
	if (holds) {
		more[0] = holdMore();
		more[1] = inNeighbours(installIn);
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

/** What a listener does by the means of another window is its own as well. */
function installIn(window: object): () => void {
	realm.window = window;
	try {
		const [end, endMore] = [install(false), holdMore()];
		return () => {
			endMore();
			end();
		};
	} finally {
		realm.window = page;
	}
}

function holdMore(): () => void {
	const { keep, end } = ends();
	keep(holdEval(reached));
	holdTexts(reached, keep);
	return end;
}

/** Ends, to be called in turn, the last first. */
function ends(): { keep: Keep; end(): void } {
	const undo: (() => void)[] = list();
	return {
		keep: (end) => {
			undo[undo.length] = end;
		},
		end: () => {
			for (let i = undo.length - 1; i >= 0; i--) (undo[i] as () => void)();
		},
	};
}

function install(isOwn: boolean): () => void {
	const { keep, end } = ends();
	for (let i = 0; i < SETTERS.length; i++) {
		const [owner, name, sink] = SETTERS[i] as (typeof SETTERS)[number];
		const prototype = prototypeOf(owner);
		if (!prototype) continue;
		const set: Call = (native, self, args) => {
			const value = words(at(args, 0));
			// Classes are set by the same half as the addresses of SVG are.
			const counts = name !== 'baseVal' || apply(regExpExec, /[:/#]/, [value]);
			return counts && reached(sink, value) ? undefined : apply(native, self, args);
		};
		keep(replaceHalves(prototype, name, { __proto__: null, set } as never));
	}
	for (let i = 0; i < METHODS.length; i++) {
		const [owner, name, sink, index, answer, least = 0] = METHODS[i] as (typeof METHODS)[number];
		const target = owner === '' ? realm.window : prototypeOf(owner);
		if (!target) continue;
		keep(
			replaceMethod(target, name, (native, self, args) =>
				args.length >= least && reached(sink, args.length > index ? words(args[index]) : '', self, args)
					? held(answer)
					: apply(native, self, args),
			),
		);
	}
	watchRequests(reached, keep);
	watchStorage(keep);
	watchAttributes(reached, keep);
	watchInsertions(reached, keep);
	watchConstructors(reached, keep);
	watchTimers(keep);
	if (isOwn) watchLater(keep);
	return end;
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

function watchTimers(keep: Keep): void {
	const timer = (name: string): void => {
		keep(
			replaceMethod(realm.window, name, (native, self, args) =>
				typeof at(args, 0) === 'string' && reached('timer', words(args[0])) ? 0 : apply(native, self, args),
			),
		);
	};
	timer('setTimeout');
	timer('setInterval');
}

function held(answer: string): unknown {
	if (answer === 'pending') return pending();
	if (answer === 'idle') return nothing(null);
	return answer === 'null' ? null : undefined;
}
