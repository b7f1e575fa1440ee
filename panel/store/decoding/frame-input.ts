import type { FrameInput } from '../../../src/decode/decoded.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { bytesOf } from '../../../src/session/bytes-of.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import { mark } from '../../../src/session/rows.ts';
import type { Session } from '../../../src/session/session.ts';

/** A recorded frame as the decoder takes it, and how much of it there is. */
export interface Recorded {
	input: FrameInput;
	/** Whether this is all of its payload. */
	isWhole: boolean;
	/** Nothing of it is there; the input is empty, to keep later frames in step. */
	isMissing: boolean;
}

/** The payload of a frame's row; `body` is used instead of what was recorded. */
export function frameInput(session: Session, row: number, body?: Value): Recorded {
	const { rows } = session;
	const direction = rows.direction(row) === 'out' ? 'out' : 'in';
	const event = body ? undefined : eventOf(session, row);
	const recorded = body ?? (event?.kind === 'socket-frame' ? event.data : undefined);
	const data = recorded && payloadOf(recorded);
	if (data === undefined) return nothing(session, row);
	const isWhole = body ? true : event?.kind === 'socket-frame' && event.complete;
	return { input: { direction, data }, isWhole, isMissing: false };
}

/** An empty frame in the place of one that is not there. */
export function nothing({ rows }: Session, row: number): Recorded {
	const direction = rows.direction(row) === 'out' ? 'out' : 'in';
	const data = rows.marks(row) & mark.binary ? new Uint8Array() : '';
	return { input: { direction, data }, isWhole: false, isMissing: true };
}

function payloadOf(value: Value): string | Uint8Array | undefined {
	if (value.t === 'string') return value.v;
	if (value.t === 'buffer' || value.t === 'view') return bytesOf(value);
	// The content of a Blob is there only when it was asked for.
	return value.t === 'blob' && (value.b !== undefined || value.n === 0) ? bytesOf(value) : undefined;
}
