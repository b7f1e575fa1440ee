import { analyseListener } from '../../src/analyser/analyse.ts';
import { locateFunction, type Position, relocate } from '../../src/analyser/locate.ts';
import type { RuntimeContext, Verdict } from '../../src/analyser/verdict.ts';

/** A script in which a handler may stand, with the place of registration in it. */
export interface Script {
	text: string;
	near?: Position;
}

export interface AnalysisRequest {
	id: number;
	/** The handler's own text. */
	text: string;
	context: RuntimeContext;
	/** Scripts on the way of its registration, innermost first. */
	scripts: Script[];
}

/** A handler found in a script. */
export interface Found {
	/** Index of the script in the request. */
	script: number;
	/** Offsets of the script in its text: the whole, or of a page the inline script in which the handler stands. */
	from: number;
	to: number;
	/** The verdict, told in positions of that script. */
	verdict: Verdict;
}

export interface Judged {
	/** Told in positions of the handler's own text. */
	verdict: Verdict;
	found?: Found;
}

/** Judges a handler with the script around it, where it is found in one: helpers and constants are there. */
export function judge({ text, context, scripts }: Omit<AnalysisRequest, 'id'>): Judged {
	for (const [index, { text: whole, near }] of scripts.entries()) {
		const stretch = scriptAround(whole, text);
		const script = stretch && whole.slice(...stretch);
		const at = script && locateFunction(script, text, script === whole ? near : undefined);
		if (!script || !at) continue;
		const verdict = analyseListener({ text: script, at, context });
		// What cannot be read as a whole (another language level, a template) can still be read alone.
		if (verdict.reasons[0]?.code === 'syntax-error') continue;
		const [from, to] = stretch;
		return { verdict: relocate(verdict, at, text), found: { script: index, from, to, verdict } };
	}
	return { verdict: analyseListener({ text, context }) };
}

/** Where the script stands that holds a function's text: the whole, or of a page the inline script around it. */
function scriptAround(whole: string, source: string): [from: number, to: number] | undefined {
	if (!/^\s*</.test(whole)) return [0, whole.length];
	const at = whole.indexOf(source);
	if (source === '' || at < 0) return undefined;
	const tag = whole.lastIndexOf('<script', at);
	const start = whole.indexOf('>', tag) + 1;
	const end = whole.indexOf('</script', at);
	return tag < 0 || start === 0 || start > at || end < 0 ? undefined : [start, end];
}
