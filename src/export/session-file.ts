import type { DocumentInfo, FrameInfo } from '../protocol/envelope.ts';
import type { HookEvent, HookEventOf, SourceRef } from '../protocol/event.ts';
import type { HijackVerdict } from '../session/hijack/decide.ts';
import type { Joined } from '../session/joined.ts';
import type { Evidence } from '../session/listener-record.ts';
import type { Channel, Direction, RowKind } from '../session/rows.ts';
import type { Losses } from '../session/session.ts';
import type { SocketRecord } from '../session/socket-record.ts';

/** First member of a saved session: what the file is. */
export const SESSION_FORMAT = 'earshot-session';
/** Second member. Raised when a reader of the version before would misunderstand the file. */
export const SESSION_VERSION = 1;

/**
 * A session as a file (docs/exports.md). Documents, listeners, sockets and rows refer to each other by their
 * positions in these lists, from 0.
 */
export interface SavedSession {
	format: typeof SESSION_FORMAT;
	version: number;
	/** Version of Earshot that wrote it. */
	earshot: string;
	/** ms since the epoch. */
	savedAt: number;
	/** Credentials were taken out. */
	redacted: boolean;
	losses: Losses;
	frames: FrameInfo[];
	documents: SavedDocument[];
	listeners: SavedListener[];
	sockets: SavedSocket[];
	rows: SavedRow[];
}

export interface SavedDocument {
	token: string;
	introducedAt: number;
	endedAt?: number;
	dropped: number;
	faults: number;
	info?: DocumentInfo;
}

export interface SavedListener {
	document: number;
	added: HookEventOf<'listener-added'>;
	removed?: HookEventOf<'listener-removed'>;
	endedAt?: number;
	evidence: Omit<Evidence, 'origins' | 'foreignUnchecked' | 'foreignActed' | 'reached'> &
		Partial<Pick<Evidence, 'foreignUnchecked' | 'foreignActed' | 'reached'>> & { origins: string[] };
	/** Position of the row of its addition. */
	row?: number;
}

export type SavedSocket = Pick<
	SocketRecord,
	| 'document'
	| 'number'
	| 'url'
	| 'requested'
	| 'protocols'
	| 'protocol'
	| 'extensions'
	| 'api'
	| 'stack'
	| 'state'
	| 'startedAt'
	| 'errored'
	| 'in'
	| 'out'
> & {
	openedAt?: number;
	closedAt?: number;
	closing?: HookEventOf<'socket-closing'>;
	closed?: HookEventOf<'socket-closed'>;
	binaryType?: string;
	unhooked?: true;
	sentSecret?: true;
	hijack?: HijackVerdict;
	handshake?: Joined;
};

export interface SavedRow {
	kind: RowKind;
	time: number;
	/** Absent for navigations. */
	document?: number;
	direction?: Exclude<Direction, 'none'>;
	channel?: Exclude<Channel, 'window'>;
	/** Bytes. */
	size?: number;
	/** Sender of a message, receiver of a send. */
	source?: SourceRef;
	origin?: string;
	/** Listener or socket by position, or number of the message or send in its document. */
	ref?: number;
	/** Sum of the marks (see the table in docs/exports.md). */
	marks?: number;
	/** Of a delivery: its send, by position. */
	peer?: number;
	/** Absent where it was given up to stay within the limits. */
	event?: HookEvent | { url: string };
	/** Listeners that ran. */
	runs?: HookEventOf<'listener-ran'>[];
	/** How many ran, where not all runs are here. */
	ran?: number;
}
