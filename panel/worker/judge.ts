import { analyseListener } from '../../src/analyser/analyse.ts';
import { passesOn } from '../../src/analyser/hand-over.ts';
import { relocate } from '../../src/analyser/locate.ts';
import type { AnalysisRequest, Judged } from './analysis.ts';
import { joinWrapper, lookBehind, withoutHandler } from './look-behind.ts';
import { standingsOf } from './script-around.ts';

/** A wrapper is looked at for a check of its own; most of the work belongs to the handler behind it. */
const WRAPPER_STEPS = 300_000;

/** Judges a handler; one that only passes on what it is given, by the handler behind it where that can be found. */
export function judge(request: Omit<AnalysisRequest, 'id'>): Judged {
	if (!passesOn(request.text)) return judgeItself(request);
	const behind = lookBehind(request);
	if (behind === 'itself') return judgeItself(request);
	if (!behind) return withoutHandler(request, judgeItself(request));
	// In the script of the registration, any handler of the page may be taken for the one behind this wrapper.
	const scripts = request.scripts.filter((_, index) => index !== behind.found?.script);
	return joinWrapper(behind, judgeItself({ ...request, scripts }, WRAPPER_STEPS).verdict);
}

/** Judges a handler with the script around it, where it is found in one: helpers and constants are there. */
function judgeItself({ text, context, scripts }: Omit<AnalysisRequest, 'id'>, mostSteps?: number): Judged {
	const limit = mostSteps === undefined ? {} : { mostSteps };
	for (const [index, { text: whole, near }] of scripts.entries()) {
		const unreadable = new Set<number>();
		for (const { from, to, at } of standingsOf(whole, text, near)) {
			if (unreadable.has(from)) continue;
			const verdict = analyseListener({ text: whole.slice(from, to), at, context, ...limit });
			const [reason] = verdict.reasons;
			// What cannot be read as a whole (another language level, a template) can still be read alone.
			if (reason?.code === 'syntax-error') unreadable.add(from);
			else if (reason?.code !== 'no-listener-there')
				return { verdict: relocate(verdict, at, text), found: { script: index, from, to, verdict } };
		}
	}
	return { verdict: analyseListener({ text, context, ...limit }) };
}
