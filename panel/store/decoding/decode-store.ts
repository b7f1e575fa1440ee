import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { SocketHint } from '../../../src/decode/decoded.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import type { AskDecoders } from '../../lines/decoding.ts';
import type { WorkerFailure } from '../../lines/worker.ts';
import type { DecodeAnswer, Reading } from '../../worker/decoding/questions.ts';
import { positionOf } from '../frame-order.ts';
import { type Storage, shared } from '../settings.ts';
import { frameInput } from './frame-input.ts';
import { KeptValues } from './kept-values.ts';
import {
	isReadingChoices,
	patternOf,
	type ReadingChoice,
	type ReadingChoices,
	withChoice,
} from './remembered.ts';
import { replay, TURN_MS } from './replay.ts';
import { type Brief, createSocketDecoding, type SocketDecoding } from './socket-decoding.ts';
import type { TypeCount } from './type-statistics.ts';

export type ProtocolNames = readonly { id: string; name: string }[];

/** How far a socket is decoded. */
export interface Progress {
	/** Frames that are still to come. */
	waiting: number;
	/** Frames of which nothing was recorded. */
	missing: number;
	/** Id of the protocol that the socket is taken to speak; empty until something tells. */
	protocol: string;
	/** What a person chose instead; undefined: automatic. */
	override: string | undefined;
	/** Its frames ended the decoders too often: the rest is not decoded. */
	isGivenUp: boolean;
}

/** Message types of a .proto file, or what is wrong with it. */
export type ProtoCheck = Extract<DecodeAnswer, { kind: 'proto' | 'bad-proto' }> | WorkerFailure;

export interface DecodeStore {
	/** Raised, at most once a frame, when more is decoded. */
	version: Signal<number>;
	/** What can be chosen; empty until the decoders are loaded. */
	protocols: ReadonlySignal<ProtocolNames>;
	/** Why the decoders could not be loaded. */
	problem: ReadonlySignal<string | undefined>;
	/** Loads them once more, after a problem. */
	retry(): void;
	/** Begins to decode a socket, or goes on. */
	open(socket: SocketRecord): void;
	/** What a frame's row says, where its socket is being decoded; goes on towards it where it is not there yet. */
	brief(row: number): Brief | undefined;
	/** JSON of a frame's values, layer by layer, where a filter has them kept and they are more than the payload says. */
	valuesOf(row: number): string | undefined;
	/** Frames whose values a filter could not have, since those of later ones took their room. */
	unsearched: ReadonlySignal<number>;
	/** A filter looks into what frames say: from now on all of it is kept. */
	lookInside(): void;
	progress(socket: SocketRecord): Progress;
	statistics(socket: SocketRecord): TypeCount[];
	/** What a person chose for sockets like this one; it is remembered. */
	choiceOf(socket: SocketRecord): ReadingChoice;
	/** Changes how sockets like this one are read, from their first frame on; members without a value are given up. */
	choose(socket: SocketRecord, change: { [K in keyof ReadingChoice]: ReadingChoice[K] | undefined }): void;
	/** Looks at the text of a .proto file. */
	checkProto(text: string): Promise<ProtoCheck>;
	/** Name of a protocol by its id. */
	nameOf(protocol: string): string;
	/**
	 * All that a frame says, or why it could not be read; `body` is its payload where more is there than was
	 * recorded. Undefined when it was given up, by the session or by `signal`.
	 */
	read(
		socket: SocketRecord,
		row: number,
		body: Value | undefined,
		signal: AbortSignal,
	): Promise<Reading | WorkerFailure | undefined>;
}

export interface DecodeSurroundings {
	now(): number;
	later(run: () => void): void;
	nextFrame(run: () => void): void;
	decode: AskDecoders;
	storage: Storage;
}

const AUTOMATIC: ReadingChoice = {};

