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

/**
 * Judges a handler with the script around it, where it is found in one: helpers and constants are there. Places are told
 * in the handler's own text either way.
 */
export function judge({ text, context, scripts }: AnalysisRequest): Verdict {
	for (const { text: whole, near } of scripts) {
		const script = scriptAround(whole, text);
		const at = script && locateFunction(script, text, script === whole ? near : undefined);
		if (!script || !at) continue;
		const verdict = analyseListener({ text: script, at, context });
		// What cannot be read as a whole (another language level, a template) can still be read alone.
		if (verdict.reasons[0]?.code !== 'syntax-error') return relocate(verdict, at, text);
	}
	return analyseListener({ text, context });
}

/** The script that holds a function's text: the whole, or of a page the inline script in which it stands. */
function scriptAround(whole: string, source: string): string | undefined {
	if (!/^\s*</.test(whole)) return whole;
	const at = whole.indexOf(source);
	if (source === '' || at < 0) return undefined;
	const tag = whole.lastIndexOf('<script', at);
	const start = whole.indexOf('>', tag) + 1;
	const end = whole.indexOf('</script', at);
	return tag < 0 || start === 0 || start > at || end < 0 ? undefined : whole.slice(start, end);
}
