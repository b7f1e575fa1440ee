import { type ReadonlySignal, signal } from '@preact/signals';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import type { HookEvent } from '../../src/protocol/event.ts';
import { type Failure, failure, failureIn } from '../../src/protocol/failure.ts';
import type { Value } from '../../src/protocol/value.ts';
import { eventOf } from '../../src/session/event-of.ts';
import { mark } from '../../src/session/rows.ts';
import type { Session } from '../../src/session/session.ts';

/** What came of asking a page for a payload. */
export type Fetched = { data: Value; complete: boolean } | Failure;

/** Whole payloads of rows of which only the beginning was recorded, asked of their pages. */
export interface BodyStore {
	/** The payload where it was fetched and is still kept. */
	of(row: number): Value | undefined;
	/** Asks the page, unless it was asked before. */
	load(row: number): Promise<Fetched>;
	/** Fetches a payload for the filter, some time; the row is touched when it came. */
	want(row: number): void;
	/** Payloads that the filter still waits for. */
	waiting: ReadonlySignal<number>;
	/** Rows whose payload could not be had whole: the filter looked at its beginning. */
	unread: ReadonlySignal<number>;
	/** Another filter: what the last one waited for is not fetched any more. */
	forgetWanted(): void;
}

interface Surroundings {
	command(token: string, command: Command): Promise<CommandResult>;
	/** A row's payload came. */
	changed(): void;
}

/** Characters asked for at once, and bytes kept. */
const LIMIT = 4_000_000;
const MOST_KEPT = 48_000_000;
const AT_ONCE = 4;

/** Payloads of one session. */
export function createBodies(session: Session, around: Surroundings): BodyStore {
	const kept = new Map<number, { data: Value; complete: boolean; size: number }>();
	const asked = new Map<number, Promise<Fetched>>();
	const refused = new Set<number>();
	const queue = new Set<number>();
	/** Rows that are being fetched for the present filter; another one has another set. */
	let fetching = new Set<number>();
	const waiting = signal(0);
	const unread = signal(0);
	let keptBytes = 0;
	let running = 0;

	const drop = (row: number): void => {
		keptBytes -= kept.get(row)?.size ?? 0;
		kept.delete(row);
	};
	const keep = (row: number, data: Value, complete: boolean): void => {
		const size = session.holds(row) ? Math.max(0, session.rows.size(row)) : 0;
		drop(row);
		kept.set(row, { data, complete, size });
		keptBytes += size;
		for (const old of kept.keys()) {
			if (keptBytes <= MOST_KEPT || old === row) break;
			drop(old);
		}
	};
	session.timeline.watch({
		merged: () => {},
		pruned(holds) {
			for (const row of kept.keys()) if (!holds(row)) drop(row);
			for (const row of queue) if (!holds(row)) queue.delete(row);
			for (const row of refused) if (!holds(row)) refused.delete(row);
			waiting.value = queue.size + running;
			unread.value = refused.size;
		},
	});
	const ask = async (row: number): Promise<Fetched> => {
		const record = session.holds(row) ? session.documentOf(row) : undefined;
		const address = record && addressOf(eventOf(session, row));
		if (!record || !address || record.endedAt !== undefined) return failure('document-gone');
		const result = await around.command(record.token, { kind: 'get-body', ...address, limit: LIMIT });
		if (result.kind !== 'body') return failureIn(result);
		if (session.holds(row)) keep(row, result.data, result.complete);
		return result;
	};
	const load = (row: number): Promise<Fetched> => {
		const known = kept.get(row);
		if (known) return Promise.resolve(known);
		let promise = asked.get(row);
		if (!promise) {
			promise = ask(row).finally(() => asked.delete(row));
			asked.set(row, promise);
		}
		return promise;
	};
	const next = (): void => {
		for (const row of queue) {
			if (running >= AT_ONCE) break;
			queue.delete(row);
			running++;
			const wanted = fetching.add(row);
			void load(row).then((result) => {
				running--;
				wanted.delete(row);
				if (wanted === fetching && session.holds(row) && !('data' in result && result.complete)) {
					refused.add(row);
					unread.value = refused.size;
				}
				if ('data' in result && session.holds(row)) {
					session.touch(row);
					// A call of a window's postMessage is found by what was delivered for it.
					const send = session.rows.peer(row);
					if (send !== undefined && session.holds(send)) session.touch(send);
					around.changed();
				}
				next();
			});
		}
		waiting.value = queue.size + running;
	};
	return {
		of: (row) => kept.get(row)?.data,
		load,
		want(row) {
			if (kept.get(row)?.complete || queue.has(row) || fetching.has(row) || refused.has(row)) return;
			queue.add(row);
			// Asked while the rows are being looked at: what is drawn must not change before that is done.
			if (queue.size === 1) queueMicrotask(next);
		},
		waiting,
		unread,
		forgetWanted() {
			queue.clear();
			fetching = new Set();
			refused.clear();
			waiting.value = running;
			unread.value = 0;
		},
	};
}

/** Whether only the beginning of a row's payload was recorded. */
export function isPartial(session: Session, row: number): boolean {
	const { rows } = session;
	const kind = rows.kind(row);
	const hasPayload = kind === 'message' || kind === 'send' || kind === 'frame';
	return hasPayload && (rows.marks(row) & (mark.incomplete | mark.emptied)) === mark.incomplete;
}

type Address = { of: 'message' | 'sent' | 'frame'; id: number };

function addressOf(event: HookEvent | undefined): Address | undefined {
	switch (event?.kind) {
		case 'message':
			return { of: 'message', id: event.message };
		case 'sent':
			return { of: 'sent', id: event.send };
		case 'socket-frame':
			return { of: 'frame', id: event.frame };
		default:
			return undefined;
	}
}