/** Decodes the sockets that a person looks at, in the order of their frames: prepares them here, reads them elsewhere. */
export function createDecodeStore(session: Session, around: DecodeSurroundings): DecodeStore {
	const { decode } = around;
	const version = signal(0);
	const protocols = signal<ProtocolNames>([]);
	const problem = signal<string | undefined>(undefined);
	const choices = shared<ReadingChoices>(around.storage, 'socket-readings', {}, isReadingChoices);
	const choiceOf = (socket: SocketRecord): ReadingChoice => choices.value[patternOf(socket)] ?? AUTOMATIC;
	const values = new KeptValues();
	const unsearched = signal(0);
	session.timeline.watch({ merged: () => {}, pruned: (keep) => values.prune(keep) });
	let looksInside = false;
	const states = new WeakMap<SocketRecord, SocketDecoding>();
	const wanted = new Set<SocketRecord>();
	let loading: Promise<boolean> | undefined;
	let isLoaded = false;
	/** A turn is to come, or frames are at the worker. */
	let isBusy = false;
	let announced = false;
	let lines = 0;

	const load = (): Promise<boolean> => {
		loading ??= decode({ kind: 'protocols' }).then((answer) => {
			isLoaded = 'kind' in answer && answer.kind === 'protocols';
			if ('failed' in answer) problem.value = answer.detail || answer.failed;
			else if (answer.kind === 'protocols') protocols.value = answer.protocols;
			schedule();
			return isLoaded;
		});
		return loading;
	};
	const hintOf = (socket: SocketRecord): SocketHint => {
		const { protocol: override, proto } = choiceOf(socket);
		return { url: socket.url, subprotocol: socket.protocol, override, proto };
	};
	const nameOf = (id: string): string => protocols.peek().find((known) => known.id === id)?.name ?? id;
	const stateOf = (socket: SocketRecord): SocketDecoding => {
		const known = states.get(socket);
		if (known) return known;
		const state = createSocketDecoding(session, socket, ++lines, hintOf(socket), nameOf, values);
		if (looksInside) state.deepen();
		states.set(socket, state);
		return state;
	};
	const announce = (): void => {
		if (announced) return;
		announced = true;
		around.nextFrame(() => {
			announced = false;
			version.value++;
			unsearched.value = values.missing;
		});
	};
	const turn = async (): Promise<void> => {
		const end = around.now() + TURN_MS;
		for (const socket of wanted) {
			wanted.delete(socket);
			// Before its first frame, what it speaks may not be agreed yet.
			if (socket.frames.length === 0) continue;
			const state = stateOf(socket);
			const batch = state.next(around.now, end);
			announce();
			if (!batch) continue;
			// Behind the others: no socket waits for all of another's.
			wanted.add(socket);
			const { begin, isDeep } = batch;
			const frames = batch.frames.map(({ row, recorded }) => ({ row, input: recorded.input }));
			const answer = await decode({
				kind: 'frames',
				line: state.line,
				frames,
				...(begin ? { begin } : {}),
				...(isDeep ? { values: true } : {}),
			});
			state.take(batch, answer);
			announce();
			break;
		}
		isBusy = false;
		schedule();
	};
	const schedule = (): void => {
		if (isBusy || !isLoaded || wanted.size === 0) return;
		isBusy = true;
		around.later(() => void turn());
	};
	const want = (socket: SocketRecord): void => {
		wanted.add(socket);
		schedule();
	};
	// What was read in another way is read again.
	effect(() => {
		choices.value;
		for (const socket of session.sockets) {
			const state = socket && states.get(socket);
			const { protocol, proto } = socket ? choiceOf(socket) : AUTOMATIC;
			if (!socket || !state || (state.hint.override === protocol && state.hint.proto === proto)) continue;
			void decode({ kind: 'end', line: state.line });
			states.delete(socket);
			values.prune((row) => positionOf(socket.frames, row) < 0);
			want(socket);
			announce();
		}
	});

	return {
		version,
		protocols,
		problem,
		retry() {
			if (problem.peek() === undefined) return;
			problem.value = undefined;
			loading = undefined;
			void load();
		},
		open(socket) {
			void load();
			const state = states.get(socket);
			if (!state || state.waiting() > 0) want(socket);
		},
		brief(row) {
			if (session.rows.kind(row) !== 'frame') return undefined;
			const socket = session.sockets[session.rows.ref(row)];
			const state = socket && states.get(socket);
			if (!socket || !state) return undefined;
			if (row > state.last && !state.isGivenUp) want(socket);
			return state.briefs.get(row);
		},
		valuesOf: (row) => values.of(row),
		unsearched,
		lookInside() {
			if (looksInside) return;
			looksInside = true;
			for (const socket of session.sockets) {
				const state = socket && states.get(socket);
				if (!socket || !state) continue;
				state.deepen();
				want(socket);
			}
		},
		progress(socket) {
			const state = states.get(socket);
			return {
				waiting: state?.waiting() ?? socket.frames.length,
				missing: state?.missing ?? 0,
				protocol: state?.protocol ?? '',
				override: choiceOf(socket).protocol,
				isGivenUp: state?.isGivenUp ?? false,
			};
		},
		statistics: (socket) => states.get(socket)?.statistics.list() ?? [],
		choiceOf,
		choose(socket, change) {
			const { protocol, proto } = { ...choiceOf(socket), ...change };
			const choice = { ...(protocol === undefined ? {} : { protocol }), ...(proto ? { proto } : {}) };
			choices.value = withChoice(choices.value, patternOf(socket), choice);
			void load();
			want(socket);
			announce();
		},
		async checkProto(text) {
			const answer = await decode({ kind: 'proto', text });
			if ('failed' in answer || answer.kind === 'proto' || answer.kind === 'bad-proto') return answer;
			return { failed: 'crashed', detail: '' };
		},
		nameOf,
		async read(socket, row, body, signal) {
			if (!(await load()) || !session.holds(row)) return undefined;
			if (frameInput(session, row, body).isMissing) return undefined;
			const state = stateOf(socket);
			if (!body) {
				const failure = state.failures.get(row);
				if (failure) return failure;
				const kept = await decode({ kind: 'reading', line: state.line, row });
				if ('failed' in kept) return kept;
				if (kept.kind === 'reading' && kept.reading) return kept.reading;
			}
			if (signal.aborted || !session.holds(row)) return undefined;
			const { failures } = state;
			const replayed = { session, socket, row, body, line: ++lines, hint: hintOf(socket), failures };
			return replay(replayed, signal, around);
		},
	};
}
