import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RuntimeContext } from '../../src/analyser/verdict.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import { type AnalyserLine, analysisQueue } from './analysis-queue.ts';
import { framesOf, type Judgement, judgementOf, type LoadedScript, sitesOf } from './judgement.ts';
import type { ScriptTexts } from './script-texts.ts';

/** Verdicts kept of listeners that are gone: their page may be loaded again. */
const MOST_VERDICTS = 2_000;
const pending: Judgement = { state: 'pending' };

/** Something to be judged: a handler's source, for a listener that has it. */
export interface Wanted {
	listener: ListenerRecord;
	/** Its document, to be asked for scripts; absent where that is not known. */
	token: string | undefined;
	source: string;
	context: RuntimeContext;
}

/** Judgements, one for each source text and surroundings, whoever has it: a key stands for these. */
export interface Judgements {
	/** Those that are being made or wait for it. */
	waiting: ReadonlySignal<number>;
	/** Pending also where nobody has asked for it. */
	of(key: string | undefined): Judgement;
	/** Has a source judged with what is around it; `done` is called once its judgement is there. */
	have(wanted: Wanted, done: (key: string) => void): Promise<void>;
	/** What this listener waits for comes before all else. */
	lookAt(listener: number): void;
	/** Those that are there, with the listeners that have asked for them. */
	all(): Iterable<{ key: string; judgement: Judgement; listeners: ReadonlySet<number> }>;
}

interface Surroundings {
	session: Session;
	line: AnalyserLine;
	scriptTexts: Pick<ScriptTexts, 'of' | 'onCame'>;
	/** Raised when a judgement is there, with all that was told of it, or is to be made again. */
	version: Signal<number>;
	/** A listener's judgement is to be made once more: a script has come. */
	again(listener: number): void;
	/** All is forgotten of a listener that is gone. */
	forgotten(listener: number): void;
}

export function createJudgements(around: Surroundings): Judgements {
	const { session, scriptTexts, version } = around;
	const unfinished = signal(0);
	const enqueue = analysisQueue(around.line);
	const byKey = new Map<string, Judgement>();
	const users = new Map<string, Set<number>>();
	/** Who waits for a judgement. */
	const waiting = new Map<string, ((key: string) => void)[]>();
	/** Addresses of the scripts without which judgements were made. */
	const without = new Map<string, readonly string[]>();
	/** Judgements to be made once more, since a script has come. */
	const outdated = new Set<string>();
	let lookedAt: number | undefined;

	const isWanted = (key: string): boolean =>
		[...(users.get(key) ?? [])].some((index) => session.listeners[index] !== undefined);
	const forgetOld = (): void => {
		for (const key of byKey.keys()) {
			if (byKey.size <= MOST_VERDICTS) return;
			if (isWanted(key)) continue;
			for (const index of users.get(key) ?? []) around.forgotten(index);
			for (const one of [users, byKey, outdated, without]) one.delete(key);
		}
	};
	const judgeAgain = (key: string): void => {
		outdated.add(key);
		for (const index of users.get(key) ?? []) around.again(index);
	};
	scriptTexts.onCame((url) => {
		for (const [key, urls] of without) if (urls.includes(url)) judgeAgain(key);
		version.value++;
	});
	const settle = (key: string): void => {
		const calls = waiting.get(key) ?? [];
		waiting.delete(key);
		if (byKey.has(key)) for (const call of calls) call(key);
	};

	/** Scripts on the way of a listener's registration, and the addresses of those that cannot be had. */
	const scriptsOf = async (
		key: string,
		{ listener, token }: Wanted,
	): Promise<{ scripts: LoadedScript[]; missing: string[] }> => {
		const scripts: LoadedScript[] = [];
		const missing: string[] = [];
		without.delete(key);
		for (const { url, line: row, column } of token === undefined ? [] : sitesOf(listener)) {
			const text = await scriptTexts.of(token ?? '', url);
			if (text !== undefined) scripts.push({ text, near: { line: row, column: column - 1 }, url });
			else {
				missing.push(url);
				without.set(key, missing);
			}
		}
		return { scripts, missing };
	};

	return {
		waiting: unfinished,
		of: (key) => byKey.get(key ?? '') ?? pending,
		async have(wanted, done) {
			const { listener, token, source, context } = wanted;
			const key = `${JSON.stringify([context, token === undefined ? [] : listener.added.stack])}\n${source}`;
			users.set(key, (users.get(key) ?? new Set()).add(listener.index));
			waiting.set(key, [...(waiting.get(key) ?? []), done]);
			const known = byKey.get(key);
			if (known?.state === 'pending') return;
			if (known && !outdated.delete(key)) {
				settle(key);
				return;
			}
			// The judgement so far stands until the next is there.
			if (!known) byKey.set(key, pending);
			unfinished.value++;
			const { scripts, missing } = await scriptsOf(key, wanted);
			const page = session.documents.get(listener.document)?.info?.url;
			const { frames, calls } = framesOf(listener, scripts, page);
			enqueue({
				request: {
					text: source,
					context,
					scripts: scripts.map(({ url: _, ...script }) => script),
					frames,
				},
				isWanted: () => isWanted(key),
				isLookedAt: () => lookedAt !== undefined && (users.get(key)?.has(lookedAt) ?? false),
				done(answer, alone) {
					unfinished.value--;
					// Its script came while it was judged.
					if (outdated.has(key)) judgeAgain(key);
					if (answer) {
						byKey.set(key, judgementOf(answer, alone, source, { scripts, missing, calls, page }));
						forgetOld();
					} else byKey.delete(key);
					settle(key);
					// Who looks now finds it with all its listeners.
					version.value++;
				},
			});
		},
		lookAt(listener) {
			lookedAt = listener;
		},
		*all() {
			for (const [key, judgement] of byKey)
				yield { key, judgement, listeners: users.get(key) ?? new Set<number>() };
		},
	};
}
