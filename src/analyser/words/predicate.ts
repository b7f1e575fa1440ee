import type { Literal } from '../interpret/run.ts';
import type { Judgement } from '../judge/judge.ts';
import { concerning } from '../judge/paths.ts';
import { requiresSource } from '../judge/requirements.ts';
import { ORIGIN, SOURCE } from '../value/value.ts';
import { NO_CONDITION } from '../verdict.ts';
import { termText } from './term-text.ts';

const MOST_PATHS = 4;
const LONGEST = 600;

/**
 * The condition under which the data is used, as code: NO_CONDITION where a way goes around it, undefined when
 * origin and source play no part.
 */
export function predicateOf(judgement: Judgement): string | undefined {
	const paths = new Set<string>();
	for (const { use } of judgement.uses) {
		const literals = [
			...concerning(use, judgement.search),
			...(requiresSource(use.literals) ? use.literals.filter((one) => one.term.deps & SOURCE) : []),
		];
		const text = [...new Set(literals.map(literalText))].join(' && ');
		paths.add(text);
		if (paths.size >= MOST_PATHS) break;
	}
	if (paths.has('')) return judgement.conditions.length > 0 ? NO_CONDITION : undefined;
	if (paths.size === 0) {
		const [first] = judgement.conditions.filter((one) => one.term.deps & ORIGIN);
		return first ? termText(first.term) : undefined;
	}
	const text = paths.size === 1 ? [...paths].join('') : [...paths].map((one) => `(${one})`).join(' || ');
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** A condition as code. */
export function literalText({ term, truth }: Literal): string {
	const text = termText(term);
	if (truth) return text;
	if (term.op === '===' || term.op === '==') return text.replace(` ${term.op} `, ` !${term.op.slice(1)} `);
	return /^[\w.$#[\]()'"/:-]+$/.test(text) ? `!${text}` : `!(${text})`;
}
