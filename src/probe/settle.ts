import type { Confidence, VerdictName } from '../analyser/verdict.ts';
import type { CallSite } from '../protocol/event.ts';
import type { ProbePlan } from '../protocol/probe.ts';

/** What run-time facts made of the static verdict. */
export type Change = 'unchanged' | 'confirmed' | 'raised' | 'lowered' | 'overruled';

export interface Settled<Code extends string = string> {
	verdict: VerdictName;
	/** What the code alone says. */
	stated: VerdictName;
	confidence: Confidence;
	change: Change;
	/** Why, unless nothing changed. */
	reason?: {
		code: Code;
		/** A sentence a developer understands. */
		message: string;
		/** What the sentence names, for saying it in another language. */
		values: string[];
		/** Where the page did what the reason names. */
		site?: CallSite;
	};
	/** A foreign origin that the handler was seen to act on. */
	witness?: string;
}

/** The static verdict as far as it is needed here. */
export interface StaticVerdict {
	verdict: VerdictName;
	confidence: Confidence;
	witness?: string;
}

/** The static verdict, left as it is. */
export function asStatic({ verdict, confidence, witness }: StaticVerdict): Settled<never> {
	return {
		verdict,
		stated: verdict,
		confidence,
		change: 'unchanged',
		...(witness === undefined ? {} : { witness }),
	};
}

/** How bad a verdict is, the worst first. */
const BAD: readonly VerdictName[] = ['none', 'weak', 'source-only', 'unknown', 'strict', 'inert'];

/** Names the step from one verdict to another: raised is for the worse. */
export function changeFrom(before: VerdictName, after: VerdictName): Change {
	if (before === after) return 'confirmed';
	if (before === 'unknown') return BAD.indexOf(after) < BAD.indexOf('unknown') ? 'raised' : 'lowered';
	return 'overruled';
}

/** Whether the plan's sender is one that any foreign page can be. */
export function isStranger({ source }: ProbePlan): boolean {
	return source.relation === 'stranger' || source.relation === 'none';
}
