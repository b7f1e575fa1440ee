import type { SocketHint } from '../../../src/decode/decoded.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import type { AskDecoders } from '../../lines/decoding.ts';
import type { WorkerFailure } from '../../lines/worker.ts';
import type { NumberedFrame, Reading } from '../../worker/decoding/questions.ts';
import { frameInput, nothing } from './frame-input.ts';

/** How long one turn of preparing frames may hold up the panel, in ms. */
export const TURN_MS = 8;
/** What goes to the worker at once: frames, and characters or bytes of their payloads. */
export const BATCH = { frames: 500, size: 500_000 };

interface Replayed {
	session: Session;
	socket: SocketRecord;
	row: number;
	/** Stands for the recorded payload of the row. */
	body: Value | undefined;
	/** A line of its own. */
	line: number;
	hint: SocketHint;
	/** Frames that the worker does not come back from. */
	failures: ReadonlyMap<number, WorkerFailure> | undefined;
}

/**
 * Reads one frame with all that came before it: what it says may depend on that. Undefined when the frame is not there,
 * or was given up meanwhile.
 */
export async function replay(
	{ session, socket, row, body, line, hint, failures }: Replayed,
	signal: AbortSignal,
	{ now, decode }: { now(): number; decode: AskDecoders },
): Promise<Reading | WorkerFailure | undefined> {
	const before = socket.frames.filter((each) => each < row);
	let begin: { begin?: SocketHint } = { begin: hint };
	for (let at = 0; at < before.length; ) {
		const frames: NumberedFrame[] = [];
		const end = now() + TURN_MS;
		for (let size = 0; at < before.length && frames.length < BATCH.frames && size < BATCH.size; at++) {
			const each = before[at] as number;
			if (!session.holds(each)) continue;
			const { input } = failures?.has(each) ? nothing(session, each) : frameInput(session, each);
			frames.push({ row: each, input });
			size += input.data.length;
			if (now() < end) continue;
			at++;
			break;
		}
		if (frames.length === 0) continue;
		const answer = await decode({ kind: 'frames', line, frames, ...begin });
		begin = {};
		if ('failed' in answer) return answer;
		if (signal.aborted || !session.holds(row)) break;
		// Another frame ended the worker in between.
		if (answer.kind === 'lost') return { failed: 'crashed', detail: '' };
	}
	const { input, isMissing } = session.holds(row)
		? frameInput(session, row, body)
		: { input: undefined, isMissing: true };
	if (signal.aborted || isMissing || !input) {
		void decode({ kind: 'end', line });
		return undefined;
	}
	const answer = await decode({ kind: 'last', line, frame: { row, input }, ...begin });
	if ('failed' in answer) return answer;
	return answer.kind === 'reading' ? answer.reading : { failed: 'crashed', detail: '' };
}
