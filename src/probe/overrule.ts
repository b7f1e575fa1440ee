import type { VerdictName } from '../analyser/verdict.ts';
import type { ProbePlan, ProbeTranscript } from '../protocol/probe.ts';
import type { Interpretation } from './interpret.ts';
import { asStatic, changeFrom, isStranger, type Settled, type StaticVerdict } from './settle.ts';

/** `foreign-…`: the browser itself stamped the origin; `probe-…`: the message said what a person chose. */
export type OverruleCode =
	| 'probe-confirmed'
	| 'probe-refuted'
	| 'probe-refused-one'
	| 'foreign-confirmed'
	| 'foreign-refuted'
	| 'foreign-refused-one';

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
	const origin = attack.stamped ?? plan.origin;
	const way = attack.stamped === undefined ? 'probe' : 'foreign';
	const sender =
		way === 'probe'
			? `A message that claimed to be from ${origin}`
			: `A real message from a frame of origin ${origin}`;
	if (result === 'confirmed') {
		const open = stated.verdict === 'none' || stated.verdict === 'weak';
		const verdict = open ? stated.verdict : shownBy(plan, attack);
		const message = `${sender} got through. ${first.message}`;
		return {
			verdict,
			stated: stated.verdict,
			confidence: 'high',
			change: changeFrom(stated.verdict, verdict),
			reason: { code: `${way}-confirmed`, message, values: [origin], ...site },
			witness: origin,
		};
	}
	const asExpected = stated.verdict === 'strict' || stated.verdict === 'inert';
	// Of a weak check the code names an origin that passes; that another is refused says nothing of it.
	const isOther = stated.verdict === 'weak' && way === 'foreign' && stated.witness !== origin;
	const stillOpen = stated.verdict === 'source-only' || stated.verdict === 'unknown' || isOther;
	if (asExpected || stillOpen) {
		const message = `${sender} was rejected. ${first.message}`;
		return {
			...asStatic(stated),
			confidence: asExpected ? 'high' : stated.confidence,
			change: asExpected ? 'confirmed' : 'unchanged',
			reason: { code: `${way}-refused-one`, message, values: [origin], ...site },
		};
	}
	const message = `By its code, it seemed to let ${origin} in, but the running handler rejected the message. ${first.message}`;
	return {
		verdict: 'unknown',
		stated: stated.verdict,
		confidence: 'medium',
		change: 'overruled',
		reason: { code: `${way}-refuted`, message, values: [origin], ...site },
	};
}

/** What a handler that acted on a foreign message is shown to be. */
function shownBy(plan: ProbePlan, attack: ProbeTranscript): VerdictName {
	const looked = (name: string): boolean => attack.reads.some((read) => read.name === name);
	// From a window that the page has relations with, acting on the message does not show that strangers' windows pass.
	if (looked('source') && !isStranger(plan)) return looked('origin') ? 'weak' : 'source-only';
	return looked('origin') || looked('source') ? 'weak' : 'none';
}
