import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Act } from '../../src/protocol/act.ts';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import { type Failure, failure } from '../../src/protocol/failure.ts';
import type { Value } from '../../src/protocol/value.ts';
import { eventOf } from '../../src/session/event-of.ts';
import type { Session } from '../../src/session/session.ts';
import { isToldByLog, type SocketRecord } from '../../src/session/socket-record.ts';
import { type Draft, emptyDraft, type Payload, sendable } from './acts/payload.ts';
import { type ActProblem, problemOf } from './acts/problem.ts';
import { createReplay, type ReplayStore } from './acts/replay.ts';
import { createRules, emptyRule, type RuleDraft, type RuleStore } from './acts/rules.ts';
import type { BodyStore } from './bodies.ts';

export const actTools = ['compose', 'rules', 'replay', 'connection'] as const;
export type ActTool = (typeof actTools)[number];

/** Ends and beginnings of sockets as a person fills them in; codes as text. */
export interface ConnectionDraft extends OpeningDraft {
	/** Empty: none given. */
	closeCode: string;
	closeReason: string;
	endCode: string;
	endReason: string;
	wasClean: boolean;
	error: boolean;
}

/** A socket to be opened as a person fills it in. */
export interface OpeningDraft {
	/** Undefined: as the shown socket's. */
	url: string | undefined;
	/** Separated by commas. */
	protocols: string | undefined;
}

const emptyOpening: OpeningDraft = { url: undefined, protocols: undefined };

const emptyConnection: ConnectionDraft = {
	closeCode: '',
	closeReason: '',
	endCode: '1006',
	endReason: '',
	wasClean: false,
	error: true,
	...emptyOpening,
};

/** A held frame that is being edited. */
export interface Editing {
	frame: number;
	draft: Draft;
}

type Refusal = Promise<ActProblem | undefined>;

/** Everything that a person can do to the sockets of the page; each resolves to what hindered it. */
export interface SocketActs {
	/** Whether the tools are unfolded, and which is shown. */
	isOpen: Signal<boolean>;
	tool: Signal<ActTool>;
	draftOf(socket: SocketRecord): Signal<Draft>;
	directionOf(socket: SocketRecord): Signal<'in' | 'out'>;
	rule: Signal<RuleDraft>;
	connection: Signal<ConnectionDraft>;
	/** The held frame of a socket that is being edited. */
	editingOf(socket: SocketRecord): Signal<Editing | undefined>;
	/** Whether the socket can be acted on: hooked, open, and its page is there. */
	isLive(socket: SocketRecord): boolean;
	/** `out`: to the server; `in`: to the page, as if it had come. */
	send(socket: SocketRecord, data: Value, direction: 'in' | 'out'): Refusal;
	/** The whole payload of a recorded frame. */
	payloadOfRow(row: number): Promise<Payload>;
	close(socket: SocketRecord, code: number | undefined, reason: string): Refusal;
	end(socket: SocketRecord, end: Omit<Act & { kind: 'socket-end' }, 'kind' | 'socket'>): Refusal;
	open(document: number, url: string, protocols: string[]): Refusal;
	/** Whether the form that opens sockets is unfolded, and what is in it. */
	isOpening: Signal<boolean>;
	opening: Signal<OpeningDraft>;
	/** The document in which it opens them; undefined: the first. */
	openingIn: Signal<number | undefined>;
	/** Lets a held frame go, with other data where given, or drops it. */
	release(socket: SocketRecord, frame: number, drop: boolean, data?: Value): Refusal;
	forwardAll(socket: SocketRecord): Refusal;
	/** Frames that rules hold, of all sockets. */
	held: ReadonlySignal<number>;
	/** Sockets of the page that have some. */
	withHeld(): SocketRecord[];
	rules: RuleStore;
	replay: ReplayStore;
}

interface Surroundings {
	session: Session;
	version: ReadonlySignal<number>;
	bodies: BodyStore;
	command(token: string, command: Command): Promise<CommandResult>;
	changed(): void;
	now(): number;
	wait(run: () => void, ms: number): void;
}

export function createSocketActs(around: Surroundings): SocketActs {
	const { session, version, bodies } = around;
	const drafts = new Map<number, Signal<Draft>>();
	const directions = new Map<number, Signal<'in' | 'out'>>();
	const edited = new Map<number, Signal<Editing | undefined>>();

	const perform = async (document: number, command: Command): Promise<Failure | undefined> => {
		const record = session.documents.get(document);
		if (!record || record.endedAt !== undefined) return failure('document-gone');
		return problemOf(await around.command(record.token, command));
	};
	const send: SocketActs['send'] = ({ document, number }, data, direction) =>
		perform(document, {
			kind: direction === 'out' ? 'socket-send' : 'socket-receive',
			socket: number,
			data,
		});
	const release: SocketActs['release'] = async (socket, frame, drop, data) => {
		const order: Command = { kind: 'socket-release', frame, drop, ...(data ? { data } : {}) };
		const problem = await perform(socket.document, order);
		// Nobody will tell of it any more.
		if (problem?.code === 'frame-not-held' || problem?.code === 'document-gone') {
			socket.held.delete(frame);
			around.changed();
		}
		return problem;
	};
	const payloadOfRow = async (row: number): Promise<Payload> => {
		const event = session.holds(row) ? eventOf(session, row) : undefined;
		const own = event?.kind === 'socket-frame' && event.complete ? sendable(event.data) : undefined;
		if (own) return { data: own };
		const loaded = await bodies.load(row);
		const data = 'data' in loaded && loaded.complete ? sendable(loaded.data) : undefined;
		return data ? { data } : { problem: { kind: 'not-whole' } };
	};
	const isThere = ({ document }: SocketRecord): boolean => {
		const record = session.documents.get(document);
		return record !== undefined && record.endedAt === undefined;
	};

	const withHeld = (): SocketRecord[] =>
		session.sockets.filter(
			(socket): socket is SocketRecord => socket !== undefined && socket.held.size > 0 && isThere(socket),
		);

	return {
		isOpen: signal(false),
		tool: signal('compose'),
		draftOf: ({ index }) => kept(drafts, index, () => emptyDraft),
		directionOf: ({ index }) => kept<'in' | 'out'>(directions, index, () => 'out'),
		rule: signal(emptyRule),
		connection: signal(emptyConnection),
		editingOf: ({ index }) => kept<Editing | undefined>(edited, index, () => undefined),
		isLive: (socket) => socket.state === 'open' && !isToldByLog(socket) && isThere(socket),
		send,
		payloadOfRow,
		close: ({ document, number }, code, reason) =>
			perform(document, {
				kind: 'socket-close',
				socket: number,
				...(code === undefined ? {} : { code, reason }),
			}),
		end: ({ document, number }, end) => perform(document, { kind: 'socket-end', socket: number, ...end }),
		open: (document, url, protocols) => perform(document, { kind: 'socket-open', url, protocols }),
		isOpening: signal(false),
		opening: signal(emptyOpening),
		openingIn: signal(undefined),
		release,
		async forwardAll(socket) {
			let problem: ActProblem | undefined;
			for (const frame of [...socket.held.keys()]) problem = (await release(socket, frame, false)) ?? problem;
			return problem;
		},
		held: computed(() => {
			version.value;
			return withHeld().reduce((count, { held }) => count + held.size, 0);
		}),
		withHeld,
		rules: createRules({ session, version, perform }),
		replay: createReplay({ ...around, send, payloadOfRow }),
	};
}

function kept<T>(all: Map<number, Signal<T>>, index: number, initial: () => T): Signal<T> {
	const known = all.get(index) ?? signal(initial());
	all.set(index, known);
	return known;
}
