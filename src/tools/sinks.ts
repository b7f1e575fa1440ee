/**
 * Sinks: what runs, shows, stores or sends a value. Watched only while a probe lasts or a person wants it, then as they
 * were. What is held is not executed: the call answers as if nothing had come of it.
 */
import { watchAttributes } from './attribute-sinks.ts';
import {
	holdEval,
	holdTexts,
	nothing,
	watchConstructors,
	watchInsertions,
	watchParsers,
} from './code-sinks.ts';
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
import { CLONES, METHODS, SETTERS } from './sink-tables.ts';
import { apply, list, page, regExpExec } from './toolbox.ts';
import { textWords, words } from './words.ts';

type Call = (native: (...args: never) => unknown, self: unknown, args: unknown[]) => unknown;

/** The value that a method is given; of those that put their arguments together, all. */
function givenTo(owner: string, sink: string, args: unknown[], index: number): string {
	const together = owner === 'CookieStore' ? '=' : sink === 'document.write' ? '' : undefined;
	if (together === undefined) {
		if (args.length <= index) return '';
		return CLONES[owner] ? words(args[index]) : textWords(args[index]);
	}
	let text = '';
	for (let i = 0; i < args.length; i++) text += `${i > 0 ? together : ''}${words(args[i])}`;
	return words(text);
}

const watchers: Reached[] = list();
/** How many of them hold something back. */
let holders = 0;
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
		holders++;
		more[0] = holdMore();
		more[1] = inNeighbours((window) => installIn(window, holdMore));
	} else more[0] = watchParsers(watcher);
	return () => {
		if (holds) holders--;
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

/** Watches the sinks of another window as well, for those who watch now; the answer ends it. */
export const watchSinksIn = (window: object, watcher: Reached): (() => void) =>
	installIn(window, () => watchParsers(watcher));

/** What a listener does by the means of another window is its own as well. */
function installIn(window: object, watchMore: () => () => void): () => void {
	realm.window = window;
	try {
		const [end, endMore] = [install(false), watchMore()];
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
			const value = textWords(at(args, 0));
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
			replaceMethod(target, name, (native, self, args) => {
				if (args.length < least) return apply(native, self, args);
				const tell = (): boolean => reached(sink, givenTo(owner, sink, args, index), self, args);
				if (!CLONES[owner] || holders > 0) return tell() ? held(answer) : apply(native, self, args);
				// What cannot be cloned is not looked at.
				const done = apply(native, self, args);
				tell();
				return done;
			}),
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
				const value =
					args.length > 1 ? `${textWords(args[0])}=${textWords(args[1])}` : textWords(at(args, 0));
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
				isCode(at(args, 0)) && reached('timer', textWords(args[0])) ? 0 : apply(native, self, args),
			),
		);
	};
	timer('setTimeout');
	timer('setInterval');
}

/** Objects that are no functions are asked for their text. */
const isCode = (value: unknown): boolean =>
	typeof value === 'string' || (typeof value === 'object' && value !== null);

function held(answer: string): unknown {
	if (answer === 'pending') return pending();
	if (answer === 'idle') return nothing(null);
	return answer === 'null' ? null : undefined;
}
