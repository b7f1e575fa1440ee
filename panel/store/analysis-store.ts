import { type Signal, signal } from '@preact/signals';
import type { RuntimeContext, Verdict } from '../../src/analyser/verdict.ts';
import type { CommandResult } from '../../src/protocol/command.ts';
import type { CallSite } from '../../src/protocol/event.ts';
import { handlerOf, type ListenerRecord } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import type { ScriptText } from '../script-texts.ts';
import type { AnalysisRequest, Script } from '../worker/judge.ts';

export type AnalysisReply = { id: number; verdict: Verdict } | { id: number; failed: string };

/** The analyser on the other side of a worker, or a plain function in tests. */
export interface AnalyserLine {
	post(request: AnalysisRequest): void;
	onReply(receive: (reply: AnalysisReply) => void): void;
}

/** What is known of a listener's check: not judged (no origin there), being judged, judged, or why it could not be. */
export type Judgement =
	| { state: 'not-applicable' }
	| { state: 'pending' }
	| { state: 'done'; verdict: Verdict; source: string }
	| { state: 'failed'; reason: string };

export interface AnalysisStore {
	/** Raised with each new judgement. */
	version: Signal<number>;
	/** The judgement of a listener; asks for it when it is not there. */
	of(listener: ListenerRecord): Judgement;
	/** The verdict's name, where there is one. */
	nameOf(listener: number): string | undefined;
	/** Full source text of the handler, as analysed. */
	sourceOf(listener: ListenerRecord): string;
}

const notApplicable: Judgement = { state: 'not-applicable' };
const pending: Judgement = { state: 'pending' };
const MOST_SCRIPTS = 4;

/** Verdicts of listeners, one analysis for each source text and surroundings. */
export function createAnalysisStore(
	session: Session,
	line: AnalyserLine,
	fullSource: (token: string, listener: number) => Promise<CommandResult>,
	scriptText: ScriptText,
): AnalysisStore {
	const version = signal(0);
	const byKey = new Map<string, Judgement>();
	const keys = new Map<number, string>();
	const fetched = new Map<number, string>();
	const asked = new Map<number, { key: string; source: string }>();
	let last = 0;

	line.onReply((reply) => {
		const request = asked.get(reply.id);
		if (!request) return;
		asked.delete(reply.id);
		byKey.set(
			request.key,
			'verdict' in reply
				? { state: 'done', verdict: reply.verdict, source: request.source }
				: { state: 'failed', reason: reply.failed },
		);
		version.value++;
	});

	const ask = async (listener: ListenerRecord, token: string | undefined, source: string): Promise<void> => {
		const context = contextOf(session, listener);
		const sites = token === undefined ? [] : sitesOf(listener);
		const key = `${JSON.stringify([context, sites])}\n${source}`;
		keys.set(listener.index, key);
		if (byKey.has(key)) return;
		byKey.set(key, pending);
		const scripts: Script[] = [];
		for (const { url, line: row, column } of sites) {
			const text = await scriptText(token ?? '', url);
			if (text !== undefined) scripts.push({ text, near: { line: row, column: column - 1 } });
		}
		const id = ++last;
		asked.set(id, { key, source });
		line.post({ id, text: source, context, scripts });
	};

	const begin = (listener: ListenerRecord): void => {
		const { source } = handlerOf(listener);
		const token = session.documents.get(listener.document)?.token;
		const whole = listener.added.wrapped?.length ? true : source.length >= listener.added.sourceLength;
		keys.set(listener.index, '');
		if (whole || token === undefined) {
			void ask(listener, token, source);
			return;
		}
		void fullSource(token, listener.added.listener).then((result) => {
			const text = result.kind === 'source' ? result.source : source;
			fetched.set(listener.index, text);
			void ask(listener, token, text);
			version.value++;
		});
	};

	const of = (listener: ListenerRecord): Judgement => {
		const { target, type } = listener.added;
		if (target.kind !== 'window' || type !== 'message') return notApplicable;
		const key = keys.get(listener.index);
		if (key === undefined) begin(listener);
		return byKey.get(keys.get(listener.index) ?? '') ?? pending;
	};

	return {
		version,
		of,
		nameOf(index) {
			const judgement = byKey.get(keys.get(index) ?? '');
			return judgement?.state === 'done' ? judgement.verdict.verdict : undefined;
		},
		sourceOf: (listener) => fetched.get(listener.index) ?? handlerOf(listener).source,
	};
}

/** Places on the way of a registration, the innermost of each script: that is where the handler may stand. */
function sitesOf({ added }: ListenerRecord): CallSite[] {
	const urls = new Set<string>();
	return added.stack.filter(({ url }) => urls.size < MOST_SCRIPTS && !urls.has(url) && urls.add(url));
}

function contextOf(session: Session, listener: ListenerRecord): RuntimeContext {
	const info = session.documents.get(listener.document)?.info;
	if (!info) return {};
	const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(info.url)?.[0];
	return {
		origin: info.origin,
		sandboxed: info.origin === 'null',
		...(scheme === undefined ? {} : { scheme }),
	};
}
