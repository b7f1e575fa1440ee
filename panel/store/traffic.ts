import type { Session } from '../../src/session/session.ts';
import type { SocketRecord } from '../../src/session/socket-record.ts';
import { positionFrom } from './frame-order.ts';

/** Frames and bytes of a socket over the time from its first to its last frame, in spans of equal length. */
export interface Curve {
	/** ms since the epoch. */
	from: number;
	/** ms that one span stands for. */
	span: number;
	frames: number[];
	bytes: number[];
}

export interface TrafficStore {
	/** The curve of what was recorded of a socket. */
	of(socket: SocketRecord): Curve;
}

const MOST_SPANS = 60;
const FIRST_SPAN = 50;

interface State {
	frames: readonly number[];
	last: number;
	curve: Curve;
}

/** Curves of all sockets; each frame is looked at once. */
export function createTraffic({ rows }: Session): TrafficStore {
	const states = new WeakMap<SocketRecord, State>();
	return {
		of(socket) {
			let state = states.get(socket);
			// The list is another one when the session was cleared.
			if (!state || state.frames !== socket.frames) {
				state = { frames: socket.frames, last: -1, curve: newCurve() };
				states.set(socket, state);
			}
			for (let at = positionFrom(socket.frames, state.last + 1); at < socket.frames.length; at++) {
				const row = socket.frames[at] as number;
				state.last = row;
				if (rows.has(row)) addTo(state.curve, rows.time(row), Math.max(0, rows.size(row)));
			}
			return state.curve;
		},
	};
}

export function newCurve(): Curve {
	return { from: 0, span: FIRST_SPAN, frames: [], bytes: [] };
}

/** Adds a frame; spans are joined two by two when they become too many. */
export function addTo(curve: Curve, time: number, size: number): void {
	if (curve.frames.length === 0) curve.from = time;
	// Clocks may be set back.
	const at = (): number => Math.max(0, Math.floor((time - curve.from) / curve.span));
	while (at() >= MOST_SPANS) {
		curve.span *= 2;
		curve.frames = paired(curve.frames);
		curve.bytes = paired(curve.bytes);
	}
	while (curve.frames.length <= at()) {
		curve.frames.push(0);
		curve.bytes.push(0);
	}
	curve.frames[at()] = (curve.frames[at()] ?? 0) + 1;
	curve.bytes[at()] = (curve.bytes[at()] ?? 0) + size;
}

function paired(values: readonly number[]): number[] {
	const out: number[] = [];
	for (let i = 0; i < values.length; i += 2) out.push((values[i] ?? 0) + (values[i + 1] ?? 0));
	return out;
}
