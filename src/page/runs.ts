import { affordStack, encodeStack } from './call-site.ts';
import { beginningOf } from './encoded.ts';
import { IS_FIREFOX } from './engine.ts';
import { type Entry, HANDLERS, type Inventory } from './inventory.ts';
import type { Log } from './log.ts';
import {
	addListener,
	apply,
	type Callable,
	errorColumn,
	errorFile,
	errorLine,
	errorMessage,
	eventCurrentTarget,
	eventPhase,
	eventType,
	getOwnPropertyDescriptor,
	includes,
	isArray,
	list,
	now,
	removeListener,
	setPrototypeOf,
	stringify,
	Table,
} from './natives.ts';
import { redefine, standIn, watchCalls, watchMethod } from './patch.ts';
import { type Target, targetOf } from './targets.ts';

/** Places of reads are taken for a listener's first runs only: a stack costs more than everything else here. */
const RUNS_WITH_SITES = 3;

/** Characters of an exception's text and address: one more than the guard lets through, which counts what it cuts. */
const LONGEST = 100_001;

/** A call of a listener; the lists are made when there is something for them. */
class Run {
	readonly entry: Entry;
	readonly event: object;
	readonly message: number;
	readonly withSites: boolean;
	/** Rows of the members read, in the order of their first reads. */
	reads = '';
	sent: number[] | undefined;
	frames: number[] | undefined;
	stopped = false;
	/** JSON of what was thrown and where, as the browser reports it. */
	threw: string | undefined;
	constructor(entry: Entry, event: object, message: number, withSites: boolean) {
		this.entry = entry;
		this.event = event;
		this.message = message;
		this.withSites = withSites;
	}
}
setPrototypeOf(Run.prototype, null);

/** Asks a proxy nothing: only whether it is still one of something. */
function isRevoked(object: object): boolean {
	try {
		isArray(object);
		return false;
	} catch {
		return true;
	}
}

type ReadName = 'data' | 'origin' | 'source' | 'ports';

/** An event that a tool delivers, and what it answers instead of its own. */
export interface Posed extends Record<ReadName, unknown> {
	event: object;
}

/** Watches listeners while they run: which parts of the event they read and in which order, what they sent, how they ended. */
export class Runs {
	readonly #log: Log;
	readonly #inventory: Inventory;
	/** The event recorded last, and as what. */
	#event: object | undefined;
	#message = 0;
	/** Events recorded before it whose delivery goes on when its own is over. */
	readonly #outer = new Table<object, number>();
	#current: Run | undefined;
	/** The event that a tool delivers now; set by tools alone. */
	posed: Posed | undefined;
	/** What window.postMessage does instead of sending, while a tool keeps sends back; set by tools alone. */
	instead: ((target: Callable, self: unknown, args: unknown[]) => unknown) | undefined;
	#failed: Run | undefined;

	constructor(log: Log, inventory: Inventory) {
		this.#log = log;
		this.#inventory = inventory;
	}

