import type { SinkName } from '../protocol/sink-name.ts';
import { apply, dataOf, page, patchMethod, slice } from './toolbox.ts';

/** Told of each value that reaches a sink; answers whether it is to be held back. */
export type Reached = (sink: SinkName | 'postMessage', value: string) => boolean;

/** Given what ends the watching of one sink. */
export type Keep = (end: () => void) => void;

/** As patchMethod; what the page has put in the place of the stand-in meanwhile stays when it ends. */
export function replaceMethod(...[owner, name, call]: Parameters<typeof patchMethod>): () => void {
	const undo = patchMethod(owner, name, call);
	const standIn = dataOf(owner, name);
	return () => {
		if (dataOf(owner, name) === standIn) undo();
	};
}

/** Longest value that is told. */
const LONGEST = 10_000;

/** Prototype of an interface, where this browser has it. */
export function prototypeOf(name: string): object | undefined {
	const owner = dataOf(page, name);
	const prototype = typeof owner === 'function' ? dataOf(owner, 'prototype') : undefined;
	return typeof prototype === 'object' && prototype !== null ? prototype : undefined;
}

/** A value as text, without asking an object that may answer with page code. */
export function words(value: unknown): string {
	switch (typeof value) {
		case 'string':
			return apply(slice, value, [0, LONGEST]) as string;
		case 'object':
		case 'function':
			return value === null ? 'null' : '[object]';
		case 'symbol':
			return 'symbol';
		default:
			return `${value}`;
	}
}
