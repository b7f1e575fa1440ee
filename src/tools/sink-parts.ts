import type { SinkName } from '../protocol/sink-name.ts';
import { apply, dataOf, page, patchAccessor, redefine, standIn } from './toolbox.ts';

/**
 * Told of each value that reaches a sink, and of a method's call: what it was called on and with. Answers whether it is
 * to be held back.
 */
export type Reached = (
	sink: SinkName | 'postMessage',
	value: string,
	self?: unknown,
	args?: unknown[],
) => boolean;

/** Given what ends the watching of one sink. */
export type Keep = (end: () => void) => void;

type Call = (native: Callable, self: unknown, args: unknown[]) => unknown;
type Callable = Parameters<typeof standIn>[0];

/**
 * Replaces a method by a stand-in whose calls go through `call`; ends as replaceValue does. Where the page has put an
 * accessor in its place, that is left alone: a description of it would be asked for a value that its prototype, which is
 * the page's, may answer.
 */
export function replaceMethod(owner: object, name: string, call: Call): () => void {
	const native = dataOf(owner, name);
	if (typeof native !== 'function') return () => {};
	const apply = (_target: unknown, self: unknown, args: unknown[]): unknown => call(native, self, args);
	return replaceValue(owner, name, standIn(native, { apply }));
}

type Halves = Parameters<typeof patchAccessor>[2];

/** As patchAccessor; where the page has put a value in its place, that is left alone. */
export const replaceHalves = (owner: object, name: string, halves: Halves): (() => void) =>
	dataOf(owner, name) === undefined ? patchAccessor(owner, name, halves) : () => {};

/**
 * Puts another value into a data property, its attributes kept. What the page has put there meanwhile stays when it ends.
 * By assignment where that is possible: what redefines is kept by the hook as long as the document lives, and with it the
 * owner, which may be a window of a frame that is long gone.
 */
export function replaceValue(owner: object, name: string, value: unknown): () => void {
	const before = dataOf(owner, name);
	const isAssigned = assign(owner, name, value);
	const redefined = isAssigned ? undefined : redefine(owner, name, { value: before }, { value });
	return () => {
		if (dataOf(owner, name) !== value) return;
		if (isAssigned) assign(owner, name, before);
		else redefined?.();
	};
}

/** Whether an own data property takes a value that is assigned to it. */
function assign(owner: object, name: string, value: unknown): boolean {
	try {
		(owner as Record<string, unknown>)[name] = value;
	} catch {
		// It cannot be written.
	}
	return dataOf(owner, name) === value;
}

/** Whose interfaces are watched next: the page's own, or those of another window that it can reach. */
export const realm = { __proto__: null as never, window: page as object };

/** Prototype of an interface, where this browser has it. */
export function prototypeOf(name: string): object | undefined {
	const owner = dataOf(realm.window, name);
	const prototype = typeof owner === 'function' ? dataOf(owner, 'prototype') : undefined;
	return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

/**
 * Reads a property as its interface does: undefined of what is none of that, and where the page has put something else
 * there. By this things are told from each other.
 */
export function readerOf(owner: string, name: string): (self: unknown) => unknown {
	const prototype = prototypeOf(owner);
	let read: Callable | undefined;
	const get = (native: Callable): unknown => {
		read = native;
		return native;
	};
	const unpatch = prototype && replaceHalves(prototype, name, { __proto__: null, get } as never);
	try {
		// Our own half answers, and has the native then; where the page has put something else there, it is left alone.
		if ((prototype as Record<string, unknown> | undefined)?.[name] !== read) read = undefined;
	} catch {
		// It is none of this interface's own.
	}
	unpatch?.();
	return (self) => {
		try {
			return read && apply(read, self, []);
		} catch {
			return undefined;
		}
	};
}

/** An argument that was given: beyond these, an array asks its prototype, which is the page's. */
export const at = (args: unknown[], index: number): unknown =>
	index < args.length ? args[index] : undefined;

/** A promise that is never settled: what was held back has not happened, and has not failed. */
// biome-ignore lint/suspicious/noThenProperty: the thenable that never calls back is what makes it pending
export const pending = async () => await ({ __proto__: null, then() {} } as never);
