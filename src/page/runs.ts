import { affordStack, encodeStack, type Stack } from './call-site.ts';
import type { Entry, Inventory } from './inventory.ts';
import type { Log } from './log.ts';
import {
	addListener,
	apply,
	type Callable,
	errorEventMessage,
	eventCurrentTarget,
	eventType,
	getOwnPropertyDescriptor,
	list,
	now,
	removeListener,
	stringify,
	Table,
} from './natives.ts';
import { redefine, standIn, watchCalls } from './patch.ts';
import { targetOf } from './targets.ts';

/** Places of reads are taken for a listener's first runs only: a stack costs more than everything else here. */
const RUNS_WITH_SITES = 3;
const SITES_KEPT = 8;

interface Run {
	entry: Entry;
	event: object;
	message: number;
	reads: { name: string; stack: Stack | undefined }[];
	sent: number[];
	frames: number[];
	stopped: boolean;
	threw: string | undefined;
	withSites: boolean;
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
	readonly #messages = new Table<object, number>();
	readonly #runsOf = new Table<Entry, number>();
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
		const descriptor = getOwnPropertyDescriptor(
			Event.prototype,
			'stopImmediatePropagation',
		) as PropertyDescriptor;
		const stop = watchCalls(descriptor.value as Callable, () => {
			if (this.#current) this.#current.stopped = true;
			return undefined;
		});
		redefine(Event.prototype, 'stopImmediatePropagation', descriptor, { value: stop });
	}

	/** While recording, exceptions of listeners are told with their text. */
	record(on: boolean): void {
		apply(on ? addListener : removeListener, window, ['error', this.#noteError, true]);
	}

	/** Joins an event object with the message it was recorded as; a socket's frame by its negative number. */
	remember(event: object, message: number): void {
		this.#messages.set(event, message);
	}

	noteSend(send: number): void {
		const run = this.#current;
		if (run && run.sent.length < 100) run.sent[run.sent.length] = send;
	}

	noteFrame(frame: number): void {
		const run = this.#current;
		if (run && run.frames.length < 100) run.frames[run.frames.length] = frame;
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
	 */
	objectStandIn(callback: object): object {
		const runs = this;
		return {
			__proto__: null,
			get handleEvent(): unknown {
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
			const entry =
				target && this.#inventory.entryOf(target, apply(eventType, event, []) as string, callback);
			if (!entry) return undefined;
			// A tool's call is not the browser's, which keeps the listener.
			if (entry.once && !this.posedAs(event)) this.#inventory.removeEntry(entry, 'once');
			const message = this.#messages.get(event as object);
			if (!this.#log.recording || message === undefined) return undefined;
			this.#inventory.refresh(entry);
			const runs = (this.#runsOf.get(entry) ?? 0) + 1;
			this.#runsOf.set(entry, runs);
			return {
				__proto__: null,
				entry,
				event,
				message,
				reads: list(),
				sent: list(),
				frames: list(),
				stopped: false,
				threw: undefined,
				withSites: runs <= RUNS_WITH_SITES,
			} as unknown as Run;
		} catch {
			// Called by the page itself, with something that is no event.
			return undefined;
		}
	}

	#end(run: Run, duration: number, returned: boolean): void {
		if (!returned) {
			run.threw = 'exception';
			this.#failed = run;
		}
		this.#log.add(150, () => encodeRun(run, duration));
	}

	readonly #noteError = (event: Event): void => {
		const run = this.#failed;
		this.#failed = undefined;
		if (run) run.threw = apply(errorEventMessage, event, []) as string;
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
		const { reads } = run;
		for (let i = 0; i < reads.length; i++) if (reads[i]?.name === name) return;
		const stack = run.withSites && reads.length < SITES_KEPT ? affordStack() : undefined;
		reads[reads.length] = { __proto__: null, name, stack } as unknown as Run['reads'][number];
	}
}

function encodeRun(run: Run, duration: number): string {
	let reads = '';
	for (let i = 0; i < run.reads.length; i++) {
		const { name, stack } = run.reads[i] as Run['reads'][number];
		reads += `${reads && ','}{"name":"${name}"${stack ? `,"site":${encodeStack(stack)}` : ''}}`;
	}
	return (
		`"kind":"listener-ran","listener":${run.entry.id},${run.message > 0 ? `"message":${run.message}` : `"message":0,"frame":${-run.message}`},"reads":[${reads}],"duration":${duration}` +
		(run.threw === undefined ? '' : `,"threw":${stringify(run.threw)}`) +
		(run.stopped ? ',"stopped":true' : '') +
		(run.sent.length > 0 ? `,"sent":${stringify(run.sent)}` : '') +
		(run.frames.length > 0 ? `,"frames":${stringify(run.frames)}` : '')
	);
}
