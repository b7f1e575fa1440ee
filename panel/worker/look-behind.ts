import { type HandedOver, handedOver, isNativeText } from '../../src/analyser/hand-over.ts';
import { relocate } from '../../src/analyser/locate.ts';
import type { Verdict, VerdictName } from '../../src/analyser/verdict.ts';
import { say } from '../../src/analyser/words/sentences.ts';
import { undecided } from '../../src/analyser/words/undecided.ts';
import type { AnalysisRequest, Judged } from './analysis.ts';
import { scriptAt } from './script-around.ts';

/** Goes up the stack to the first registration: its argument is what the page has given to the wrapper. */
export function lookBehind(request: Omit<AnalysisRequest, 'id'>): Judged | 'itself' | undefined {
	const { text, context, scripts, frames = [] } = request;
	for (const [frame, { script, at }] of frames.entries()) {
		const whole = scripts[script]?.text;
		const stretch = whole === undefined ? undefined : scriptAt(whole, at);
		if (whole === undefined || !stretch) continue;
		let handed: HandedOver | 'unseen' | undefined;
		try {
			handed = handedOver({ text: whole.slice(stretch.from, stretch.to), at: stretch.at, context });
		} catch {
			continue;
		}
		if (handed === undefined) continue;
		if (handed === 'unseen') return undefined;
		// Chromium tells a method called `static` without that name.
		if (handed.source.endsWith(text)) return 'itself';
		const { source, name, start } = handed;
		const verdict = noted(handed.verdict, isNativeText(text));
		const { from, to } = stretch;
		return {
			verdict: relocate(verdict, start, source),
			found: { script, from, to, verdict },
			behind: { source, name, frame },
		};
	}
	return undefined;
}

function noted(verdict: Verdict, isBound: boolean): Verdict {
	return {
		...verdict,
		confidence: verdict.confidence === 'high' && !isBound ? 'medium' : verdict.confidence,
		reasons: [
			...verdict.reasons,
			{ code: 'behind-wrapper', ...say(isBound ? 'behind-bound' : 'behind-wrapper') },
		],
	};
}

const WORST_FIRST: readonly VerdictName[] = ['none', 'weak', 'source-only', 'unknown', 'strict', 'inert'];
const CHECKS: readonly VerdictName[] = ['weak', 'source-only', 'strict'];

/** The verdict on a handler, given the one on the wrapper in front of it, which may check for it. */
export function joinWrapper(behind: Judged, { verdict: wrapper }: Verdict): Judged {
	const { verdict } = behind.verdict;
	if (!CHECKS.includes(wrapper) || WORST_FIRST.indexOf(verdict) >= WORST_FIRST.indexOf(wrapper))
		return behind;
	return {
		...behind,
		verdict: {
			...behind.verdict,
			verdict: 'unknown',
			confidence: 'low',
			severity: 'low',
			reasons: [{ code: 'wrapper-may-check', ...say('wrapper-may-check') }, ...behind.verdict.reasons],
		},
	};
}

/** All that a function was given. */
const PASSES = /\barguments\b|\.\.\./;

/** What can be said of a wrapper alone: nothing of the handler that it hides. */
export function withoutHandler({ text }: Omit<AnalysisRequest, 'id'>, own: Judged): Judged {
	const { verdict, sinks, place, registration } = own.verdict;
	const passes = PASSES.test(text);
	const acts = sinks.some(({ kind }) => kind !== 'call' && kind !== 'state');
	// A check may be another handler's, of those that get the same wrapper.
	const [first] = own.verdict.reasons;
	const asks = first?.code === 'depends-on-unseen-code' && PASSES.test(first.place?.text ?? '');
	const says = verdict === 'strict' || ((verdict === 'none' || verdict === 'inert' || asks) && !acts);
	if (!passes || !says) return own;
	return {
		...own,
		verdict: undecided(text, ['hidden-by-wrapper', say('hidden-by-wrapper')], place, registration),
	};
}
