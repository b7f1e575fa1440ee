import type { VerdictName } from '../analyser/verdict.ts';
import type { ProbePlan, ProbeTranscript } from '../protocol/probe.ts';
import type { Interpretation } from './interpret.ts';
import { asStatic, changeFrom, isStranger, type Settled, type StaticVerdict } from './settle.ts';

export type OverruleCode = 'probe-confirmed' | 'probe-refuted' | 'probe-refused-one';

/**
 * The verdict after a probe with a foreign origin. A handler that acted on it has no check, or one that this origin
 * passes, whatever was read in the code; one that turned it away has refused this origin, not every origin.
 */
export function overrule(
	stated: StaticVerdict,
	plan: ProbePlan,
	attack: ProbeTranscript,
	{ result, reasons }: Interpretation,
): Settled<OverruleCode> {
	const [first] = reasons;
	if (result === 'undecided' || !first) return asStatic(stated);
	const site = first.site ? { site: first.site } : {};
	if (result === 'confirmed') {
		const open = stated.verdict === 'none' || stated.verdict === 'weak';
		const verdict = open ? stated.verdict : shownBy(plan, attack);
		const message = `A message that said it was from ${plan.origin} got through. ${first.message}`;
		return {
			verdict,
			confidence: 'high',
			change: changeFrom(stated.verdict, verdict),
			reason: { code: 'probe-confirmed', message, values: [plan.origin], ...site },
			witness: plan.origin,
		};
	}
	const asExpected = stated.verdict === 'strict' || stated.verdict === 'inert';
	const stillOpen = stated.verdict === 'source-only' || stated.verdict === 'unknown';
	if (asExpected || stillOpen) {
		const message = `A message that said it was from ${plan.origin} was turned away. ${first.message}`;
		return {
			...asStatic(stated),
			confidence: asExpected ? 'high' : stated.confidence,
			change: asExpected ? 'confirmed' : 'unchanged',
			reason: { code: 'probe-refused-one', message, values: [plan.origin], ...site },
		};
	}
	const message = `The code was judged to let ${plan.origin} in, but the running handler turned it away. ${first.message}`;
	return {
		verdict: 'unknown',
		confidence: 'medium',
		change: 'overruled',
		reason: { code: 'probe-refuted', message, values: [plan.origin], ...site },
	};
}

/** What a handler that acted on a foreign message is shown to be. */
function shownBy(plan: ProbePlan, attack: ProbeTranscript): VerdictName {
	const looked = (name: string): boolean => attack.reads.some((read) => read.name === name);
	// From a window that the page has relations with, acting on the message does not show that strangers' windows pass.
	if (looked('source') && !isStranger(plan)) return looked('origin') ? 'weak' : 'source-only';
	return looked('origin') || looked('source') ? 'weak' : 'none';
}
