import type { SinkName } from '../protocol/sink-name.ts';
import { dataOf, page, patchAccessor, patchMethod, redefine } from './toolbox.ts';

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

/**
 * As patchMethod; what the page has put in the place of the stand-in meanwhile stays when it ends. A page may have put
 * an accessor there, whose description would be asked for a value that its prototype, which is the page's, may answer.
 */
export const replaceMethod = (...[owner, name, call]: Parameters<typeof patchMethod>): (() => void) =>
	typeof dataOf(owner, name) === 'function'
		? unlessReplaced(owner, name, patchMethod(owner, name, call))
		: () => {};

type Halves = Parameters<typeof patchAccessor>[2];

/** As patchAccessor; where the page has put a value in its place, that is left alone. */
export const replaceHalves = (owner: object, name: string, halves: Halves): (() => void) =>
	dataOf(owner, name) === undefined ? patchAccessor(owner, name, halves) : () => {};

/** Puts another value into a data property, its attributes kept; ends as replaceMethod does. */
export const replaceValue = (owner: object, name: string, value: unknown): (() => void) =>
	unlessReplaced(owner, name, redefine(owner, name, { value: dataOf(owner, name) }, { value }));

function unlessReplaced(owner: object, name: string, undo: () => void): () => void {
	const put = dataOf(owner, name);
	return () => {
		if (dataOf(owner, name) === put) undo();
	};
}

/** Prototype of an interface, where this browser has it. */
export function prototypeOf(name: string): object | undefined {
	const owner = dataOf(page, name);
	const prototype = typeof owner === 'function' ? dataOf(owner, 'prototype') : undefined;
	return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

/** A promise that is never settled: what was held back has not happened, and has not failed. */
// biome-ignore lint/suspicious/noThenProperty: the thenable that never calls back is what makes it pending
export const pending = async () => await ({ __proto__: null, then() {} } as never);
