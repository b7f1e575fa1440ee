import { type ReadonlySignal, signal } from '@preact/signals';
import { withoutFragment } from '../../src/protocol/address.ts';
import type { Command, CommandResult, FramingHeaders } from '../../src/protocol/command.ts';
import { type Failure, failureIn } from '../../src/protocol/failure.ts';
import { framingIn } from '../../src/protocol/framing.ts';
import type { HeaderField } from '../../src/protocol/handshake.ts';
import type { DocumentRecord } from '../../src/session/documents.ts';
import { headerOf } from '../../src/session/headers.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import type { AnalysisStore } from './analysis-store.ts';
import type { LogHeaders } from './log-headers.ts';

export interface FramingStore {
	/** Documents that are being asked for, by index; with why, those of which it could not be learned. */
	state: ReadonlySignal<ReadonlyMap<number, 'asking' | Failure>>;
	/** The documents that a listener's conditions and its proof go by: its own, and the page that it is in. */
	about(listener: ListenerRecord): DocumentRecord[];
	/** Takes what the developer tools have seen of these documents' headers; nothing is requested. */
	readLog(listener: ListenerRecord): Promise<void>;
	/** Requests these documents once more for what their servers say of framing; a person asked. */
	look(listener: ListenerRecord): Promise<void>;
}

interface Surroundings {
	session: Session;
	analysis: AnalysisStore;
	command(token: string, order: Command): Promise<CommandResult>;
	headers: LogHeaders;
	changed(): void;
}

/** What servers say of who may frame their pages; it settles verdicts that hang on it. */
export function createFraming({ session, analysis, command, headers, changed }: Surroundings): FramingStore {
	const state = signal<ReadonlyMap<number, 'asking' | Failure>>(new Map());
	const put = (document: number, now?: 'asking' | Failure): void => {
		const next = new Map(state.peek());
		if (now) next.set(document, now);
		else next.delete(document);
		state.value = next;
	};
	const about = (listener: ListenerRecord): DocumentRecord[] => {
		const both = [session.documents.get(listener.document), topOf(session, listener)];
		return [...new Set(both)].filter((record) => record?.info !== undefined) as DocumentRecord[];
	};
	const ask = async ({ index, token }: DocumentRecord): Promise<void> => {
		if (state.peek().get(index) === 'asking') return;
		put(index, 'asking');
		const result = await command(token, { kind: 'get-framing' });
		if (result.kind !== 'framing') {
			put(index, failureIn(result));
			return;
		}
		take(token, index, result.headers);
		put(index);
	};
	const take = (token: string, index: number, framing: FramingHeaders): void => {
		session.amend(token, (record) => {
			record.framing = framing;
		});
		analysis.reconsider(index);
		changed();
	};
	/** Documents whose headers the tools were asked for: they answer the same again. */
	const read = new Set<string>();
	const readOne = async ({ index, token, info, framing }: DocumentRecord): Promise<void> => {
		if (framing || read.has(token) || !/^https?:/i.test(info?.url ?? '')) return;
		read.add(token);
		const fields = await headers(withoutFragment(info?.url ?? ''));
		// A person may have asked meanwhile.
		if (fields && !session.documents.get(index)?.framing)
			take(
				token,
				index,
				framingIn((name) => valueIn(fields, name)),
			);
	};
	return {
		state,
		about,
		async readLog(listener) {
			await Promise.all(about(listener).map(readOne));
		},
		async look(listener) {
			await Promise.all(about(listener).map(ask));
		},
	};
}

/** The page that a document is in, as far as frames can be followed down to it by their indexes. */
export function topOf(session: Session, { document }: ListenerRecord): DocumentRecord | undefined {
	const own = session.documents.get(document);
	if (!own?.info?.path) return own;
	const tops = [...session.documents].filter(
		({ info, endedAt }) => info?.path === '' && endedAt === undefined,
	);
	return tops.find(({ info }) => info?.frameId === 0) ?? own;
}

/** In Chromium's log, several headers of one name are lines of one. */
const valueIn = (fields: readonly HeaderField[], name: string): string | undefined =>
	headerOf(fields, name)?.replaceAll('\n', ', ');
