import { type Signal, signal } from '@preact/signals';
import type { Position } from '../../src/analyser/locate.ts';
import type { RuntimeContext, Verdict } from '../../src/analyser/verdict.ts';
import type { Settled } from '../../src/probe/settle.ts';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import type { CallSite } from '../../src/protocol/event.ts';
import { handlerOf, type ListenerRecord } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import type { ScriptText } from '../script-texts.ts';
import type { Found, Judged, Script } from '../worker/judge.ts';
import type { WorkerFailure } from '../worker-line.ts';
import { type AnalyserLine, analysisQueue } from './analysis-queue.ts';
import { liveValues } from './live-values.ts';
import { decisive, type ProbeOutcome, type SettledCode, settleVerdict } from './settle-verdict.ts';

export type { AnalyserLine, AnalysisReply } from './analysis-queue.ts';

/** The script in which a judged handler stands. */
export interface JudgedScript {
	/** Address of what the browser loaded: the script, or the page around an inline one. */
	url: string;
	text: string;
	/** Where the text starts in what was loaded; absent where that is not known. */
	start?: Position;
	/** The verdict, told in positions of the text. */
	verdict: Verdict;
}

/** What is known of a listener's check: not judged (no origin there), being judged, judged, or why it could not be. */
export type Judgement =
	| { state: 'not-applicable' }
	| { state: 'pending' }
	| {
			state: 'done';
			verdict: Verdict;
			source: string;
			/** Absent where the handler was judged alone. */
			script?: JudgedScript;
			/** The script around it took too long to read. */
			gaveUpScript?: true;
	  }
	| { state: 'failed'; reason: WorkerFailure['failed']; detail: string };

export interface AnalysisStore {
	/** Raised with each new judgement. */
	version: Signal<number>;
	/** The judgement of a listener; asks for it when it is not there. */
	of(listener: ListenerRecord): Judgement;
	/** The verdict joined with what the listener was seen to do, by itself and in probes, where there is one. */
	settled(listener: ListenerRecord): Settled<SettledCode> | undefined;
	/** A probe has shown something of the listener: its verdict takes it over, for as long as the session lasts. */
	takeProbe(listener: ListenerRecord, outcome: ProbeOutcome): void;
	/** Its name. */
	nameOf(listener: number): string | undefined;
	/** Looks again at the page's values, where the judgement hangs on some. */
	refresh(listener: ListenerRecord): void;
	/** Full source text of the handler, as analysed. */
	sourceOf(listener: ListenerRecord): string;
}

const notApplicable: Judgement = { state: 'not-applicable' };
const pending: Judgement = { state: 'pending' };
const MOST_SCRIPTS = 4;
/** Verdicts kept of listeners that are gone: their page may be loaded again. */
const MOST_VERDICTS = 2_000;

