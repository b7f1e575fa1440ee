import { hexOf } from '../../../src/decode/bytes/hex.ts';
import type { SocketHint } from '../../../src/decode/decoded.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import type { WorkerFailure } from '../../lines/worker.ts';
import type { DecodeAnswer, Said } from '../../worker/decoding/questions.ts';
import { positionFrom } from '../frame-order.ts';
import { oldestOut } from '../oldest-out.ts';
import { frameInput, nothing, type Recorded } from './frame-input.ts';
import type { KeptValues } from './kept-values.ts';
import { createPairing } from './pairing.ts';
import { BATCH } from './replay.ts';
import { createTypeStatistics, type TypeStatistics } from './type-statistics.ts';

/** What lists show of a decoded frame. */
export interface Brief {
	/** Empty where the protocol has no types. */
	type: string;
	preview: string;
	/** Id of the protocol. */
	protocol: string;
	/** Only the beginning of the frame was there to read. */
	isPartial: boolean;
	/** Row of the frame that this one answers, and ms since then. */
	answers?: { row: number; after: number };
	/** Row of the first frame that answered this one, and ms until then. */
	answered?: { row: number; after: number };
}

/** Briefs kept for one socket; frames beyond are shown raw. */
const MOST_BRIEFS = 200_000;
/** Times that frames may end the worker; then the socket is not decoded any more. */
const MOST_FAILURES = 5;

/** Frames on their way to the worker. */
export interface Batch {
	begin: SocketHint | undefined;
	/** All that they say is wanted. */
	isDeep: boolean;
	frames: { row: number; recorded: Recorded }[];
}

/** The frames of one socket, decoded one after the other by one line of the worker. */
export interface SocketDecoding {
	readonly line: number;
	readonly hint: SocketHint;
	/** Row of the last frame decoded. */
	readonly last: number;
	/** Protocol that the socket is taken to speak, else the format of most of its frames; empty until something tells. */
	readonly protocol: string;
	readonly briefs: ReadonlyMap<number, Brief>;
	readonly statistics: TypeStatistics;
	/** Frames passed of which nothing was recorded. */
	readonly missing: number;
	/** Its frames ended the worker too often. */
	readonly isGivenUp: boolean;
	/** Why a frame was left out: the worker did not come back from it. */
	readonly failures: ReadonlyMap<number, WorkerFailure>;
	/** Frames not decoded yet. */
	waiting(): number;
	/** From now on all that frames say is kept, for filters; the frames before are read once more. */
	deepen(): void;
	/** The next frames to decode, until the clock says `end`; undefined when there are none. */
	next(now: () => number, end: number): Batch | undefined;
	/** Takes what the worker made of a batch. */
	take(batch: Batch, answer: DecodeAnswer | WorkerFailure): void;
}

