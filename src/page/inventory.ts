import type { Stack } from './call-site.ts';
import { describe, wrappedAnew } from './listener-words.ts';
import { type Entry as Event, entryJson, type Log } from './log.ts';
import {
	addListener,
	apply,
	list,
	MapCtor,
	mapDelete,
	mapForEach,
	mapGet,
	mapSet,
	mapSize,
	setPrototypeOf,
	Table,
	WeakRefCtor,
	weakRefDeref,
} from './natives.ts';
import type { Target } from './targets.ts';

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
	how: 'addEventListener' | 'property' | 'attribute' | 'when';
	callback: object;
	options: ListenerOptions;
	/** Whether the browser holds a stand-in, so that runs and reads are seen. */
	watched: boolean;
	stack: Stack | undefined;
}

/** Stands for the callback of on-handlers, of which a target has few, and which are looked for by their type. */
export const HANDLERS = list();

/** A live registration. */
export class Entry {
	readonly id: number;
	readonly target: Target;
	readonly type: string;
	readonly callback: object;
	readonly capture: boolean;
	readonly once: boolean;
	/** What it is found by among the listeners of its target. */
	readonly key: object;
	/** The event that it ran for last, where others with its callback run for it too. */
	declare seen: object | undefined;
	/** How often it ran while recording. */
	runs = 0;
	constructor(id: number, target: Target, { type, how, callback, options }: Registration) {
		this.id = id;
		this.target = target;
		this.type = type;
		this.callback = callback;
		this.key = how === 'addEventListener' || how === 'when' ? callback : HANDLERS;
		this.capture = options.capture;
		this.once = options.once;
	}
}
setPrototypeOf(Entry.prototype, null);

type RemovedHow = 'removeEventListener' | 'once' | 'signal' | 'replaced' | 'document-open';

/**
 * The event of a listener, and its target: not its callback, for in Firefox all callbacks from now on become the slower,
 * the more different objects were once given a WeakRef in one task.
 */
type Kept = [event: Event, target: WeakRef<Target>];

/** All live `message` listeners of the document, in the order in which they were added. */
export class Inventory {
	readonly #log: Log;
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
		if (how === 'addEventListener' && this.find(target, callback, type, options.capture)) return undefined;
		const id = ++this.#last;
		const entry = new Entry(id, target, registration);
		const entries = entriesOf(target, entry.key);
		if (entries) entries[entries.length] = entry;
		else {
			target.registered ??= new MapCtor<object, Entry[]>();
			apply(mapSet, target.registered, [entry.key, list(entry)]);
		}
		if (options.once) {
			this.#once.set(callback, true);
			this.onces++;
		}
		const encode = describe(id, target, registration);
		const event = this.#log.add(200, encode);
		if ((apply(mapSize, this.#kept, []) as number) < LISTENERS_KEPT) {
			apply(mapSet, this.#kept, [id, list<unknown>(event, new WeakRefCtor(target))]);
		}
		return entry;
	}

	hasOnce(callback: object): boolean {
		return this.#once.get(callback) === true;
	}

	/** The live registration with a key on a target, of a type and, where it matters, a phase. */
	find(target: Target, key: object, type: string, capture?: boolean): Entry | undefined {
		const entries = entriesOf(target, key);
		for (let i = 0; entries && i < entries.length; i++) {
			const entry = entries[i] as Entry;
			if (entry.type === type && (capture === undefined || entry.capture === capture)) return entry;
		}
		return undefined;
	}

	/** Removes one that is known by now, or already gone, and tells how it went. */
	removeEntry(entry: Entry | undefined, how: RemovedHow): void {
		const entries = entry && entriesOf(entry.target, entry.key);
		if (!entries) return;
		let kept = 0;
		for (let i = 0; i < entries.length; i++) {
			if (entries[i] !== entry) entries[kept++] = entries[i] as Entry;
			else {
				if (entry.once) this.onces--;
				apply(mapDelete, this.#kept, [entry.id]);
				this.#log.add(60, () => `"listener-removed",${entry.id},"${how}"`);
			}
		}
		entries.length = kept;
		if (kept === 0) apply(mapDelete, entry.target.registered, [entry.key]);
	}

	/** Removes all registrations on a target. */
	removeAll(target: Target, how: RemovedHow): void {
		const end = (entries: Entry[]): void => {
			while (entries.length > 0) this.removeEntry(entries[0], how);
		};
		if (target.registered) apply(mapForEach, target.registered, [end]);
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
		const wrapped = wrappedAnew(callback, target, type);
		if (wrapped !== undefined)
			this.#log.add(wrapped.length, () => `"listener-unwrapped",${id},${wrapped || '[]'}`);
	}

	/** Every live listener as JSON events, for a panel that was not there when they were added. */
	snapshot(): string {
		let text = '';
		const add = (kept: Kept): void => {
			text += `${text && ','}${entryJson(kept[0])}`;
		};
		apply(mapForEach, this.#kept, [add]);
		return text;
	}

	/** The callback of a live listener. */
	callbackOf(id: number): object | undefined {
		const kept = apply(mapGet, this.#kept, [id]) as Kept | undefined;
		const target = kept && (apply(weakRefDeref, kept[1], []) as Target | undefined);
		let found: object | undefined;
		const look = (entries: Entry[]): void => {
			for (let i = 0; i < entries.length; i++) {
				if ((entries[i] as Entry).id === id) found = (entries[i] as Entry).callback;
			}
		};
		if (target) apply(mapForEach, target.registered, [look]);
		return found;
	}
}

/** The live registrations with a key on a target. */
const entriesOf = ({ registered }: Target, key: object): Entry[] | undefined =>
	registered && (apply(mapGet, registered, [key]) as Entry[] | undefined);
