import { type ReadonlySignal, signal } from '@preact/signals';
import type { Value } from '../../../src/protocol/value.ts';
import { mark } from '../../../src/session/marks.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import type { Payload } from './payload.ts';
import type { ActProblem } from './problem.ts';

/** A conversation being made again on a socket. */
export interface Replay {
	/** Indexes of sockets. */
	from: number;
	to: number;
	done: number;
	total: number;
	state: 'running' | 'done' | 'stopped';
	problem?: ActProblem;
}

export interface ReplayOptions {
	/** Also delivers to the page what it received. */
	withReceived: boolean;
	/** Keeps the pauses between the frames. */
	timed: boolean;
}

export interface ReplayStore {
	/** The one under way, or the last. */
	now: ReadonlySignal<Replay | undefined>;
	/** Rows that a replay would make again, oldest first. */
	rowsOf(socket: SocketRecord, options: ReplayOptions): number[];
	/** Resolves when it is over; one is under way at a time. */
	start(from: SocketRecord, to: SocketRecord, options: ReplayOptions): Promise<void>;
	stop(): void;
}

interface Surroundings {
	session: Session;
	/** The whole payload of a recorded frame. */
	payloadOfRow(row: number): Promise<Payload>;
	send(socket: SocketRecord, data: Value, direction: 'in' | 'out'): Promise<ActProblem | undefined>;
	now(): number;
	wait(run: () => void, ms: number): void;
}

/** Makes recorded conversations again. */
export function createReplay({ session, payloadOfRow, send, now, wait }: Surroundings): ReplayStore {
	const state = signal<Replay | undefined>(undefined);
	/** Of the replay under way; another one, or none, ends its run. */
	let turn = 0;
	let wake: (() => void) | undefined;

	const pause = (ms: number): Promise<void> =>
		new Promise((resolve) => {
			wake = resolve;
			wait(resolve, ms);
		});
	const again = async (row: number, to: SocketRecord): Promise<ActProblem | undefined> => {
		const payload = await payloadOfRow(row);
		return payload.problem ?? send(to, payload.data, session.rows.direction(row) === 'in' ? 'in' : 'out');
	};
	const rowsOf = ({ frames }: SocketRecord, { withReceived }: ReplayOptions): number[] =>
		frames.filter((row) => {
			if (!session.holds(row) || (!withReceived && session.rows.direction(row) === 'in')) return false;
			// What a rule stopped did not pass; what went in its place is a frame of its own.
			return (session.rows.marks(row) & (mark.ruled | mark.undelivered)) === 0;
		});

	return {
		now: state,
		rowsOf,
		async start(from, to, options) {
			const rows = rowsOf(from, options);
			const mine = ++turn;
			const tell = (done: number, over: Partial<Replay> = {}): void => {
				const base = { from: from.index, to: to.index, total: rows.length, state: 'running' } as const;
				state.value = { ...base, done, ...over };
			};
			const first = rows[0];
			const begun = first === undefined ? 0 : session.rows.time(first);
			// Read before frames are given up for newer ones.
			const times = rows.map((row) => session.rows.time(row) - begun);
			const start = now();
			tell(0);
			for (const [done, row] of rows.entries()) {
				const left = options.timed ? (times[done] ?? 0) - (now() - start) : 0;
				if (left > 0) await pause(left);
				if (turn !== mine) return;
				const problem = await again(row, to);
				if (turn !== mine) return;
				if (problem) {
					tell(done, { state: 'stopped', problem });
					return;
				}
				tell(done + 1);
			}
			tell(rows.length, { state: 'done' });
		},
		stop() {
			turn++;
			wake?.();
			const under = state.peek();
			if (under?.state === 'running') state.value = { ...under, state: 'stopped' };
		},
	};
}
