/** Sinks that run code or load it by other ways than a setter or a method of one element. */
import type { SinkName } from '../protocol/sink-name.ts';
import {
	at,
	type Keep,
	prototypeOf,
	type Reached,
	replaceHalves,
	replaceMethod,
	replaceValue,
} from './sink-parts.ts';
import { apply, construct, dataOf, list, page, standIn } from './toolbox.ts';
import { words } from './words.ts';

/** Methods that put nodes into a document: a script with text of its own runs there. */
const INSERTIONS: [string, string][] = list(
	['Node', 'appendChild'],
	['Node', 'insertBefore'],
	['Node', 'replaceChild'],
	['Element', 'append'],
	['Element', 'prepend'],
	['Element', 'before'],
	['Element', 'after'],
	['Element', 'replaceWith'],
	['Element', 'replaceChildren'],
	['Element', 'insertAdjacentElement'],
	['DocumentFragment', 'append'],
	['DocumentFragment', 'prepend'],
	['DocumentFragment', 'replaceChildren'],
	['Range', 'insertNode'],
	['Range', 'surroundContents'],
) as never;

/** Reads the text of script elements, and of them alone: undefined for all else. */
function scriptTexts(): (node: unknown) => string | undefined {
	const script = prototypeOf('HTMLScriptElement');
	let textOf: ((...args: never) => unknown) | undefined;
	const get = (native: typeof textOf): string => {
		textOf = native;
		return '';
	};
	const unpatch = script && replaceHalves(script, 'text', { __proto__: null, get } as never);
	// Our own half answers, and has the native then; where the page has put something else there, it is left alone.
	if ((script as { text?: unknown } | undefined)?.text !== '') textOf = undefined;
	unpatch?.();
	return (node) => {
		try {
			return textOf ? (apply(textOf, node, []) as string) : undefined;
		} catch {
			return undefined;
		}
	};
}

/** Other ways than its own to give a script a text, by which one that is in the document begins to run. */
const TEXTS: [string, string][] = list(['Node', 'textContent'], ['HTMLElement', 'innerText']) as never;

/** Pages set these all the time: so only where it is held. */
export function holdScriptTexts(reached: Reached, keep: Keep): void {
	const codeOf = scriptTexts();
	for (let i = 0; i < TEXTS.length; i++) {
		const [owner, name] = TEXTS[i] as [string, string];
		const prototype = prototypeOf(owner);
		if (!prototype) continue;
		const set = (native: (...args: never) => unknown, self: unknown, args: unknown[]): unknown => {
			const code = codeOf(self) === undefined ? '' : words(at(args, 0));
			return code && reached('eval', code) ? undefined : apply(native, self, args);
		};
		keep(replaceHalves(prototype, name, { __proto__: null, set } as never));
	}
}

/** What a method gives back that puts something in: what it was given, or nothing. */
function answerOf(owner: string, name: string, args: unknown[]): unknown {
	if (name === 'insertAdjacentElement') return at(args, 1);
	return owner === 'Node' ? at(args, 0) : undefined;
}

/** A held script is not put in; what else was to be put in with it is neither. */
export function watchInsertions(reached: Reached, keep: Keep): void {
	const codeOf = scriptTexts();
	const isHeld = (nodes: unknown[]): boolean => {
		for (let i = 0; i < nodes.length; i++) {
			const code = typeof nodes[i] === 'object' ? codeOf(nodes[i]) : undefined;
			if (code && reached('eval', words(code))) return true;
		}
		return false;
	};
	for (let i = 0; i < INSERTIONS.length; i++) {
		const [owner, name] = INSERTIONS[i] as [string, string];
		const prototype = prototypeOf(owner);
		if (!prototype) continue;
		keep(
			replaceMethod(prototype, name, (native, self, args) =>
				isHeld(args) ? answerOf(owner, name, args) : apply(native, self, args),
			),
		);
	}
}

/** With a stand-in for eval a direct eval becomes an indirect one: so only where it is held. */
export const holdEval = (reached: Reached): (() => void) =>
	replaceMethod(page, 'eval', (native, self, args) =>
		args.length > 0 && typeof args[0] === 'string' && reached('eval', words(args[0]))
			? undefined
			: apply(native, self, args),
	);

/** A prototype's `constructor` stays what the global is. */
export function watchConstructors(reached: Reached, keep: Keep): void {
	for (let i = 0; i < CONSTRUCTORS.length; i++) {
		const [name, sink] = CONSTRUCTORS[i] as (typeof CONSTRUCTORS)[number];
		const native = dataOf(page, name) as Constructor | undefined;
		if (typeof native !== 'function') continue;
		const prototype = dataOf(native, 'prototype') as object;
		const isHeld = (args: unknown[]): boolean => {
			let text = '';
			for (let at = 0; at < args.length; at++) text += `${text && ', '}${words(args[at])}`;
			return reached(sink, text);
		};
		const instead = (): object => (sink === 'Function' ? () => {} : nothing(prototype));
		const value = standIn(native, {
			construct: (_target, args, made) =>
				isHeld(args) ? instead() : (construct(native, args, made) as object),
			// Function makes the same without new; the others refuse that themselves.
			...(sink === 'Function'
				? { apply: (_target, self, args) => (isHeld(args) ? instead() : apply(native, self, args)) }
				: {}),
		});
		keep(replaceValue(page, name, value));
		if (dataOf(prototype, 'constructor') === native) keep(replaceValue(prototype, 'constructor', value));
	}
}

type Constructor = (...args: never) => unknown;

/** Constructors that run code or go to the network by themselves. */
const CONSTRUCTORS: [string, SinkName][] = list(
	['Function', 'Function'],
	['WebSocket', 'WebSocket'],
	['EventSource', 'fetch'],
	['Worker', 'src'],
	['SharedWorker', 'src'],
) as never;

/** Stands for a connection or worker that was held back: it is there, and nothing ever comes of it. */
function nothing(prototype: unknown): object {
	const idle = (): void => {};
	const made = {
		__proto__: prototype as null,
		readyState: 0,
		onopen: null,
		onmessage: null,
		onmessageerror: null,
		onerror: null,
		onclose: null,
		addEventListener: idle,
		removeEventListener: idle,
		send: idle,
		close: idle,
		terminate: idle,
		postMessage: idle,
		start: idle,
	};
	// A shared worker is spoken to through a port of its own.
	return { ...made, __proto__: prototype as null, port: made } as object;
}
