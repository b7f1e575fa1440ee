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

export interface Registration {
	type: 'message' | 'messageerror';
	how: 'addEventListener' | 'property' | 'attribute';
	callback: object;
	capture: boolean;
	once: boolean;
	passive: boolean | undefined;
	signal: boolean;
	/** Whether the browser holds a stand-in, so that runs and reads are seen. */
	watched: boolean;
	stack: Stack | undefined;
}

export interface Entry {
	id: number;
	target: Target;
	type: string;
	how: Registration['how'];
	callback: object;
	capture: boolean;
	once: boolean;
}

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
		const { type, how, callback, capture, once } = registration;
		let entries = this.#byTarget.get(target);
		if (!entries) {
			entries = list();
			this.#byTarget.set(target, entries);
		}
		if (how === 'addEventListener' && find(entries, type, how, callback, capture) >= 0) return undefined;
		const id = ++this.#last;
		const entry = { __proto__: null, id, target, type, how, callback, capture, once } as Entry;
		entries[entries.length] = entry;
		if (once) {
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

	/** The live registration that calls this callback for this event type on this target. */
	entryOf(target: Target, type: string, callback: object): Entry | undefined {
		const entries = this.#byTarget.get(target);
		if (!entries) return undefined;
		for (let i = 0; i < entries.length; i++) {
			const entry = entries[i] as Entry;
			if (entry.type === type && entry.callback === callback) return entry;
		}
		return undefined;
	}

	removeCallback(target: Target, type: string, callback: object, capture: boolean, how: RemovedHow): void {
		const entries = this.#byTarget.get(target);
		if (entries) this.#removeAt(entries, find(entries, type, 'addEventListener', callback, capture), how);
	}

	removeEntry(entry: Entry, how: RemovedHow): void {
		const entries = this.#byTarget.get(entry.target);
		if (!entries) return;
		for (let i = 0; i < entries.length; i++) {
			if (entries[i] !== entry) continue;
			this.#removeAt(entries, i, how);
			return;
		}
	}

	removeProperty(target: Target, type: string, how: RemovedHow): void {
		const entries = this.#byTarget.get(target);
		if (!entries) return;
		for (let i = entries.length - 1; i >= 0; i--) {
			const entry = entries[i] as Entry;
			if (entry.type === type && entry.how !== 'addEventListener') this.#removeAt(entries, i, how);
		}
	}

	/** document.open() erases every listener of the window (DOM, "erase all event and mutation event listeners"). */
	removeAll(target: Target, how: RemovedHow): void {
		const entries = this.#byTarget.get(target);
		while (entries && entries.length > 0) this.#removeAt(entries, entries.length - 1, how);
	}

	removeOnAbort(entry: Entry, signal: AbortSignal): void {
		apply(addListener, signal, [
			'abort',
			() => this.removeEntry(entry, 'signal'),
			{ __proto__: null, once: true },
		]);
	}

	/** The on-handler known for a target and type. */
	propertyOf(target: Target, type: string): Entry | undefined {
		const entries = this.#byTarget.get(target);
		if (!entries) return undefined;
		for (let i = 0; i < entries.length; i++) {
			const entry = entries[i] as Entry;
			if (entry.type === type && entry.how !== 'addEventListener') return entry;
		}
		return undefined;
	}

	/** Tells the handlers behind a dispatcher again when they are not those told last. */
	refresh({ id, callback, target, type }: Entry): void {
		const told = dispatchers.get(callback);
		if (told === undefined) return;
		const wrapped = encodeWrapped(callback, target, type);
		if (wrapped === told) return;
		this.#log.add(
			wrapped.length,
			() => `"kind":"listener-unwrapped","listener":${id},"wrapped":${wrapped || '[]'}`,
		);
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

	#removeAt(entries: Entry[], index: number, how: RemovedHow): void {
		if (index < 0) return;
		const { id, once } = entries[index] as Entry;
		if (once) this.onces--;
		for (let i = index + 1; i < entries.length; i++) entries[i - 1] = entries[i] as Entry;
		entries.length--;
		apply(mapDelete, this.#kept, [id]);
		this.#log.add(60, () => `"kind":"listener-removed","listener":${id},"how":"${how}"`);
	}
}

function find(entries: Entry[], type: string, how: Entry['how'], callback: object, capture: boolean): number {
	for (let i = 0; i < entries.length; i++) {
		const entry = entries[i] as Entry;
		if (entry.type === type && entry.how === how && entry.callback === callback && entry.capture === capture)
			return i;
	}
	return -1;
}

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
	for (let i = 0; link && i < 20; i++, link = getPrototypeOf(link)) {
		const descriptor = getOwnPropertyDescriptor(link, 'handleEvent');
		if (descriptor) return hasOwn(descriptor, 'value') ? descriptor.value : undefined;
	}
	return undefined;
}

/**
 * Members of the listener-added event. Of a function the text is taken now, so that the function is not held. An object
 * is looked at only when the event is fetched: looking could be noticed, and the browser itself does not look yet.
 */
function describe(id: number, target: Target, registration: Registration): Encode {
	const { type, how, callback, capture, once, passive, signal, watched, stack } = registration;
	const head =
		`"kind":"listener-added","listener":${id},"target":${target.json},"type":"${type}","how":"${how}",` +
		`"options":{"capture":${capture},"once":${once},"signal":${signal}${passive === undefined ? '' : `,"passive":${passive}`}}`;
	const tail = watched ? '' : ',"unwatched":"foreign-realm"';
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
			`${head},"callback":"${isFunction ? 'function' : 'handleEvent'}",${words(text, name)},"stack":${encodeStack(stack)}` +
			`${wrapped && `,"wrapped":${wrapped}`}${tail}`
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
		json += `${json && ','}{"by":${stringify(by)},"source":${stringify(source)},"name":${stringify(apply(slice, ownString(handler, 'name'), [0, 200]))}}`;
	}
	if (json) dispatchers.set(callback, `[${json}]`);
	return json && `[${json}]`;
}

/** What was last told of the handlers behind a callback. */
const dispatchers = new Table<object, string>();

function words(source: string, name: string): string {
	const kept = source.length > SOURCE_LIMIT ? apply(slice, source, [0, SOURCE_LIMIT]) : source;
	return `"source":${stringify(kept)},"sourceLength":${source.length},"name":${stringify(apply(slice, name, [0, 200]))}`;
}
