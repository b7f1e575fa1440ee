import type { CallSite, HookEventOf } from '../protocol/event.ts';
import type { HijackVerdict } from './hijack/decide.ts';
import type { Joined } from './joined.ts';

export type SocketState = 'connecting' | 'open' | 'closing' | 'closed';

/** One WebSocket connection. */
export interface SocketRecord {
	index: number;
	document: number;
	/** Its number in the document. */
	number: number;
	/** Only its handshake was seen: it was opened where no hook is, in a worker for instance. */
	unhooked: boolean;
	/** Its opening handshake, where the browser was seen to make it. */
	handshake: Joined | undefined;
	/** Empty when its opening was not seen. */
	url: string;
	requested: string;
	protocols: string[];
	protocol: string;
	extensions: string;
	/** A frame of the page's held what looks like a credential. */
	sentSecret: boolean;
	/** What a test of its address for cross-site hijacking found. */
	hijack: HijackVerdict | undefined;
	api: 'WebSocket' | 'WebSocketStream';
	stack: CallSite[];
	state: SocketState;
	/** ms since the epoch. */
	startedAt: number;
	openedAt: number | undefined;
	closedAt: number | undefined;
	closing: HookEventOf<'socket-closing'> | undefined;
	closed: HookEventOf<'socket-closed'> | undefined;
	errored: boolean;
	binaryType: string | undefined;
	in: Traffic;
	out: Traffic;
	/** Timeline rows of its frames, oldest first. */
	frames: number[];
	/** Timeline rows of frames that a rule holds, by their number. */
	held: Map<number, number>;
}

/** Whether no hook tells its frames: then only the browser's own log has them. */
export const isToldByLog = ({ unhooked, api }: Pick<SocketRecord, 'unhooked' | 'api'>): boolean =>
	unhooked || api === 'WebSocketStream';

export interface Traffic {
	frames: number;
	bytes: number;
}

/** A connection of which nothing is known but its number. */
export function newSocket(index: number, document: number, number: number, time: number): SocketRecord {
	return {
		index,
		document,
		number,
		unhooked: false,
		handshake: undefined,
		sentSecret: false,
		hijack: undefined,
		url: '',
		requested: '',
		protocols: [],
		protocol: '',
		extensions: '',
		api: 'WebSocket',
		stack: [],
		state: 'connecting',
		startedAt: time,
		openedAt: undefined,
		closedAt: undefined,
		closing: undefined,
		closed: undefined,
		errored: false,
		binaryType: undefined,
		in: { frames: 0, bytes: 0 },
		out: { frames: 0, bytes: 0 },
		frames: [],
		held: new Map(),
	};
}
