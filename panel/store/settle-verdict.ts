import type { Interpretation } from '../../src/probe/interpret.ts';
import { type EvidenceCode, joinEvidence } from '../../src/probe/join-evidence.ts';
import { type OverruleCode, overrule } from '../../src/probe/overrule.ts';
import type { Settled } from '../../src/probe/settle.ts';
import type { ProbePlan, ProbeSource, ProbeTranscript } from '../../src/protocol/probe.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { Judgement } from './judgement.ts';

export type SettledCode = EvidenceCode | OverruleCode;

/** What came of putting a listener to the test with a foreign origin. */
export interface ProbeOutcome {
	/** The attack. */
	plan: ProbePlan;
	/** Origin of the message that it is compared with. */
	trusted: string;
	/** Window that this message is from. */
	trustedSender: ProbeSource;
	baseline: ProbeTranscript;
	attack: ProbeTranscript;
	interpretation: Interpretation;
}

/** The verdict from the code, joined with what was seen while the page ran and with what a probe brought to light. */
export function settleVerdict(
	judgement: Judgement,
	{ evidence }: ListenerRecord,
	probe: ProbeOutcome | undefined,
): Settled<SettledCode> | undefined {
	if (judgement.state !== 'done') return undefined;
	const stated = judgement.verdict;
	const joined = joinEvidence(stated, evidence, judgement.script ? [judgement.script.url] : []);
	if (!probe || probe.interpretation.result === 'undecided') return joined;
	const { plan, attack, interpretation } = probe;
	if (interpretation.result === 'confirmed') return overrule(stated, plan, attack, interpretation);
	// One origin that is refused does not undo what was seen of others.
	const refuted = { ...overrule(joined, plan, attack, interpretation), stated: stated.verdict };
	const isAsSeen = refuted.verdict === joined.verdict && joined.verdict !== stated.verdict;
	return isAsSeen ? { ...refuted, change: joined.change } : refuted;
}

/** The outcome that counts: an attack that got through once is not undone by one that did not. */
export function decisive(before: ProbeOutcome | undefined, now: ProbeOutcome): ProbeOutcome {
	const rank = { confirmed: 2, refuted: 1, undecided: 0 };
	if (!before) return now;
	return rank[now.interpretation.result] >= rank[before.interpretation.result] ? now : before;
}
