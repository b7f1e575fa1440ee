/**
 * What a listener leaves for later: functions that it gives to timers and frames of animation, and bare signals by which
 * schedulers come back to themselves. What comes of these is the listener's, also where it carries nothing of the message.
 */
import { type Keep, prototypeOf, replaceMethod } from './sink-parts.ts';
import {
	apply,
	list,
	MapCtor,
	mapDelete,
	mapSet,
	messageData,
	page,
	runs,
	standIn,
	targetOf,
} from './toolbox.ts';

type Call = (...args: never) => unknown;

/** Runs something as the one who left it. */
export type GoOn = (call: () => unknown) => unknown;

/** Timers that were set and are still to come. */
export class Waiting {
	readonly #ids = new MapCtor<unknown, true>();
	count = 0;

	add(kind: string, id: unknown): void {
		if (typeof id !== 'number') return;
		apply(mapSet, this.#ids, [`${kind}${id}`, true]);
		this.count++;
	}

	remove(kind: string, id: unknown): void {
		if (typeof id === 'number' && apply(mapDelete, this.#ids, [`${kind}${id}`])) this.count--;
	}
}

/** One whose functions for later are followed. */
export interface Leaver {
	/** Runs what is left now; undefined: nobody runs who is to be followed. */
	goOn(): GoOn | undefined;
	waiting: Waiting;
	/** Whether listeners of this type, which the page is to keep, must not be taken away now. */
	keepsListeners(type: unknown): boolean;
}

let leaver: (() => Leaver) | undefined;
/** Says who leaves what is left from now on. */
export const follow = (next: typeof leaver): void => {
	leaver = next;
};

/** Whether there may be one now. */
export const isFollowed = (): boolean => leaver !== undefined;

/** Calls that leave a function for later, and those that take one back: kinds count their ids by themselves. */
const TIMERS: [set: string, clear: string, repeats: boolean, kind: string][] = list(
	['setTimeout', 'clearTimeout', false, 'timer'],
	['setInterval', 'clearInterval', true, 'timer'],
	['requestAnimationFrame', 'cancelAnimationFrame', false, 'frame'],
	['requestIdleCallback', 'cancelIdleCallback', false, 'idle'],
	['postTask', '', false, 'task'],
) as never;

/** Takes note of what is left for later, as long as sinks are watched. */
export function watchLater(keep: Keep): void {
	for (let i = 0; i < TIMERS.length; i++) {
		const [set, clear, repeats, kind] = TIMERS[i] as (typeof TIMERS)[number];
		const owner = kind === 'task' ? prototypeOf('Scheduler') : page;
		if (!owner) continue;
		keep(
			replaceMethod(owner, set, (native, self, args) => {
				const by = leaver?.();
				const goOn = args.length > 0 && typeof args[0] === 'function' ? by?.goOn() : undefined;
				if (!by || !goOn) return apply(native, self, args);
				const left = args[0] as Call;
				let id: unknown;
				args[0] = standIn(left, {
					apply: (_target, own, given) => {
						if (!repeats) by.waiting.remove(kind, id);
						return goOn(() => apply(left, own, given));
					},
				});
				id = apply(native, self, args);
				by.waiting.add(kind, id);
				return id;
			}),
		);
		keep(
			replaceMethod(page, clear, (native, self, args) => {
				if (args.length > 0) leaver?.().waiting.remove(kind, args[0]);
				return apply(native, self, args);
			}),
		);
	}
	keep(watchSignals());
	const targets = prototypeOf('EventTarget');
	if (!targets) return;
	keep(
		replaceMethod(targets, 'removeEventListener', (native, self, args) =>
			args.length > 0 && leaver?.().keepsListeners(args[0]) ? undefined : apply(native, self, args),
		),
	);
}

/** How to go on with signals that have been sent and have not come back, the first first. */
const signals: GoOn[] = list();
const MOST_SIGNALS = 50;

/**
 * Whether a port's message says nothing but that something is to be done: no text, no object. Schedulers (React's, for
 * one) live by these, and one that is never called again draws nothing any more.
 */
export const isSignal = (port: unknown, args: unknown[]): boolean =>
	args.length === 1 && isBare(args[0]) && targetOf(port)?.kind === 'port';

export function noteSignal(goOn: GoOn): void {
	if (signals.length < MOST_SIGNALS) signals[signals.length] = goOn;
}

const isBare = (value: unknown): boolean =>
	value === null || typeof value === 'undefined' || typeof value === 'number' || typeof value === 'boolean';

/** The listener that gets a signal goes on with what its sender left. */
function watchSignals(): () => void {
	const { run } = runs;
	const watched: typeof run = (called, fn, self, args) => {
		const call = (): unknown => apply(run, runs, [called, fn, self, args]);
		const goOn = signals.length > 0 && isBack(self, args) ? signals[0] : undefined;
		if (!goOn) return call();
		for (let i = 1; i < signals.length; i++) signals[i - 1] = signals[i] as GoOn;
		signals.length--;
		return goOn(call);
	};
	runs.run = watched;
	return () => {
		signals.length = 0;
		if (runs.run === watched) runs.run = run;
	};
}

function isBack(self: unknown, args: unknown[]): boolean {
	try {
		return targetOf(self)?.kind === 'port' && isBare(apply(messageData, args[0], []));
	} catch {
		return false;
	}
}
