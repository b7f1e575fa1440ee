import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type ParsedValue, parseValue } from '../../../src/probe/notation/parse.ts';
import { printValue } from '../../../src/probe/notation/print.ts';
import {
	attackOrigin,
	type ProbePayload,
	type ProbeSubject,
	payloadsFor,
	senderFor,
	type TrustedOrigin,
	trustedOrigins,
} from '../../../src/probe/plan.ts';
import { type Failure, failure, failureIn } from '../../../src/protocol/failure.ts';
import { MOST_PORTS, type ProbePlan, type ProbeTranscript } from '../../../src/protocol/probe.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import type { ProbeOutcome } from '../settle-verdict.ts';
import { createComparison, missesPorts, missesSender, showsNothing } from './comparison.ts';
import { emptyDraft, type ProbeDraft } from './probe-draft.ts';
import { isFinal } from './probe-failure.ts';
import { createProbeSeries, type ProbeSeries } from './probe-series.ts';
import { hasStoppers, probeSubject, senderOf } from './probe-subject.ts';
import { type SavedMessage, withMessage, without } from './saved-messages.ts';
import { shapesFor } from './shapes-for.ts';
import type { ChosenMessage, ProbeSurroundings } from './surroundings.ts';

/** Most offered messages that are tried after one that shows nothing, and most of those with other values. */
const MOST_OTHERS = 3;
const MOST_RENEWED = 2;

/** What is going on at a desk. `done` of `of` messages were delivered. */
export type ProbeProgress =
	| { state: 'idle' }
	| { state: 'running'; done: number; of: number }
	| { state: 'failed'; failure: Failure };

/** One listener's active tests: nothing is delivered before a person says so. */
export interface ProbeDesk {
	draft: Signal<ProbeDraft>;
	/** What the draft's text says. */
	parsed(): ParsedValue;
	/** What the text could not take over of the value that it was written for. */
	lost: ReadonlySignal<readonly string[]>;
	/** Messages to begin with. */
	payloads: ReadonlySignal<readonly ProbePayload[]>;
	/** Index of the one that the draft began with; -1: a person's own text. */
	begunWith: ReadonlySignal<number>;
	/** Messages that a person has kept, of all listeners. */
	saved: ReadonlySignal<readonly SavedMessage[]>;
	/** Keeps the draft's text under a name, in place of what had it. */
	save(name: string): void;
	chooseSaved(name: string): void;
	deleteSaved(name: string): void;
	trusted: ReadonlySignal<readonly TrustedOrigin[]>;
	/** Messages are still being made from the code. */
	preparing: ReadonlySignal<boolean>;
	progress: ReadonlySignal<ProbeProgress>;
	/** The last comparison of a trusted and a foreign origin. */
	outcome: ReadonlySignal<ProbeOutcome | undefined>;
	edit(part: Partial<ProbeDraft>): void;
	choosePayload(index: number): void;
	take(message: ChosenMessage): void;
	/** Fills in what the analyser has found out, where a person has not filled in something else. */
	prepare(): void;
	probe(): Promise<void>;
	/** Delivers the message as often as the draft says, from one origin. */
	replay(): Promise<void>;
	/** Delivers variants of the message, from one origin. */
	tryVariants(): Promise<void>;
	stop(): void;
	replayed: ProbeSeries['replayed'];
	variants: ProbeSeries['variants'];
}

