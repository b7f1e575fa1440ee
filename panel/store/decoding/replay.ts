import type { SocketDecoder } from '../../../src/decode/decode.ts';
import type { Decoded } from '../../../src/decode/decoded.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { frameInput } from './frame-input.ts';
import { safely } from './socket-decoding.ts';

interface Turns {
	now(): number;
	later(run: () => void): void;
}

/** How long one turn of decoding may hold up the panel, in ms. */
export const TURN_MS = 8;

/**
 * Reads one frame with all that came before it: what it says may depend on that. `body` stands for its recorded
 * payload. Undefined when the frame is not there, or was given up meanwhile.
 */
export async function replay(
	session: Session,
	socket: SocketRecord,
	decoder: SocketDecoder,
	row: number,
	body: Value | undefined,
	signal: AbortSignal,
	{ now, later }: Turns,
): Promise<Decoded | undefined> {
	let end = now() + TURN_MS;
	for (const before of [...socket.frames]) {
		if (before >= row) break;
		if (session.holds(before)) safely(decoder, frameInput(session, before).input);
		if (now() < end) continue;
		await new Promise<void>((resolve) => later(resolve));
		if (signal.aborted || !session.holds(row)) return undefined;
		end = now() + TURN_MS;
	}
	const { input, isMissing } = frameInput(session, row, body);
	return isMissing ? undefined : safely(decoder, input);
}
