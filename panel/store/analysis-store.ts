import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Settled } from '../../src/probe/settle.ts';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import { handlerOf, type ListenerRecord, sourcesOf } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import type { AnalyserLine } from './analysis-queue.ts';
import { contextOf, type Judgement } from './judgement.ts';
import { createJudgements } from './judgements.ts';
import { liveValues } from './live-values.ts';
import type { ScriptTexts } from './script-texts.ts';
import { decisive, type ProbeOutcome, type SettledCode, settleVerdict } from './settle-verdict.ts';
import { rankOf } from './verdict-rank.ts';

export type { AnalyserLine, AnalysisReply } from './analysis-queue.ts';
export type { JudgedScript, Judgement } from './judgement.ts';

export interface AnalysisStore {
	/** Raised with each new judgement. */
	version: Signal<number>;
	/** Handlers that are being judged or wait for it. */
	waiting: ReadonlySignal<number>;
	/** The judgement of a listener; asks for it when it is not there. */
	of(listener: ListenerRecord): Judgement;
	/** A person looks at this listener now: its verdict comes before those of all that wait. */
	lookAt(listener: ListenerRecord): void;
	/** The verdict joined with what the listener was seen to do, by itself and in probes, where there is one. */
	settled(listener: ListenerRecord): Settled<SettledCode> | undefined;
	/** A probe has shown something of the listener: its verdict takes it over, for as long as the session lasts. */
	takeProbe(listener: ListenerRecord, outcome: ProbeOutcome): void;
	/** Its name. */
	nameOf(listener: number): string | undefined;
	/** Looks again at the page's values, where the judgement hangs on some. */
	refresh(listener: ListenerRecord): void;
	/** The line to a document is there again: sources that could not be fetched meanwhile are. */
	documentCame(token: string): void;
	/** Judges a document's listeners anew: more is known of what is around them. */
	reconsider(document: number): void;
	/** Listeners that were judged without a script that is around them, by its address. */
	lacking(): ReadonlyMap<string, ListenerRecord[]>;
	/** Full source text of the handler, as analysed. */
	sourceOf(listener: ListenerRecord): string;
}

const notApplicable: Judgement = { state: 'not-applicable' };