/** A desk for one listener. */
export function createProbeDesk(around: ProbeSurroundings, listener: ListenerRecord): ProbeDesk {
	const { session, analysis } = around;
	const draft = signal(emptyDraft);
	const lost = signal<readonly string[]>([]);
	const begunWith = signal(-1);
	const payloads = signal<readonly ProbePayload[]>([]);
	const trusted = signal<readonly TrustedOrigin[]>([]);
	const preparing = signal(true);
	const progress = signal<ProbeProgress>({ state: 'idle' });
	const outcome = signal<ProbeOutcome | undefined>(undefined);
	/** What a person has chosen: it is not filled in again. */
	const chosen = new Set<keyof ProbeDraft>();
	let begun: 'no' | 'waiting' | 'yes' = 'no';

	const fill = (part: Partial<ProbeDraft>): void => {
		const free = Object.entries(part).filter(([key]) => !chosen.has(key as keyof ProbeDraft));
		draft.value = { ...draft.value, ...Object.fromEntries(free) };
	};
	const write = (value: Value): Partial<ProbeDraft> => {
		const printed = printValue(value);
		lost.value = printed.lost;
		return { text: printed.text };
	};
	const edit = (part: Partial<ProbeDraft>): void => {
		for (const key of Object.keys(part)) chosen.add(key as keyof ProbeDraft);
		draft.value = { ...draft.value, ...part };
	};
	const offer = (subject: ProbeSubject): void => {
		batch(() => {
			payloads.value = payloadsFor(subject);
			trusted.value = trustedOrigins(subject);
			fill({
				attack: attackOrigin(subject),
				trusted: trusted.value[0]?.origin ?? 'null',
				source: senderFor(subject.verdict),
			});
			const [first] = payloads.value;
			if (!first || chosen.has('text')) return;
			fill({ ...write(first.value), ports: first.ports });
			begunWith.value = 0;
		});
	};
	const prepare = (): void => {
		const judgement = analysis.of(listener);
		const isJudged = judgement.state !== 'pending';
		if (begun === 'yes' || (begun === 'waiting' && !isJudged)) return;
		const subject = probeSubject(around, listener, judgement);
		begun = isJudged ? 'yes' : 'waiting';
		offer({ ...subject, shapes: [] });
		if (!isJudged) return;
		void shapesFor(around, listener, judgement, attackOrigin(subject)).then((shapes) => {
			batch(() => {
				offer({ ...subject, shapes });
				preparing.value = false;
			});
		});
	};
	/** Delivers one message; nothing but this makes the page do anything. */
	const deliver = async (plan: ProbePlan): Promise<ProbeTranscript | Failure> => {
		const record = session.documents.get(listener.document);
		if (!record || record.endedAt !== undefined) return failure('document-gone');
		const result = await around.command(record.token, { kind: 'probe', plan });
		return result.kind === 'transcript' ? result.transcript : failureIn(result);
	};
	const planOf = (payload: Value, origin: string): ProbePlan => {
		const { source, ports, safe, timeLimit } = draft.value;
		const id = listener.added.listener;
		return { listener: id, payload, delivery: 'posed', origin, source, ports, safe, timeLimit };
	};
	const parsed = (): ParsedValue => parseValue(draft.value.text);
	const compare = createComparison({
		draft,
		planOf,
		deliver,
		tell(done, of) {
			progress.value = { state: 'running', done, of };
		},
		mayBeStopped: () => hasStoppers(around, listener),
	});
	/** Compares; a listener that looks for what it had not gets that: a port, the window that its messages are from. */
	const compareWell = async (message: Value): Promise<ProbeOutcome | Failure> => {
		let found = await compare(message);
		if (!('code' in found) && missesPorts(found) && !chosen.has('ports')) {
			draft.value = { ...draft.value, ports: 1 };
			found = await compare(message);
		}
		if ('code' in found || !missesSender(found)) return found;
		const sender = senderOf(session, listener, draft.value.trusted);
		const other = sender ? await compare(message, sender) : found;
		return 'code' in other ? found : other;
	};
	const begin = (index: number, { value, ports }: ProbePayload): void => {
		draft.value = { ...draft.value, ...write(value), ports };
		begunWith.value = index;
	};
	/** Compares with the offered messages that were not chosen, in their order: the first that decides. */
	const compareOffered = async (but: number): Promise<ProbeOutcome | undefined> => {
		const others = [...payloads.value.entries()].filter(([index]) => index !== but);
		const isRenewed = ([, { why }]: (typeof others)[number]): boolean => why === 'renewed';
		for (const [index, payload] of [
			...others.filter((one) => !isRenewed(one)).slice(0, MOST_OTHERS),
			...others.filter(isRenewed).slice(0, MOST_RENEWED),
		]) {
			begin(index, payload);
			const message = parsed();
			if (!message.ok) continue;
			const found = await compareWell(message.value);
			// A listener that is called once is gone; a person may go on writing meanwhile.
			if (('code' in found && isFinal(found)) || begunWith.value !== index) return undefined;
			if (!('code' in found) && found.interpretation.result !== 'undecided') return found;
		}
		return undefined;
	};
	const series = createProbeSeries({
		planOf,
		deliver,
		tell(done, of, failure) {
			if (failure) progress.value = { state: 'failed', failure };
			else progress.value = done === undefined ? { state: 'idle' } : { state: 'running', done, of };
		},
	});
	/** The message, unless it cannot be read or another is still being delivered. */
	const ready = (): Value | undefined => {
		const message = parsed();
		return message.ok && progress.value.state !== 'running' ? message.value : undefined;
	};

	return {
		draft,
		parsed,
		lost,
		payloads,
		begunWith,
		trusted,
		preparing,
		progress,
		outcome,
		edit(part) {
			if (part.text !== undefined) {
				lost.value = [];
				begunWith.value = -1;
			}
			edit(part);
		},
		saved: around.saved,
		save(name) {
			if (name !== '')
				around.saved.value = withMessage(around.saved.peek(), { name, text: draft.peek().text });
		},
		chooseSaved(name) {
			const found = around.saved.peek().find((one) => one.name === name);
			if (!found) return;
			lost.value = [];
			begunWith.value = -1;
			edit({ text: found.text });
		},
		deleteSaved(name) {
			around.saved.value = without(around.saved.peek(), name);
		},
		choosePayload(index) {
			const payload = payloads.value[index];
			if (!payload) return;
			chosen.add('text');
			begin(index, payload);
		},
		take({ value, ports, origin }) {
			edit({ ...write(value), ports: Math.min(ports, MOST_PORTS) });
			begunWith.value = -1;
			if (origin !== '' && origin !== 'null' && origin !== draft.value.attack) edit({ trusted: origin });
		},
		prepare,
		replayed: series.replayed,
		variants: series.variants,
		stop: series.stop,
		async replay() {
			const message = ready();
			const { as, times } = draft.value;
			if (message) await series.replay(message, draft.value[as], times);
		},
		async tryVariants() {
			const message = ready();
			if (message) await series.tryVariants(message, draft.value[draft.value.as]);
		},
		async probe() {
			const message = ready();
			if (!message) return;
			const at = begunWith.value;
			const first = await compareWell(message);
			if ('code' in first) {
				progress.value = { state: 'failed', failure: first };
				return;
			}
			let found = first;
			if (at >= 0 && showsNothing(first)) {
				const { text, ports } = draft.value;
				const other = await compareOffered(at);
				if (other) found = other;
				else if (begunWith.value >= 0) {
					draft.value = { ...draft.value, text, ports };
					begunWith.value = at;
				}
			}
			batch(() => {
				outcome.value = found;
				progress.value = { state: 'idle' };
				analysis.takeProbe(listener, found);
			});
		},
	};
}
