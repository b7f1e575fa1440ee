/**
 * The handlers behind a library's wrapper. Three ways in which libraries keep the way back, by shape and not by name:
 * a property of the wrapper called `…orig…` that holds a function (error monitors); an object on the window whose
 * `handle` is the registered callback and whose `events[type]` lists the handlers (event dispatchers); an array on the
 * window, named after the event type, of tasks with a `callback` (zones). All read through data properties alone.
 */
import { apply, isArray, list, ownKeys, regExpExec } from './natives.ts';
import { dataOf } from './own-properties.ts';

export interface Unwrapped {
	by: string;
	handler: object;
}

const ORIGINAL = /orig/i;
const DISPATCHER_KEY = /^jQuery\d|__zone_symbol__/;
const MOST = 100;

/** Handlers behind `callback`; dispatchers are known on the window alone. Empty when it is the handler itself. */
export function unwrap(callback: object, onWindow: boolean, type: string): Unwrapped[] {
	const found: Unwrapped[] = list();
	followOriginals(callback, found);
	if (found.length === 0 && onWindow) searchWindow(callback, type, found);
	return found;
}

function followOriginals(callback: object, found: Unwrapped[]): void {
	let current = callback;
	for (let depth = 0; depth < 10 && typeof current === 'function'; depth++) {
		const keys = ownKeys(current);
		let next: object | undefined;
		for (let i = 0; i < keys.length && !next; i++) {
			const key = keys[i] as string | symbol;
			if (typeof key === 'symbol' || apply(regExpExec, ORIGINAL, [key]) === null) continue;
			const value = dataOf(current, key);
			if (typeof value !== 'function' || value === current) continue;
			next = value;
			found[0] = { by: key, handler: value };
		}
		if (!next) return;
		current = next;
	}
}

function searchWindow(callback: object, type: string, found: Unwrapped[]): void {
	const keys = ownKeys(window);
	for (let i = 0; i < keys.length; i++) {
		const key = keys[i] as string | symbol;
		if (typeof key === 'symbol' || apply(regExpExec, DISPATCHER_KEY, [key]) === null) continue;
		const value = dataOf(window, key);
		if (typeof value !== 'object' || value === null) continue;
		if (isArray(value)) {
			if (key === `__zone_symbol__${type}false` || key === `__zone_symbol__${type}true`)
				collect(value, 'callback', key, found);
		} else if (dataOf(value, 'handle') === callback) {
			const events = dataOf(value, 'events');
			const handlers = typeof events === 'object' && events !== null ? dataOf(events, type) : undefined;
			if (isArray(handlers)) collect(handlers, 'handler', key, found);
		}
	}
}

function collect(records: unknown[], field: string, by: string, found: Unwrapped[]): void {
	for (let i = 0; i < records.length && found.length < MOST; i++) {
		const record = dataOf(records, `${i}`);
		const handler = typeof record === 'object' && record !== null ? dataOf(record, field) : undefined;
		if (typeof handler === 'function') found[found.length] = { by, handler };
	}
}
