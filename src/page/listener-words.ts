/** What is told of a listener's callback: its text, its name, the handlers behind it. */
import { allowance } from './allowance.ts';
import { encodeStack } from './call-site.ts';
import { beginningOf } from './encoded.ts';
import type { Registration } from './inventory.ts';
import type { Encode } from './log.ts';
import {
	apply,
	functionToString,
	getOwnPropertyDescriptor,
	getPrototypeOf,
	hasOwn,
	regExpExec,
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

const NATIVE_TEXT = /\{\s*\[native code\]\s*\}\s*$/;
/** Text of a bound function, a proxy or a built-in. */
export const isNativeText = (text: string): boolean => apply(regExpExec, NATIVE_TEXT, [text]) !== null;

/** Source text of a callback; of an object its handleEvent method's, when that is plain data. */
export function textOf(callback: object): string {
	const fn: unknown = typeof callback === 'function' ? callback : handleEventOf(callback);
	return typeof fn === 'function' ? (apply(functionToString, fn, []) as string) : '';
}

function handleEventOf(callback: object): unknown {
	let link: object | null = callback;
	try {
		for (let i = 0; link && i < 20; i++, link = getPrototypeOf(link)) {
			const descriptor = getOwnPropertyDescriptor(link, 'handleEvent');
			if (descriptor) return hasOwn(descriptor, 'value') ? descriptor.value : undefined;
		}
	} catch {
		// A proxy that refuses, or is revoked: a listener all the same, without a text.
	}
	return undefined;
}

/**
 * Members of the listener-added event. Of a function the text is taken now, so that the function is not held. An object
 * is looked at only when the event is fetched: looking could be noticed, and the browser itself does not look yet.
 */
export function describe(id: number, target: Target, registration: Registration): Encode {
	const { type, how, callback, watched, stack } = registration;
	const { capture, once, passive, signal } = registration.options;
	const options = `[${capture},${once},${signal !== undefined},${passive ?? null}]`;
	const head = `"listener-added",${id},${target.json},"${type}","${how}"`;
	const isFunction = typeof callback === 'function';
	const source = isFunction ? textOf(callback) : '';
	const native = isNativeText(source);
	const name = isFunction && !native ? ownString(callback, 'name') : '';
	const reference = isFunction && (native || !allowed()) ? undefined : new WeakRefCtor(callback);
	const onWindow = target.id === 0;
	// In a flood what wraps it is looked at now, without its target.
	const early = reference || native ? '' : encodeWrapped(callback, false, type);
	return () => {
		const live = reference && (apply(weakRefDeref, reference, []) as object | undefined);
		const text = !live || isFunction ? source : textOf(live);
		const wrapped = live && isFunction ? encodeWrapped(live, onWindow, type) : early;
		return (
			`${head},"${isFunction ? 'function' : 'handleEvent'}",${options},${words(text, name)},${encodeStack(stack)},` +
			`${wrapped || null},${watched ? null : '"foreign-realm"'}`
		);
	};
}

/** Whether one more callback may get a WeakRef: many made in one task slow a page down in Firefox (see inventory.ts). */
const allowed = allowance();

/** JSON of the handlers behind a callback; '' when there is no wrapper. */
function encodeWrapped(callback: object, onWindow: boolean, type: string): string {
	const found = unwrap(callback, onWindow, type);
	let json = '';
	for (let i = 0; i < found.length; i++) {
		const { by, handler } = found[i] as Unwrapped;
		json += `${json && ','}[${stringify(by)},${beginningOf(textOf(handler), SOURCE_LIMIT)},${beginningOf(ownString(handler, 'name'), 200)}]`;
	}
	if (json) dispatchers.set(callback, `[${json}]`);
	return json && `[${json}]`;
}

/** What was last told of the handlers behind a callback. */
const dispatchers = new Table<object, string>();

/** JSON of the handlers behind a dispatcher, when they are not those told last. */
export function wrappedAnew(callback: object, target: Target, type: string): string | undefined {
	const told = dispatchers.get(callback);
	if (told === undefined) return undefined;
	const wrapped = encodeWrapped(callback, target.id === 0, type);
	return wrapped === told ? undefined : wrapped;
}

const words = (source: string, name: string): string =>
	`${beginningOf(source, SOURCE_LIMIT)},${source.length},${beginningOf(name, 200)}`;
