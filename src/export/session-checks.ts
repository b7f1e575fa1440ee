import {
	amount,
	attempt,
	type Check,
	flag,
	integer,
	listOf,
	oneOf,
	refuse,
	shape,
	type Tally,
	text,
	yes,
} from '../protocol/checks.ts';
import type { DocumentInfo, FrameInfo } from '../protocol/envelope.ts';
import type { HookEvent, HookEventOf } from '../protocol/event.ts';
import { savedChecks } from '../protocol/guard.ts';
import type { CookieFacts, Handshake } from '../protocol/handshake.ts';
import { hijackVerdicts } from '../session/hijack/decide.ts';
import { channels, type RowKind, rowKinds } from '../session/rows.ts';
import type { Losses } from '../session/session.ts';
import type { SavedDocument, SavedListener, SavedRow, SavedSocket } from './session-file.ts';

const { address, callSite, callSites, event, sourceRef, word } = savedChecks;
const count = integer(0);
const LONG_LIST = 1_000_000;
const HEADERS = 10_000;
const UINT16 = 65_535;
const UINT32 = 4_294_967_295;

const of =
	<K extends HookEvent['kind']>(...kinds: K[]): Check<HookEventOf<K>> =>
	(input, tally) => {
		const checked = event(input, tally);
		return kinds.includes(checked.kind as K) ? (checked as HookEventOf<K>) : refuse();
	};

/** Which events a row can be about. */
const eventOfKind: Record<RowKind, Check<HookEvent | { url: string }>> = {
	message: of('message', 'message-seen'),
	send: of('sent'),
	frame: of('socket-frame'),
	socket: of(
		'socket-connecting',
		'socket-opened',
		'socket-closing',
		'socket-closed',
		'socket-errored',
		'binary-type-set',
	),
	listener: of('listener-added', 'listener-removed'),
	note: of('channel-created', 'document-opened', 'sink-reached', 'dropped', 'fault'),
	navigation: shape({ url: address }),
};

const losses: Check<Losses> = shape({
	page: count,
	rejected: count,
	fields: count,
	rows: count,
	bodies: count,
	paused: count,
	faults: count,
});

const frame: Check<FrameInfo> = shape({
	frameId: integer(-1),
	parentFrameId: integer(-1),
	url: address,
	errorOccurred: flag,
});

const documentInfo: Check<DocumentInfo> = shape(
	{
		token: word,
		tabId: integer(-1),
		frameId: integer(-1),
		url: address,
		origin: address,
		title: address,
		opener: flag,
		hooked: oneOf('at-start', 'late', 'not-hooked', 'left-alone', 'off'),
		startedAt: amount,
	},
	{
		path: (input, tally) => {
			const path = word(input, tally);
			return /^(\d+(\.\d+)*)?$/.test(path) ? path : refuse();
		},
		documentId: word,
		reason: address,
		reachable: flag,
		frames: count,
	},
);

const document: Check<SavedDocument> = shape(
	{ token: word, introducedAt: amount, dropped: count, faults: count },
	{ endedAt: amount, info: documentInfo },
);

const listener: Check<SavedListener> = shape(
	{
		document: integer(-1),
		added: of('listener-added'),
		evidence: shape(
			{
				runs: count,
				readData: count,
				readOrigin: count,
				readSource: count,
				dataFirst: count,
				foreignData: count,
				threw: count,
				replied: count,
				stopped: count,
				origins: listOf(address, LONG_LIST),
			},
			{ foreignUnchecked: count, foreignActed: count, reached: count, originSite: callSite },
		),
	},
	{ removed: of('listener-removed'), endedAt: amount, row: count },
);

const header = shape({ name: address, value: address });
const cookie: Check<CookieFacts> = shape({
	name: address,
	sameSite: oneOf('strict', 'lax', 'none', 'unset'),
	secure: flag,
	httpOnly: flag,
	partitioned: flag,
});
const handshake: Check<Handshake> = shape(
	{ id: word, seenBy: oneOf('webRequest', 'har', 'both'), url: address, startedAt: amount },
	{
		harId: word,
		frameId: count,
		documentId: word,
		request: listOf(header, HEADERS),
		cookies: listOf(cookie, HEADERS),
		status: count,
		statusText: address,
		response: listOf(header, HEADERS),
		answeredAt: amount,
		error: address,
	},
);
const traffic = shape({ frames: count, bytes: amount });
const socket: Check<SavedSocket> = shape(
	{
		document: integer(-1),
		number: count,
		url: address,
		requested: address,
		protocols: listOf(address, LONG_LIST),
		protocol: address,
		extensions: address,
		api: oneOf('WebSocket', 'WebSocketStream'),
		stack: callSites,
		state: oneOf('connecting', 'open', 'closing', 'closed'),
		startedAt: amount,
		errored: flag,
		in: traffic,
		out: traffic,
	},
	{
		openedAt: amount,
		closedAt: amount,
		closing: of('socket-closing'),
		closed: of('socket-closed'),
		binaryType: word,
		unhooked: yes,
		sentSecret: yes,
		hijack: oneOf(...hijackVerdicts),
		handshake: shape({ handshake, certain: flag }),
	},
);

const rowShape = shape(
	{ kind: oneOf(...rowKinds), time: amount },
	{
		document: count,
		direction: oneOf('in', 'out'),
		channel: oneOf(...channels),
		size: amount,
		source: sourceRef,
		origin: address,
		ref: count,
		marks: integer(0, UINT16),
		peer: count,
		event: (input: unknown) => input,
		runs: listOf(of('listener-ran'), LONG_LIST),
		ran: integer(0, UINT32),
	},
);

const row: Check<SavedRow> = (input, tally) => {
	const checked = rowShape(input, tally);
	if (checked.event === undefined) return checked as SavedRow;
	return { ...checked, event: eventOfKind[checked.kind](checked.event, tally) } as SavedRow;
};

/** Checks of the members that are lists, of their items. */
export const itemChecks = {
	frames: frame,
	documents: document,
	listeners: listener,
	sockets: socket,
	rows: row,
};
/** Checks of the other members, without the first two. */
export const memberChecks = { earshot: text(100), savedAt: amount, redacted: flag, losses };

/** The input as declared, or undefined. */
export function checked<T>(check: Check<T>, input: unknown, tally: Tally): T | undefined {
	return attempt(check, input, tally);
}