/** Verdicts of listeners: which judgement is a listener's, and what else is known of it. */
export function createAnalysisStore(
	session: Session,
	line: AnalyserLine,
	command: (token: string, order: Command) => Promise<CommandResult>,
	scriptTexts: Pick<ScriptTexts, 'of' | 'onCame'>,
): AnalysisStore {
	const version = signal(0);
	/** The key of each listener's judgement. */
	const keys = new Map<number, string>();
	/** What each listener's handler was when it was asked for. */
	const begun = new Map<number, string>();
	const fetched = new Map<number, string>();
	/** Listeners of whose source only the beginning could be had. */
	const unfetched = new Set<number>();
	/** What each listener was judged as before the page was asked for values. */
	const bases = new Map<number, { key: string; source: string }>();
	/** What probes have shown, by listener, each of the handler that it had then. */
	const probes = new WeakMap<ListenerRecord, { source: string; outcome: ProbeOutcome }>();
	/** Listeners whose judgement is to be made once more. */
	const again = new Set<number>();
	/** The last time that each listener's was begun, of all times: what was begun before is of less. */
	const last = new Map<number, number>();
	let times = 0;
	const judgements = createJudgements({
		session,
		line,
		scriptTexts,
		version,
		again: (index) => again.add(index),
		forgotten(index) {
			for (const one of [keys, fetched, bases, begun, last]) one.delete(index);
		},
	});

	const rank = (key: string): number => {
		const known = judgements.of(key);
		return rankOf(known.state === 'done' ? known.verdict.verdict : 'unknown');
	};
	/** Has a listener's handlers judged, of which a dispatcher has several; the worst is what is said of it. */
	const ask = (
		listener: ListenerRecord,
		token: string | undefined,
		sources: readonly string[],
		time: number,
	): void => {
		const context = contextOf(session, listener);
		const done: { key: string; source: string }[] = [];
		for (const source of sources) {
			void judgements.have({ listener, token, source, context }, (key) => {
				done.push({ key, source });
				if (done.length < sources.length || last.get(listener.index) !== time) return;
				const [worst] = done.toSorted((a, b) => rank(a.key) - rank(b.key));
				if (!worst) return;
				keys.set(listener.index, worst.key);
				bases.set(listener.index, worst);
				void refine(listener);
			});
		}
	};

	/** Asks the page for the values that a verdict hangs on, and has it judged again with them. */
	const refine = async (listener: ListenerRecord): Promise<void> => {
		const base = bases.get(listener.index);
		const judgement = base && judgements.of(base.key);
		const token = session.documents.get(listener.document)?.token;
		if (judgement?.state !== 'done' || token === undefined || judgement.verdict.wanted.length === 0) return;
		// Out of its script, a variable around the handler looks like a global of the same name.
		if (!judgement.script) return;
		const result = await command(token, { kind: 'get-values', paths: judgement.verdict.wanted });
		const values = result.kind === 'values' ? liveValues(result.values) : {};
		if (Object.keys(values).length === 0 || bases.get(listener.index) !== base) return;
		const context = { ...contextOf(session, listener), values };
		await judgements.have({ listener, token, source: base?.source ?? '', context }, (key) => {
			if (bases.get(listener.index) !== base) return;
			keys.set(listener.index, key);
			version.value++;
		});
	};

	const begin = (listener: ListenerRecord, isOther: boolean): void => {
		const [source = '', ...others] = sourcesOf(listener);
		const token = session.documents.get(listener.document)?.token;
		const whole = listener.added.wrapped?.length ? true : source.length >= listener.added.sourceLength;
		// Of the same handler the judgement so far is shown until the next is there.
		if (isOther) keys.set(listener.index, '');
		const time = ++times;
		last.set(listener.index, time);
		if (whole || token === undefined) {
			ask(listener, token, [source, ...others], time);
			return;
		}
		void command(token, { kind: 'get-source', listener: listener.added.listener }).then((result) => {
			const text = result.kind === 'source' ? result.source : source;
			if (result.kind !== 'source') unfetched.add(listener.index);
			fetched.set(listener.index, text);
			ask(listener, token, [text], time);
			version.value++;
		});
	};

	const of = (listener: ListenerRecord): Judgement => {
		const { target, type } = listener.added;
		if (target.kind !== 'window' || type !== 'message') return notApplicable;
		const handlers = sourcesOf(listener).join('\n');
		// A dispatcher may have got another handler since.
		const isOther = begun.get(listener.index) !== handlers;
		if (again.delete(listener.index) || isOther) {
			begun.set(listener.index, handlers);
			begin(listener, isOther);
		}
		return judgements.of(keys.get(listener.index));
	};

	const probeOf = (listener: ListenerRecord): ProbeOutcome | undefined => {
		const known = probes.get(listener);
		return known?.source === handlerOf(listener).source ? known.outcome : undefined;
	};

	return {
		version,
		waiting: judgements.waiting,
		of,
		lookAt: (listener) => judgements.lookAt(listener.index),
		settled: (listener) => settleVerdict(of(listener), listener, probeOf(listener)),
		takeProbe(listener, outcome) {
			const { source } = handlerOf(listener);
			probes.set(listener, { source, outcome: decisive(probeOf(listener), outcome) });
			version.value++;
		},
		nameOf(index) {
			const listener = session.listeners[index];
			const judgement = judgements.of(keys.get(index));
			return listener && settleVerdict(judgement, listener, probeOf(listener))?.verdict;
		},
		documentCame(token) {
			const document = session.documents.find(token)?.index;
			for (const index of unfetched) {
				if (session.listeners[index]?.document !== document) continue;
				unfetched.delete(index);
				begun.delete(index);
				version.value++;
			}
		},
		reconsider(document) {
			for (const listener of session.listeners)
				if (listener?.document === document) again.add(listener.index);
			version.value++;
		},
		lacking() {
			const found = new Map<string, ListenerRecord[]>();
			for (const { key, judgement, listeners: users } of judgements.all()) {
				if (judgement.state !== 'done' || !judgement.missing) continue;
				const listeners = [...users]
					.filter((index) => keys.get(index) === key)
					.flatMap((index) => session.listeners[index] ?? [])
					.filter(({ removed, endedAt }) => !removed && endedAt === undefined);
				if (listeners.length === 0) continue;
				for (const url of judgement.missing) found.set(url, [...(found.get(url) ?? []), ...listeners]);
			}
			return found;
		},
		refresh: (listener) => void refine(listener),
		sourceOf: (listener) => fetched.get(listener.index) ?? handlerOf(listener).source,
	};
}
