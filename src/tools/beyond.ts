/**
 * Windows of the page's origin that are not in its tab, a popup or the opener: nobody watches there, so what a listener
 * does by their means is watched from here. The isolated world names those that it meets; those that the page opens
 * meanwhile are seen when it does.
 */
import { replaceMethod } from './sink-parts.ts';
import { apply, bus, dataOf, list, page } from './toolbox.ts';

/** Windows that are known at once, and documents that are watched in them; each costs its page and this one. */
const MOST = 10;
const MOST_REALMS = 50;

interface Beyond {
	window: object;
	/** What every realm has of its own: another one is that of another document. */
	realm: unknown;
	end: (() => void) | undefined;
}

const known: Beyond[] = list();
let watch: ((window: object) => () => void) | undefined;
let realms = 0;

bus.onTarget('beyond', (window) => meet(window));

/** Watches in those that are known and that come; the answer ends it. */
export function watchBeyond(begin: typeof watch): () => void {
	watch = begin;
	const unwatch = replaceMethod(page, 'open', (native, self, args) => {
		const opened = apply(native, self, args);
		if (typeof opened === 'object' && opened !== null) meet(opened);
		return opened;
	});
	renewBeyond();
	return () => {
		unwatch();
		watch = undefined;
		for (let i = 0; i < known.length; i++) leave(known[i] as Beyond);
		known.length = 0;
	};
}

/** Where a window shows another document by now, that one is watched. */
export function renewBeyond(): void {
	for (let i = 0; i < known.length; i++) renew(known[i] as Beyond);
}

function meet(window: object): void {
	if ((window as Window).top === (page as Window).top) return;
	for (let i = 0; i < known.length; i++) if ((known[i] as Beyond).window === window) return;
	const one: Beyond = { __proto__: null, window, realm: undefined, end: undefined } as never;
	if (known.length >= MOST) forgetOldest();
	known[known.length] = one;
	renew(one);
}

function forgetOldest(): void {
	leave(known[0] as Beyond);
	for (let i = 1; i < known.length; i++) known[i - 1] = known[i] as Beyond;
	known.length--;
}

function renew(one: Beyond): void {
	if (!watch) return;
	try {
		const own = dataOf(one.window, 'EventTarget');
		if (own === one.realm || typeof own !== 'function') return;
		leave(one);
		one.realm = own;
		if (++realms <= MOST_REALMS) one.end = watch(one.window);
	} catch {
		// It shows a document of another origin.
		leave(one);
	}
}

function leave(one: Beyond): void {
	try {
		one.end?.();
	} catch {
		// What was put there went with its document.
	}
	one.end = undefined;
	one.realm = undefined;
}
