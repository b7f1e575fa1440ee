import type { AskDecoders } from '../../../../panel/lines/decoding.ts';
import { createDecodeStore, type DecodeStore } from '../../../../panel/store/decoding/decode-store.ts';
import type { Storage } from '../../../../panel/store/settings.ts';
import { createDecodeDesk } from '../../../../panel/worker/decoding/desk.ts';
import type { HookEventOf } from '../../../../src/protocol/event.ts';
import { Session } from '../../../../src/session/session.ts';
import type { SocketRecord } from '../../../../src/session/socket-record.ts';
import { documentInfo, frame, text } from '../../session/events.ts';

type Frame = Partial<HookEventOf<'socket-frame'>>;

/** A session with one socket, to which frames can be added. */
export function socketSession(url = 'wss://shop.test/live', protocol = '') {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	let seq = 0;
	let batch = 0;
	const give = (...events: object[]): void => {
		session.addBatch('top', ++batch, JSON.stringify(events), 5_000, '[]');
	};
	const open = (number: number, at: string): SocketRecord => {
		const begun = { socket: number, time: 1_000, stack: [], requested: at, url: at, protocols: [] };
		give(
			{ ...begun, kind: 'socket-connecting', seq: ++seq, api: 'WebSocket' },
			{ kind: 'socket-opened', socket: number, seq: ++seq, time: 1_001, protocol, extensions: '' },
		);
		return session.sockets.at(-1) as SocketRecord;
	};
	const socket = open(1, url);
	return {
		session,
		socket,
		open,
		/** Adds frames; a text is a text frame. Returns their rows. */
		pass(...frames: (Frame & { text?: string })[]): number[] {
			const before = socket.frames.length;
			give(
				...frames.map(({ text: content, ...over }) => {
					const n = ++seq;
					return frame(n, {
						...(content === undefined ? {} : { data: text(content), size: content.length }),
						...over,
					});
				}),
			);
			return socket.frames.slice(before);
		},
	};
}

/** A store whose turns the test drives; each look at the clock takes `tick` ms. */
export function decodeStore(
	session: Session,
	tick = 0,
	decode: AskDecoders = decoders(),
	storage: Storage = memory(),
) {
	const turns: (() => void)[] = [];
	const clock = { now: 0 };
	const store: DecodeStore = createDecodeStore(session, {
		now: () => {
			clock.now += tick;
			return clock.now;
		},
		later: (run) => turns.push(run),
		nextFrame: (run) => turns.push(run),
		decode,
		storage,
	});
	/** Runs turns until nothing more is to be done; returns how many there were. */
	const settle = async (): Promise<number> => {
		for (let count = 0; ; count++) {
			// Promises come first, as in a browser.
			for (let i = 0; i < 20; i++) await Promise.resolve();
			const run = turns.shift();
			if (!run) return count;
			run();
		}
	};
	return { store, settle, turns };
}

/** The decoders without their worker. */
export function decoders(): AskDecoders {
	const desk = createDecodeDesk();
	return async (question) => structuredClone(desk(structuredClone(question)));
}

/** Storage that lasts as long as the test. */
export function memory(): Storage {
	const all = new Map<string, unknown>();
	return {
		get: async (key) => structuredClone(all.get(key)),
		set: async (key, value) => void all.set(key, structuredClone(value)),
	};
}
