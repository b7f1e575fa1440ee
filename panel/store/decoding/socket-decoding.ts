import type { SocketDecoder } from '../../../src/decode/decode.ts';
import type { Decoded, FrameInput } from '../../../src/decode/decoded.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { positionFrom } from '../frame-order.ts';
import { frameInput } from './frame-input.ts';
import { oldestOut } from './oldest-out.ts';
import { createPairing } from './pairing.ts';
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

/** Briefs and whole readings kept for one socket; older ones are read again, or shown raw. */
const MOST_BRIEFS = 200_000;
const MOST_READINGS = 500;
const MOST_READ_BYTES = 8_000_000;

/** The frames of one socket, decoded one after the other. */
export interface SocketDecoding {
	/** Set by a person: the protocol's id. */
	override: string | undefined;
	/** Row of the last frame decoded. */
	last: number;
	/** Protocol that the socket is taken to speak; empty until something tells. */
	readonly protocol: string;
	readonly briefs: ReadonlyMap<number, Brief>;
	/** Whole readings of the latest frames. */
	readonly readings: ReadonlyMap<number, Decoded>;
	readonly statistics: TypeStatistics;
	/** Frames passed of which nothing was recorded. */
	missing: number;
	/** Frames not decoded yet. */
	waiting(): number;
	/** Decodes the next frame; false when there is none. */
	step(): boolean;
}

type MakeDecoder = () => SocketDecoder;

/** State of decoding one socket from its first recorded frame on. */
export function createSocketDecoding(
	session: Session,
	socket: SocketRecord,
	override: string | undefined,
	makeDecoder: MakeDecoder,
	nameOf: (protocol: string) => string,
): SocketDecoding {
	const { rows } = session;
	const decoder = makeDecoder();
	const briefs = new Map<number, Brief>();
	const readings = new Map<number, Decoded>();
	const statistics = createTypeStatistics();
	const pairing = createPairing();
	let { frames } = socket;
	let readBytes = 0;

	const labelOf = ({ type, protocol }: Brief): string => type || nameOf(protocol);
	const keep = (row: number, decoded: Decoded): void => {
		readings.set(row, decoded);
		readBytes += Math.max(0, rows.size(row));
		for (const old of readings.keys()) {
			if (readings.size <= MOST_READINGS && readBytes <= MOST_READ_BYTES) return;
			readings.delete(old);
			readBytes -= rows.has(old) ? Math.max(0, rows.size(old)) : 0;
		}
		readBytes = 0;
	};
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
		readings.clear();
		readBytes = 0;
		decoding.missing = 0;
		statistics.clear();
		pairing.clear();
	};
	const take = (row: number): void => {
		const { input, isWhole, isMissing } = frameInput(session, row);
		const decoded = safely(decoder, input);
		// Nothing can be said of a frame that is not there.
		if (isMissing) {
			decoding.missing++;
			return;
		}
		const { type = '', preview, protocol } = decoded;
		const brief: Brief = { type, preview, protocol, isPartial: !isWhole };
		briefs.set(row, brief);
		oldestOut(briefs, MOST_BRIEFS);
		session.touch(row);
		keep(row, decoded);
		statistics.add(labelOf(brief), Math.max(0, rows.size(row)));
		const request = pairing.add(row, input.direction, decoded);
		if (request !== undefined) join(row, brief, request);
	};

	const decoding: SocketDecoding = {
		override,
		last: -1,
		get protocol() {
			return decoder.protocol;
		},
		briefs,
		readings,
		statistics,
		missing: 0,
		waiting: () => socket.frames.length - positionFrom(socket.frames, decoding.last + 1),
		step() {
			if (frames !== socket.frames) forget();
			const row = socket.frames[positionFrom(socket.frames, decoding.last + 1)];
			if (row === undefined) return false;
			decoding.last = row;
			if (session.holds(row)) take(row);
			return true;
		},
	};
	return decoding;
}

/** A reading of a frame, also where the decoder fails: one frame must not stop those after it. */
export function safely(decoder: SocketDecoder, input: FrameInput): Decoded {
	try {
		return decoder.decode(input);
	} catch (error) {
		const { data } = input;
		const preview = typeof data === 'string' ? data.slice(0, 200) : '';
		return {
			protocol: typeof data === 'string' ? 'text' : 'hex',
			confidence: 0,
			preview,
			value: data,
			layers: [],
			error: error instanceof Error ? error.message : String(error),
		};
	}
}