/** Verdicts of listeners, one analysis for each source text and surroundings. */
export function createAnalysisStore(
	session: Session,
	line: AnalyserLine,
	command: (token: string, order: Command) => Promise<CommandResult>,
	scriptText: ScriptText,
): AnalysisStore {
	const version = signal(0);
	const enqueue = analysisQueue(line);
	const byKey = new Map<string, Judgement>();
	const keys = new Map<number, string>();
	/** Listeners by the key of their analysis. */
	const users = new Map<string, Set<number>>();
	/** What each listener's handler was when it was asked for. */
	const begun = new Map<number, string>();
	const fetched = new Map<number, string>();
	/** What each listener was judged as before the page was asked for values. */
	const bases = new Map<number, { key: string; source: string }>();
	/** What probes have shown, by listener, each of the handler that it had then. */
	const probes = new WeakMap<ListenerRecord, { source: string; outcome: ProbeOutcome }>();
	/** Who waits for a judgement, by its key. */
	const waiting = new Map<string, ((key: string) => void)[]>();

	const isWanted = (key: string): boolean =>
		[...(users.get(key) ?? [])].some((index) => session.listeners[index] !== undefined);
	const use = (index: number, key: string): void => {
		users.set(key, (users.get(key) ?? new Set()).add(index));
	};
	const forgetOld = (): void => {
		for (const key of byKey.keys()) {
			if (byKey.size <= MOST_VERDICTS) return;
			if (isWanted(key)) continue;
			for (const index of users.get(key) ?? []) {
				keys.delete(index);
				fetched.delete(index);
				bases.delete(index);
				begun.delete(index);
			}
			users.delete(key);
			byKey.delete(key);
		}
	};

	const put = (key: string, judgement: Judgement): void => {
		byKey.set(key, judgement);
		forgetOld();
		version.value++;
	};

	/** Has a source judged with what is around it; `done` is called once its judgement is there. */
	const have = async (
		listener: ListenerRecord,
		token: string | undefined,
		source: string,
		context: RuntimeContext,
		done: (key: string) => void,
	): Promise<void> => {
		const sites = token === undefined ? [] : sitesOf(listener);
		const key = `${JSON.stringify([context, sites])}\n${source}`;
		use(listener.index, key);
		waiting.set(key, [...(waiting.get(key) ?? []), done]);
		const known = byKey.get(key);
		if (known?.state === 'pending') return;
		if (known) {
			settle(key);
			return;
		}
		byKey.set(key, pending);
		const scripts: (Script & { url: string })[] = [];
		for (const { url, line: row, column } of sites) {
			const text = await scriptText(token ?? '', url);
			if (text !== undefined) scripts.push({ text, near: { line: row, column: column - 1 }, url });
		}
		const page = session.documents.get(listener.document)?.info?.url;
		enqueue({
			request: { text: source, context, scripts: scripts.map(({ url: _, ...script }) => script) },
			isWanted: () => isWanted(key),
			done(answer, alone) {
				if (answer) put(key, judgementOf(answer, alone, source, scripts, page));
				else byKey.delete(key);
				settle(key);
			},
		});
	};
	const settle = (key: string): void => {
		const calls = waiting.get(key) ?? [];
		waiting.delete(key);
		if (byKey.has(key)) for (const call of calls) call(key);
	};

	const ask = (listener: ListenerRecord, token: string | undefined, source: string): Promise<void> => {
		const context = contextOf(session, listener);
		return have(listener, token, source, context, (key) => {
			keys.set(listener.index, key);
			bases.set(listener.index, { key, source });
			void refine(listener);
		});
	};

	/** Asks the page for the values that a verdict hangs on, and has it judged again with them. */
	const refine = async (listener: ListenerRecord): Promise<void> => {
		const base = bases.get(listener.index);
		const judgement = base && byKey.get(base.key);
		const token = session.documents.get(listener.document)?.token;
		if (judgement?.state !== 'done' || token === undefined || judgement.verdict.wanted.length === 0) return;
		// Out of its script, a variable around the handler looks like a global of the same name.
		if (!judgement.script) return;
		const result = await command(token, { kind: 'get-values', paths: judgement.verdict.wanted });
		const values = result.kind === 'values' ? liveValues(result.values) : {};
		if (Object.keys(values).length === 0) return;
		const context = { ...contextOf(session, listener), values };
		await have(listener, token, base?.source ?? '', context, (key) => {
			keys.set(listener.index, key);
			version.value++;
		});
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
		void command(token, { kind: 'get-source', listener: listener.added.listener }).then((result) => {
			const text = result.kind === 'source' ? result.source : source;
			fetched.set(listener.index, text);
			void ask(listener, token, text);
			version.value++;
		});
	};

	const of = (listener: ListenerRecord): Judgement => {
		const { target, type } = listener.added;
		if (target.kind !== 'window' || type !== 'message') return notApplicable;
		const { source } = handlerOf(listener);
		// A dispatcher may have got another handler since.
		if (begun.get(listener.index) !== source) {
			begun.set(listener.index, source);
			begin(listener);
		}
		return byKey.get(keys.get(listener.index) ?? '') ?? pending;
	};

	const probeOf = (listener: ListenerRecord): ProbeOutcome | undefined => {
		const known = probes.get(listener);
		return known?.source === handlerOf(listener).source ? known.outcome : undefined;
	};

	return {
		version,
		of,
		settled: (listener) => settleVerdict(of(listener), listener, probeOf(listener)),
		takeProbe(listener, outcome) {
			const { source } = handlerOf(listener);
			probes.set(listener, { source, outcome: decisive(probeOf(listener), outcome) });
			version.value++;
		},
		nameOf(index) {
			const listener = session.listeners[index];
			const judgement = byKey.get(keys.get(index) ?? '') ?? pending;
			return listener && settleVerdict(judgement, listener, probeOf(listener))?.verdict;
		},
		refresh: (listener) => void refine(listener),
		sourceOf: (listener) => fetched.get(listener.index) ?? handlerOf(listener).source,
	};
}

function judgementOf(
	answer: Judged | WorkerFailure,
	alone: boolean,
	source: string,
	scripts: readonly (Script & { url: string })[],
	page: string | undefined,
): Judgement {
	if ('failed' in answer) return { state: 'failed', reason: answer.failed, detail: answer.detail };
	const { verdict, found } = answer;
	const script = found && scripts[found.script];
	return {
		state: 'done',
		verdict,
		source,
		...(script ? { script: judgedScript(script, found, page) } : {}),
		...(alone ? { gaveUpScript: true } : {}),
	};
}

function judgedScript(
	{ url, text }: Script & { url: string },
	{ from, to, verdict }: Found,
	page: string | undefined,
): JudgedScript {
	const before = text.slice(0, from).split(/\r\n|[\n\r\u2028\u2029]/);
	const start = { line: before.length, column: before.at(-1)?.length ?? 0 };
	// The relay gives a page's inline scripts one after the other, without the page around them.
	const isPage = page !== undefined && url.split('#')[0] === page.split('#')[0];
	const known = from > 0 || !isPage || /^\s*</.test(text);
	return { url, text: text.slice(from, to), verdict, ...(known ? { start } : {}) };
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
