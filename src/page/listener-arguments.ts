import type { ListenerOptions } from './inventory.ts';
import { apply, type Callable, signalAborted } from './natives.ts';

export const isObject = (value: unknown): value is object =>
	(typeof value === 'object' && value !== null) || typeof value === 'function';

/**
 * The event type as text. Converting an object is done here, so that it is done once; natively, whether `self` is a target
 * at all is checked before: the native itself does so, with nothing to add or remove.
 */
export function typeOf(native: Callable, self: unknown, args: unknown[]): unknown {
	if (args.length > 1 && isObject(args[0])) {
		apply(native, self, ['', null]);
		args[0] = `${args[0] as unknown as string}`;
	}
	return args[0];
}

interface Options extends ListenerOptions {
	forNative: unknown;
	/** An already aborted signal: natively nothing is added. */
	aborted(): boolean;
}

/** Reads the options once, in the order of Web IDL dictionaries, since reading may run page code. */
export function readOptions(options: unknown): Options {
	const read = {
		__proto__: null,
		capture: false,
		once: false,
		passive: undefined,
		signal: undefined,
	} as unknown as Options;
	read.aborted = () => false;
	if (!isObject(options)) {
		read.capture = !!options;
		read.forNative = options;
		return read;
	}
	const source = options as AddEventListenerOptions;
	const native = { __proto__: null } as AddEventListenerOptions;
	const capture = source.capture;
	if (capture !== undefined) native.capture = read.capture = !!capture;
	const once = source.once;
	if (once !== undefined) native.once = read.once = !!once;
	const passive = source.passive;
	if (passive !== undefined) native.passive = read.passive = !!passive;
	const signal = source.signal;
	if (signal !== undefined) {
		native.signal = signal;
		read.signal = signal;
		read.aborted = () => apply(signalAborted, signal, []) as boolean;
	}
	read.forNative = native;
	return read;
}

export const captureOf = (options: unknown): boolean =>
	isObject(options) ? !!(options as EventListenerOptions).capture : !!options;