/** State of decoding one socket from its first recorded frame on. */
export function createSocketDecoding(
	session: Session,
	socket: SocketRecord,
	line: number,
	hint: SocketHint,
	nameOf: (protocol: string) => string,
	values: KeptValues,
): SocketDecoding {
	const { rows } = session;
	const briefs = new Map<number, Brief>();
	const failures = new Map<number, WorkerFailure>();
	const statistics = createTypeStatistics();
	const pairing = createPairing();
	let { frames } = socket;
	let begun = false;
	let protocol = '';
	/** Frames by their protocols, where none is settled. */
	const formats = new Map<string, number>();
	let missing = 0;
	let isGivenUp = false;
	let attempts = 0;
	/** Rows given to the line of now, and rows known from whichever line; a new line reads the old ones again. */
	let given = -1;
	let known = -1;
	/** Whether all that frames say is wanted, and up to which row it was told. */
	let isDeep = false;
	let told = -1;
	/** Up to this row, frames go one by one: one of them ends the worker. */
	let careful = -1;

	const labelOf = ({ type, protocol: spoken }: Brief): string => type || nameOf(spoken);
	const join = (row: number, brief: Brief, request: number): void => {
		if (!rows.has(request)) return;
		const after = rows.time(row) - rows.time(request);
		brief.answers = { row: request, after };
		const asked = briefs.get(request);
		if (!asked || asked.answered) return;
		asked.answered = { row, after };
		statistics.addLatency(labelOf(asked), after);
	};
	/** The session was cleared: what was counted is gone, what the decoder knows of the socket stays. */
	const forget = (): void => {
		frames = socket.frames;
		briefs.clear();
		failures.clear();
		statistics.clear();
		pairing.clear();
		missing = 0;
	};
	const restart = (): void => {
		begun = false;
		given = -1;
	};
	const note = ({ row, type, preview, protocol: spoken, numbers }: Said, isWhole: boolean): void => {
		const brief: Brief = { type, preview, protocol: spoken, isPartial: !isWhole };
		briefs.set(row, brief);
		oldestOut(briefs, MOST_BRIEFS);
		session.touch(row);
		formats.set(spoken, (formats.get(spoken) ?? 0) + 1);
		statistics.add(labelOf(brief), Math.max(0, rows.size(row)));
		const request = pairing.add(row, rows.direction(row) === 'out' ? 'out' : 'in', numbers);
		if (request !== undefined) join(row, brief, request);
	};
	const fail = (batch: Batch, failure: WorkerFailure): void => {
		const [first, ...others] = batch.frames;
		if (first && others.length === 0 && first.row > known) {
			const { row, recorded } = first;
			const { data } = recorded.input;
			failures.set(row, failure);
			const preview = typeof data === 'string' ? data.slice(0, 200) : hexOf(data, 32);
			briefs.set(row, { type: '', preview, protocol: '', isPartial: !recorded.isWhole });
			known = row;
			session.touch(row);
		}
		attempts++;
		isGivenUp = attempts >= MOST_FAILURES;
		careful = Math.max(careful, batch.frames.at(-1)?.row ?? -1);
		restart();
	};
	const isAlone = (row: number): boolean => row > known && row <= careful;

	return {
		line,
		hint,
		get last() {
			return known;
		},
		get protocol() {
			return protocol || usual(formats);
		},
		get missing() {
			return missing;
		},
		get isGivenUp() {
			return isGivenUp;
		},
		briefs,
		failures,
		statistics,
		waiting() {
			const done = isDeep ? Math.min(known, told) : known;
			return isGivenUp ? 0 : socket.frames.length - positionFrom(socket.frames, done + 1);
		},
		deepen() {
			if (isDeep) return;
			isDeep = true;
			restart();
		},
		next(now, end) {
			if (isGivenUp) return undefined;
			if (frames !== socket.frames) forget();
			const batch: Batch = { begin: begun ? undefined : hint, isDeep, frames: [] };
			let size = 0;
			for (let at = positionFrom(socket.frames, given + 1); at < socket.frames.length; at++) {
				const row = socket.frames[at] as number;
				const alone = isAlone(row);
				if (alone && batch.frames.length > 0) break;
				given = row;
				if (!session.holds(row)) continue;
				const recorded = failures.has(row) ? nothing(session, row) : frameInput(session, row);
				batch.frames.push({ row, recorded });
				size += recorded.input.data.length;
				if (alone || batch.frames.length >= BATCH.frames || size >= BATCH.size || now() >= end) break;
			}
			if (batch.frames.length > 0) {
				begun = true;
				return batch;
			}
			known = Math.max(known, given);
			if (isDeep) told = Math.max(told, given);
			return undefined;
		},
		take(batch, answer) {
			if ('failed' in answer) return fail(batch, answer);
			if (answer.kind !== 'frames') return restart();
			protocol = answer.protocol;
			for (const [index, { row, recorded }] of batch.frames.entries()) {
				const said = answer.said[index];
				if (said?.values !== undefined && session.holds(row) && frames === socket.frames) {
					values.set(row, said.values);
					session.touch(row);
				}
				// What was dropped or cleared meanwhile is nobody's any more.
				if (!said || row <= known || !session.holds(row) || frames !== socket.frames) continue;
				// Nothing can be said of a frame that is not there.
				if (recorded.isMissing) missing++;
				else note(said, recorded.isWhole);
			}
			const last = batch.frames.at(-1)?.row ?? -1;
			known = Math.max(known, last);
			if (batch.isDeep) told = Math.max(told, last);
		},
	};
}

/** The format of most frames; that they are texts or bytes tells nothing. */
function usual(formats: ReadonlyMap<string, number>): string {
	const telling = [...formats].filter(([id]) => id !== 'text' && id !== 'hex');
	return telling.sort(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}
