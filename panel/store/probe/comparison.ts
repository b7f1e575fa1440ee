import type { Signal } from '@preact/signals';
import { besideStoppers, interpret } from '../../../src/probe/interpret.ts';
import { ownActs } from '../../../src/probe/own-acts.ts';
import type { ReadName } from '../../../src/protocol/event.ts';
import type { Failure } from '../../../src/protocol/failure.ts';
import type { ProbePlan, ProbeSource, ProbeTranscript } from '../../../src/protocol/probe.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { ProbeOutcome } from '../settle-verdict.ts';
import { attackOf, type ProbeDraft } from './probe-draft.ts';

interface Surroundings {
	draft: Signal<ProbeDraft>;
	planOf(payload: Value, origin: string): ProbePlan;
	deliver(plan: ProbePlan): Promise<ProbeTranscript | Failure>;
	/** `done` of `of` were delivered. */
	tell(done: number, of: number): void;
	/** Whether another listener of the page may end deliveries. */
	mayBeStopped(): boolean;
}

/**
 * Delivers one message as the draft says, from the foreign origin and from the trusted one, and compares.
 *
 * @param sender window that the trusted one is from, where that is not the draft's
 */
export type Compare = (message: Value, sender?: ProbeSource) => Promise<ProbeOutcome | Failure>;

export function createComparison({ draft, planOf, deliver, tell, mayBeStopped }: Surroundings): Compare {
	return async (message, sender) => {
		const { trusted, delivery } = draft.value;
		const isPosed = delivery === 'posed';
		const posed = planOf(message, attackOf(draft.value));
		const plan: ProbePlan = isPosed ? posed : { ...posed, delivery, source: { relation: 'stranger' } };
		const usual = planOf(message, trusted);
		const control = { ...usual, source: sender ?? usual.source };
		// The attack first: the trusted message may be the one that a handler waits for, to heed no other. A real delivery
		// last: it uses up a listener that is called once.
		const seen: ProbeTranscript[] = [];
		for (const [done, one] of (isPosed ? [plan, control] : [control, plan]).entries()) {
			tell(done, 2);
			const result = await deliver(one);
			if ('code' in result) return result;
			seen.push(result);
		}
		const [told, baseline] = (isPosed ? seen : seen.toReversed()) as [ProbeTranscript, ProbeTranscript];
		const attack = ownActs(told, baseline);
		const compared = interpret(baseline, attack);
		const interpretation = isPosed && mayBeStopped() ? besideStoppers(compared) : compared;
		return { plan, trusted, trustedSender: control.source, baseline, attack, interpretation };
	};
}

/** It looked for ports, had none, and nothing is decided: what it does with one is not known yet. */
export function missesPorts({ plan, attack, baseline, interpretation }: ProbeOutcome): boolean {
	return plan.ports === 0 && interpretation.result === 'undecided' && looksAt([attack, baseline], 'ports');
}

/** It looked at the window, and nothing came of either: the trusted message may not have been from the right one. */
export function missesSender(outcome: ProbeOutcome): boolean {
	return showsNothing(outcome) && looksAt([outcome.baseline], 'source');
}

const looksAt = (runs: readonly ProbeTranscript[], wanted: ReadName): boolean =>
	runs.some(({ reads }) => reads.some(({ name }) => name === wanted));

/** Neither origin had an effect: it may not be a message that the listener acts on. */
export function showsNothing({ interpretation }: ProbeOutcome): boolean {
	return interpretation.reasons[0]?.code === 'nothing-happened';
}
