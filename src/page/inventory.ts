import { encodeStack, type Stack } from './call-site.ts';
import { type Encode, type Entry as Event, entryJson, type Log } from './log.ts';
import {
	addListener,
	apply,
	functionToString,
	getOwnPropertyDescriptor,
	getPrototypeOf,
	hasOwn,
	list,
	MapCtor,
	mapDelete,
	mapForEach,
	mapGet,
	mapSet,
	mapSize,
	regExpExec,
	setPrototypeOf,
	slice,
	stringify,
	Table,
	WeakRefCtor,
	weakRefDeref,
} from './natives.ts';
import { ownString } from './own-properties.ts';
import type { Target } from './targets.ts';
import { type Unwrapped, unwrap } from './unwrap.ts';

/** Characters of a handler's text that travel with the event; the rest on demand. */
const SOURCE_LIMIT = 20_000;
/** Live listeners kept for a panel that comes later. */
const LISTENERS_KEPT = 10_000;

/** Of addEventListener, as far as they were given. */
export interface ListenerOptions {
	capture: boolean;
	once: boolean;
	passive: boolean | undefined;
	signal: AbortSignal | undefined;
}

/** Those of a handler that is no property of the options: an on-handler's. */
export const NO_OPTIONS = { __proto__: null, capture: false, once: false } as unknown as ListenerOptions;

export interface Registration {
	type: 'message' | 'messageerror';
	how: 'addEventListener' | 'property' | 'attribute';
	callback: object;
	options: ListenerOptions;
	/** Whether the browser holds a stand-in, so that runs and reads are seen. */
	watched: boolean;
	stack: Stack | undefined;
}

/** A live registration. */
export class Entry {
	readonly id: number;
	readonly target: Target;
	readonly type: string;
	readonly how: Registration['how'];
	readonly callback: object;
	readonly capture: boolean;
	readonly once: boolean;
	/** How often it ran while recording. */
	runs = 0;
	constructor(id: number, target: Target, { type, how, callback, options }: Registration) {
		this.id = id;
		this.target = target;
		this.type = type;
		this.how = how;
		this.callback = callback;
		this.capture = options.capture;
		this.once = options.once;
	}
}
setPrototypeOf(Entry.prototype, null);

type Fits = (entry: Entry) => boolean;

type RemovedHow = 'removeEventListener' | 'once' | 'signal' | 'replaced' | 'document-open';

interface Kept {
	event: Event;
	callback: WeakRef<object>;
}

/** All live `message` listeners of the document, in the order in which they were added. */
export class Inventory {
	readonly #log: Log;
	readonly #byTarget = new Table<Target, Entry[]>();
	/** What a later panel is told; holds neither targets nor callbacks alive. */
	readonly #kept = new MapCtor<number, Kept>();
	/** Callbacks that have a `once` registration, whose end must be seen even with nobody recording. */
	readonly #once = new Table<object, true>();
	#last = 0;
	/** Live `once` listeners; a rare sort, so that asking about each callback is rarely needed. */
	onces = 0;

	constructor(log: Log) {
		this.#log = log;
	}

