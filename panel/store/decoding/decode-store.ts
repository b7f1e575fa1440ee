import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type * as Decoders from '../../../src/decode/decode.ts';
import type { Decoded } from '../../../src/decode/decoded.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { Session } from '../../../src/session/session.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { replay, TURN_MS } from './replay.ts';
import { type Brief, createSocketDecoding, type SocketDecoding } from './socket-decoding.ts';
import type { TypeCount } from './type-statistics.ts';

export type DecoderModule = Pick<typeof Decoders, 'createDecoder' | 'protocols'>;

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
}

export interface DecodeStore {
	/** Raised, at most once a frame, when more is decoded. */
	version: Signal<number>;
	/** What can be chosen; empty until the decoders are loaded. */
	protocols: ReadonlySignal<DecoderModule['protocols']>;
	/** Why the decoders could not be loaded. */
	problem: ReadonlySignal<string | undefined>;
	/** Begins to decode a socket, or goes on. */
	open(socket: SocketRecord): void;
	/** What a frame's row says, where its socket is being decoded; goes on towards it where it is not there yet. */
	brief(row: number): Brief | undefined;
	progress(socket: SocketRecord): Progress;
	statistics(socket: SocketRecord): TypeCount[];
	/** Reads a socket as the protocol with this id from its first frame on; undefined: as what it is taken for. */
	choose(socket: SocketRecord, protocol: string | undefined): void;
	/** Name of a protocol by its id. */
	nameOf(protocol: string): string;
	/**
	 * All that a frame says; `body` is its payload where more is there than was recorded. Undefined when it was
	 * given up, by the session or by `signal`.
	 */
	read(
		socket: SocketRecord,
		row: number,
		body: Value | undefined,
		signal: AbortSignal,
	): Promise<Decoded | undefined>;
}

export interface DecodeSurroundings {
	now(): number;
	later(run: () => void): void;
	nextFrame(run: () => void): void;
	load(): Promise<DecoderModule>;
}

/** Decodes the sockets that a person looks at, in the order of their frames, a few ms at a time. */
export function createDecodeStore(session: Session, around: DecodeSurroundings): DecodeStore {
	const version = signal(0);
	const protocols = signal<DecoderModule['protocols']>([]);
	const problem = signal<string | undefined>(undefined);
	const chosen = new WeakMap<SocketRecord, string>();
	const states = new WeakMap<SocketRecord, SocketDecoding>();
	const wanted = new Set<SocketRecord>();
	let loading: Promise<DecoderModule | undefined> | undefined;
	let module: DecoderModule | undefined;
	let scheduled = false;
	let announced = false;

	const load = (): Promise<DecoderModule | undefined> => {
		loading ??= around.load().then(
			(loaded) => {
				module = loaded;
				protocols.value = loaded.protocols;
				schedule();
				return loaded;
			},
			(error: unknown) => {
				problem.value = error instanceof Error ? error.message : String(error);
				return undefined;
			},
		);
		return loading;
	};
	const hintOf = (socket: SocketRecord) => ({
		url: socket.url,
		subprotocol: socket.protocol,
		override: chosen.get(socket),
	});
	const nameOf = (id: string): string => protocols.peek().find((known) => known.id === id)?.name ?? id;
	const stateOf = (socket: SocketRecord, { createDecoder }: DecoderModule): SocketDecoding => {
		const known = states.get(socket);
		if (known) return known;
		const make = () => createDecoder(hintOf(socket));
		const state = createSocketDecoding(session, socket, chosen.get(socket), make, nameOf);
		states.set(socket, state);
		return state;
	};
	const announce = (): void => {
		if (announced) return;
		announced = true;
		around.nextFrame(() => {
			announced = false;
			version.value++;
		});
	};
	const turn = (): void => {
		scheduled = false;
		if (!module) return;
		const end = around.now() + TURN_MS;
		for (const socket of wanted) {
			const state = stateOf(socket, module);
			while (state.step()) {
				if (around.now() < end) continue;
				schedule();
				announce();
				return;
			}
			wanted.delete(socket);
			announce();
		}
	};
	const schedule = (): void => {
		if (scheduled || !module || wanted.size === 0) return;
		scheduled = true;
		around.later(turn);
	};
	const want = (socket: SocketRecord): void => {
		wanted.add(socket);
		schedule();
	};

	return {
		version,
		protocols,
		problem,
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
			if (row > state.last) want(socket);
			return state.briefs.get(row);
		},
		progress(socket) {
			const state = states.get(socket);
			return {
				waiting: state?.waiting() ?? socket.frames.length,
				missing: state?.missing ?? 0,
				protocol: state?.protocol ?? '',
				override: chosen.get(socket),
			};
		},
		statistics: (socket) => states.get(socket)?.statistics.list() ?? [],
		choose(socket, protocol) {
			if (protocol === undefined) chosen.delete(socket);
			else chosen.set(socket, protocol);
			states.delete(socket);
			void load();
			want(socket);
			version.value++;
		},
		nameOf,
		async read(socket, row, body, signal) {
			const loaded = await load();
			if (!loaded || !session.holds(row)) return undefined;
			const known = body ? undefined : stateOf(socket, loaded).readings.get(row);
			return (
				known ?? replay(session, socket, loaded.createDecoder(hintOf(socket)), row, body, signal, around)
			);
		},
	};
}