	install(): void {
		this.#watchRead('data');
		this.#watchRead('origin');
		this.#watchRead('source');
		this.#watchRead('ports');
		watchMethod(Event.prototype, 'stopImmediatePropagation', () => {
			if (this.#current) this.#current.stopped = true;
			return undefined;
		});
	}

	/** While recording, exceptions of listeners are told with their text and place. */
	record(on: boolean): void {
		apply(on ? addListener : removeListener, window, ['error', this.#noteError, true]);
		this.#event = undefined;
	}

	/** Joins an event object with the message it was recorded as; a socket's frame by its negative number. */
	remember(event: object, message: number): void {
		const outer = this.#event;
		if (outer && apply(eventPhase, outer, []) !== 0) this.#outer.set(outer, this.#message);
		this.#event = event;
		this.#message = message;
	}

	noteSend(send: number): void {
		if (this.#current) this.#current.sent = with100(this.#current.sent, send);
	}

	noteFrame(frame: number): void {
		if (this.#current) this.#current.frames = with100(this.#current.frames, frame);
	}

	/** What a tool makes of this event, if it is one of a tool's. */
	posedAs(event: unknown): Posed | undefined {
		return this.posed && this.posed.event === event ? this.posed : undefined;
	}

	/** The trap for the next call of a callback, or undefined: then the browser calls the callback itself. */
	trapFor(callback: object): ((target: Callable, self: unknown, args: unknown[]) => unknown) | undefined {
		return this.#log.recording || (this.#inventory.onces > 0 && this.#inventory.hasOnce(callback))
			? this.#trap
			: undefined;
	}

	/**
	 * Stands for an object with a handleEvent method. The browser asks it for the method at each call, as it would ask the
	 * object (Web IDL, "call a user object's operation"); what is not callable goes back as it is, to fail natively.
	 * A revoked proxy fails in Firefox, and is passed over by Chromium.
	 */
	objectStandIn(callback: object): object {
		const runs = this;
		return {
			__proto__: null,
			get handleEvent(): unknown {
				if (!IS_FIREFOX && isRevoked(callback)) return () => {};
				const handle: unknown = (callback as { handleEvent: unknown }).handleEvent;
				if (typeof handle !== 'function') return handle;
				return standIn(handle, {
					apply: (_target, _self, args) => runs.run(callback, handle, callback, args),
				});
			},
		};
	}

	readonly #trap = (callback: Callable, self: unknown, args: unknown[]): unknown =>
		this.run(callback, callback, self, args);

	/** Calls a callback and watches it. Tools may stand in for this and for trapFor. */
	run(callback: object, fn: Callable, self: unknown, args: unknown[]): unknown {
		const run = args.length > 0 ? this.#begin(callback, args[0]) : undefined;
		if (!run) return apply(fn, self, args);
		const before = this.#current;
		const start = now();
		let returned = false;
		this.#current = run;
		// No catch: rethrowing would move the place of the error that window.onerror reports.
		try {
			const result = apply(fn, self, args);
			returned = true;
			return result;
		} finally {
			this.#current = before;
			this.#end(run, now() - start, returned);
		}
	}

	#begin(callback: object, event: unknown): Run | undefined {
		try {
			const target = targetOf(apply(eventCurrentTarget, event, []));
			const type = apply(eventType, event, []) as string;
			const entry = target && this.#entryOf(target, callback, type, event as object);
			if (!entry) return undefined;
			// A tool's call is not the browser's, which keeps the listener.
			if (entry.once && !this.posedAs(event)) this.#inventory.removeEntry(entry, 'once');
			const message = event === this.#event ? this.#message : this.#outer.get(event as object);
			if (!this.#log.recording || message === undefined) return undefined;
			this.#inventory.refresh(entry);
			return new Run(entry, event as object, message, ++entry.runs <= RUNS_WITH_SITES);
		} catch {
			// Called by the page itself, with something that is no event.
			return undefined;
		}
	}

	/** A callback can be several listeners of a target: each runs once for an event, those that capture first. */
	#entryOf(target: Target, callback: object, type: string, event: object): Entry | undefined {
		let found: Entry | undefined;
		for (let i = 0; i < 3; i++) {
			const entry = this.#inventory.find(target, i > 1 ? HANDLERS : callback, type, i < 1);
			if (entry?.callback !== callback) continue;
			if (found && found.seen !== event) {
				found.seen = event;
				break;
			}
			found = entry;
		}
		return found;
	}

	#end(run: Run, duration: number, returned: boolean): void {
		if (!returned) {
			run.threw = '"exception"';
			this.#failed = run;
		}
		this.#log.add(150, () => encodeRun(run, duration));
	}

	readonly #noteError = (event: Event): void => {
		const run = this.#failed;
		this.#failed = undefined;
		const ask = (getter: Callable): unknown => apply(getter, event, []);
		const text = (getter: Callable): string => beginningOf(ask(getter) as string, LONGEST);
		if (run) run.threw = `${text(errorMessage)},[${text(errorFile)},${ask(errorLine)},${ask(errorColumn)}]`;
	};

	#watchRead(name: ReadName): void {
		const descriptor = getOwnPropertyDescriptor(MessageEvent.prototype, name) as PropertyDescriptor;
		const native = descriptor.get as Callable;
		const trap = (_target: Callable, self: unknown, args: unknown[]): unknown => {
			const run = this.#current;
			if (run && run.event === self) this.#noteRead(run, name);
			const posed = this.posedAs(self);
			return posed ? posed[name] : apply(native, self, args);
		};
		const get = watchCalls(native, () => (this.#current || this.posed ? trap : undefined)) as () => unknown;
		redefine(MessageEvent.prototype, name, descriptor, { get, set: descriptor.set as () => void });
	}

	#noteRead(run: Run, name: ReadName): void {
		const read = `["${name}"`;
		if (apply(includes, run.reads, [read])) return;
		const site = run.withSites ? `,${encodeStack(affordStack())}` : '';
		run.reads += `${run.reads && ','}${read}${site}]`;
	}
}

/** A list with one more item, up to a hundred. */
function with100(items: number[] | undefined, item: number): number[] {
	const some = items ?? list<number>();
	if (some.length < 100) some[some.length] = item;
	return some;
}

function encodeRun(run: Run, duration: number): string {
	const { entry, message, reads, threw, stopped, sent, frames } = run;
	return (
		`"listener-ran",${entry.id},${message > 0 ? message : 0},[${reads}],${message < 0 ? -message : null},${duration},` +
		`${stopped ? true : null},${sent ? stringify(sent) : null},${frames ? stringify(frames) : null},${threw ?? null}`
	);
}