	/** Adds a listener and tells it; undefined for a duplicate, which the browser ignores too. */
	add(target: Target, registration: Registration): Entry | undefined {
		const { type, how, callback, options } = registration;
		let entries = this.#byTarget.get(target);
		if (!entries) {
			entries = list();
			this.#byTarget.set(target, entries);
		}
		if (how === 'addEventListener' && this.find(target, sameAs(type, callback, options.capture)))
			return undefined;
		const id = ++this.#last;
		const entry = new Entry(id, target, registration);
		entries[entries.length] = entry;
		if (options.once) {
			this.#once.set(callback, true);
			this.onces++;
		}
		const encode = describe(id, target, registration);
		const event = this.#log.add(200, encode);
		if ((apply(mapSize, this.#kept, []) as number) < LISTENERS_KEPT) {
			apply(mapSet, this.#kept, [id, { __proto__: null, event, callback: new WeakRefCtor(callback) }]);
		}
		return entry;
	}

	hasOnce(callback: object): boolean {
		return this.#once.get(callback) === true;
	}

	/** The first live registration on a target that fits. */
	find(target: Target, fits: Fits): Entry | undefined {
		const entries = this.#byTarget.get(target);
		if (!entries) return undefined;
		for (let i = 0; i < entries.length; i++) if (fits(entries[i] as Entry)) return entries[i];
		return undefined;
	}

	/** Removes the registrations on a target that fit, and tells how they went. */
	remove(target: Target, removed: RemovedHow, fits: Fits): void {
		const entries = this.#byTarget.get(target);
		if (!entries) return;
		for (let i = entries.length - 1; i >= 0; i--) {
			const entry = entries[i] as Entry;
			if (fits(entry)) this.#removeAt(entries, i, entry, removed);
		}
	}

	removeEntry(entry: Entry, removed: RemovedHow): void {
		this.remove(entry.target, removed, (other) => other === entry);
	}

	removeOnAbort(entry: Entry, signal: AbortSignal): void {
		apply(addListener, signal, [
			'abort',
			() => this.removeEntry(entry, 'signal'),
			{ __proto__: null, once: true },
		]);
	}

	/** Tells the handlers behind a dispatcher again when they are not those told last. */
	refresh({ id, callback, target, type }: Entry): void {
		const told = dispatchers.get(callback);
		if (told === undefined) return;
		const wrapped = encodeWrapped(callback, target, type);
		if (wrapped === told) return;
		this.#log.add(wrapped.length, () => `"listener-unwrapped",${id},${wrapped || '[]'}`);
	}

	/** Every live listener as JSON events, for a panel that was not there when they were added. */
	snapshot(): string {
		let text = '';
		const add = ({ event }: Kept): void => {
			text += `${text && ','}${entryJson(event)}`;
		};
		apply(mapForEach, this.#kept, [add]);
		return text;
	}

	/** The callback of a live listener. */
	callbackOf(id: number): object | undefined {
		const kept = apply(mapGet, this.#kept, [id]) as Kept | undefined;
		return kept && (apply(weakRefDeref, kept.callback, []) as object | undefined);
	}

	/** Full text of a listener's handler; undefined when it is gone. */
	sourceOf(id: number): string | undefined {
		const callback = this.callbackOf(id);
		return callback && textOf(callback);
	}

	#removeAt(entries: Entry[], index: number, { id, once }: Entry, how: RemovedHow): void {
		if (once) this.onces--;
		for (let i = index + 1; i < entries.length; i++) entries[i - 1] = entries[i] as Entry;
		entries.length--;
		apply(mapDelete, this.#kept, [id]);
		this.#log.add(60, () => `"listener-removed",${id},"${how}"`);
	}
}

/** What addEventListener and removeEventListener tell registrations apart by. */
export const sameAs =
	(type: string, callback: object, capture: boolean): Fits =>
	(entry) =>
		entry.type === type &&
		entry.how === 'addEventListener' &&
		entry.callback === callback &&
		entry.capture === capture;

/** The on-handler of a type. */
export const handlerOf =
	(type: string): Fits =>
	(entry) =>
		entry.type === type && entry.how !== 'addEventListener';

const NATIVE_TEXT = /\{\s*\[native code\]\s*\}\s*$/;
/** Text of a bound function, a proxy or a built-in. */
export const isNativeText = (text: string): boolean => apply(regExpExec, NATIVE_TEXT, [text]) !== null;

/** Source text of a callback; of an object its handleEvent method's, when that is plain data. */
function textOf(callback: object): string {
	const fn: unknown = typeof callback === 'function' ? callback : handleEventOf(callback);
	return typeof fn === 'function' ? (apply(functionToString, fn, []) as string) : '';
}

function handleEventOf(callback: object): unknown {
	let link: object | null = callback;
	try {
		for (let i = 0; link && i < 20; i++, link = getPrototypeOf(link)) {
			const descriptor = getOwnPropertyDescriptor(link, 'handleEvent');
			if (descriptor) return hasOwn(descriptor, 'value') ? descriptor.value : undefined;
		}
	} catch {
		// A proxy that refuses, or is revoked: a listener all the same, without a text.
	}
	return undefined;
}

/**
 * Members of the listener-added event. Of a function the text is taken now, so that the function is not held. An object
 * is looked at only when the event is fetched: looking could be noticed, and the browser itself does not look yet.
 */
function describe(id: number, target: Target, registration: Registration): Encode {
	const { type, how, callback, watched, stack } = registration;
	const { capture, once, passive, signal } = registration.options;
	const options = `[${capture},${once},${signal !== undefined},${passive ?? null}]`;
	const head = `"listener-added",${id},${target.json},"${type}","${how}"`;
	const isFunction = typeof callback === 'function';
	const source = isFunction ? textOf(callback) : '';
	const native = isNativeText(source);
	const name = isFunction && !native ? ownString(callback, 'name') : '';
	const reference = new WeakRefCtor(callback);
	return () => {
		const live = apply(weakRefDeref, reference, []) as object | undefined;
		const text = isFunction || !live ? source : textOf(live);
		const wrapped = live && isFunction && !native ? encodeWrapped(live, target, type) : '';
		return (
			`${head},"${isFunction ? 'function' : 'handleEvent'}",${options},${words(text, name)},${encodeStack(stack)},` +
			`${wrapped || null},${watched ? null : '"foreign-realm"'}`
		);
	};
}

/** JSON of the handlers behind a callback; '' when there is no wrapper. */
function encodeWrapped(callback: object, target: Target, type: string): string {
	const found = unwrap(callback, target.id === 0 ? window : undefined, type);
	let json = '';
	for (let i = 0; i < found.length; i++) {
		const { by, handler } = found[i] as Unwrapped;
		const source = apply(slice, textOf(handler), [0, SOURCE_LIMIT]) as string;
		json += `${json && ','}[${stringify(by)},${stringify(source)},${stringify(apply(slice, ownString(handler, 'name'), [0, 200]))}]`;
	}
	if (json) dispatchers.set(callback, `[${json}]`);
	return json && `[${json}]`;
}

/** What was last told of the handlers behind a callback. */
const dispatchers = new Table<object, string>();

function words(source: string, name: string): string {
	const kept = source.length > SOURCE_LIMIT ? apply(slice, source, [0, SOURCE_LIMIT]) : source;
	return `${stringify(kept)},${source.length},${stringify(apply(slice, name, [0, 200]))}`;
}
