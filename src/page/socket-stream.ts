/**
 * WebSocketStream (Chromium): its life, beside the constructor and close() that websocket.ts patches.
 *
 * Leaves alone: its streams. What pages pipe passes no method, and a second branch of a stream would undo its
 * backpressure, so frames are left to the browser's own log. Who closed it is not known: a writer may have.
 * A page could notice that `opened` and `closed` are settled for us first, by a getter of Promise's species alone.
 */
import { apply, type Callable, getterOf, optional, promiseThen, stringify } from './natives.ts';
import { dataOf } from './own-properties.ts';
import { slot } from './slots.ts';
import type { SocketInventory } from './socket-inventory.ts';

export const STREAM = 'WebSocketStream';
export const streamPrototype = optional(STREAM)?.prototype;
const native = streamPrototype ?? {};
export const streamUrl = getterOf(native, 'url') as Callable;
const openedOf = getterOf(native, 'opened') as Callable;
const closedOf = getterOf(native, 'closed') as Callable;
const failure = optional('WebSocketError')?.prototype ?? {};
const failureCode = getterOf(failure, 'closeCode');
const failureReason = getterOf(failure, 'reason');

/** Tells when a stream's socket opens and how it ends. */
export function followStream(id: number, stream: object, inventory: SocketInventory): void {
	const follow = (of: Callable, done: (how: object) => void, failed: (error: object) => void): void => {
		apply(promiseThen, apply(of, stream, []), [done, failed]);
	};
	const closed = (code: unknown, reason: unknown, wasClean: boolean): void =>
		inventory.closed(
			id,
			() =>
				`"socket-closed",${id},${(code as number) ?? (wasClean ? 1005 : 1006)},${stringify(reason ?? '')},${wasClean},"${wasClean ? 'unknown' : 'browser'}"`,
		);
	follow(
		openedOf,
		(how) =>
			inventory.opened(
				id,
				() =>
					`"socket-opened",${id},${stringify(dataOf(how, 'protocol'))},${stringify(dataOf(how, 'extensions'))}`,
			),
		() => {},
	);
	follow(
		closedOf,
		(how) => closed(dataOf(how, 'closeCode'), dataOf(how, 'reason'), true),
		(error) => closed(slot(failureCode, error), slot(failureReason, error), false),
	);
}
