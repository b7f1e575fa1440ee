import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Ruling } from '../../../src/protocol/act.ts';
import { standInForHook } from '../../helpers/tools-globals.ts';

interface Socket {
	id: number;
	state: number;
	sent: unknown[];
}

const OPEN = 1;
const CLOSED = 3;

let rules: typeof import('../../../src/tools/socket-rules.ts');
let refusalCode: typeof import('../../../src/tools/socket-acts.ts').refusalCode;
let sockets: { send(native: unknown, self: unknown, args: unknown[]): unknown; lastFrame: number };
let told: string[];
const HOLD: Ruling = { kind: 'hold', by: 'held' };

beforeEach(async () => {
	await standInForHook();
	vi.resetModules();
	told = [];
	const receivers = new Map<string, (detail: string) => void>();
	const natives = {
		readyState(this: Socket) {
			return this.state;
		},
		send(this: Socket, data: unknown) {
			this.sent.push(data);
		},
	};
	sockets = {
		lastFrame: 0,
		natives,
		mark: '',
		receive: () => {},
		send: (native: (...args: never) => unknown, self: unknown, args: unknown[]) =>
			Reflect.apply(native, self, args),
		closed: () => {},
		noteSend: () => {
			sockets.lastFrame++;
		},
		inventory: { socketOf: () => ({}) },
	} as unknown as typeof sockets;
	vi.stubGlobal('toolbox', {
		...(globalThis as unknown as { toolbox: object }).toolbox,
		bus: {
			on: (signal: string, receive: (detail: string) => void) => receivers.set(signal, receive),
			send: (signal: string) => signal === 'frame' && receivers.get('ruling')?.(JSON.stringify(HOLD)),
		},
		log: { add: (_cost: number, encode: () => string) => told.push(encode()) },
		runs: {},
		sockets,
		targetOf: (socket: Socket) => socket,
		formOf: (data: unknown) => (typeof data === 'string' ? 'string' : 'view'),
	});
	({ refusalCode } = await import('../../../src/tools/socket-acts.ts'));
	rules = await import('../../../src/tools/socket-rules.ts');
});

/** Other files' tests want the tools with a toolbox of their own. */
afterAll(() => void vi.resetModules());

/** A socket of the page on which a frame was sent and held. */
function holding(id: number, data: string): Socket {
	const socket: Socket = { id, state: OPEN, sent: [] };
	const { send } = (sockets as unknown as { natives: { send: unknown } }).natives;
	sockets.send(send, socket, [data]);
	return socket;
}

describe('held frames', () => {
	it('go on when the rules end, also beside those whose socket is closed, which are told as dropped', () => {
		rules.stand(true);
		const one = holding(1, 'first');
		const other = holding(2, 'second');
		one.state = CLOSED;
		rules.stand(false);
		expect([one.sent, other.sent]).toEqual([[], ['second']]);
		expect(told).toEqual(['"frame-released",1,1,true', '"frame-released",2,2,false']);
	});

	it('that a person lets go when their socket is closed are told as dropped', () => {
		rules.stand(true);
		const socket = holding(1, 'first');
		socket.state = CLOSED;
		let thrown: unknown;
		try {
			rules.release(1, false);
		} catch (error) {
			thrown = error;
		}
		expect(refusalCode(thrown)).toBe('socket-not-open');
		expect(told).toEqual(['"frame-released",1,1,true']);
	});

	it('go on with what a person wrote instead', () => {
		rules.stand(true);
		const socket = holding(1, 'first');
		rules.release(1, false, { data: 'edited', asBlob: undefined });
		expect(socket.sent).toEqual(['edited']);
		expect(told).toEqual(['"frame-released",1,1,false']);
	});
});
