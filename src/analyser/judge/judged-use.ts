import type { Literal, Use } from '../interpret/run.ts';
import { ORIGIN, type Term } from '../value/value.ts';
import { type Passage, passageOf, type Search } from './paths.ts';
import {
	isChosenPattern,
	isHandedOut,
	requiresSecret,
	requiresSource,
	unseenPattern,
} from './requirements.ts';

export type PathKind = 'open' | 'unknown' | 'source-only' | 'strict';

/** A use with what its conditions mean. */
export interface JudgedUse {
	readonly use: Use;
	readonly kind: PathKind;
	readonly passage: Passage;
}

/** Whether a use happens only with one answer of code that is not known. */
export type AnswersNeeded = (use: Use, literal: Literal) => boolean;

/** A use that happens with either answer does not depend on it: the check comes too late, or on the side. */
export function answersNeeded(uses: readonly Use[]): AnswersNeeded {
	const seen = new Set<string>();
	const keyOf = (use: Use, key: string, truth: boolean) => `${use.kind}${use.node.start}|${key}${truth}`;
	for (const use of uses)
		for (const { term, truth } of use.literals) if (isHandedOut(term)) seen.add(keyOf(use, term.key, truth));
	return (use, { term, truth }) => isHandedOut(term) && !seen.has(keyOf(use, term.key, !truth));
}

/** What a use's conditions mean is worked out when first asked for: of many uses nobody asks. */
export function classify(use: Use, search: Search, asked: AnswersNeeded): JudgedUse {
	let kind: PathKind | undefined;
	return {
		use,
		get passage() {
			return passageOf(use, search);
		},
		get kind() {
			kind ??= kindOf(use, this.passage, asked);
			return kind;
		},
	};
}

function kindOf(use: Use, passage: Passage, asked: AnswersNeeded): PathKind {
	if (passage.witness === undefined && !passage.unsure) {
		if (!use.literals.some((one) => one.truth && isUnseen(one.term, use))) return 'strict';
		return requiresSource(use.literals) ? 'source-only' : 'unknown';
	}
	// Code that is not seen and is asked about the origin may check it, beside the window.
	if (use.literals.some((one) => one.term.deps & ORIGIN && asked(use, one))) return 'unknown';
	if (requiresSource(use.literals) || requiresSecret(use.literals)) return 'source-only';
	if (use.literals.some((one) => asked(use, one))) return 'unknown';
	if (passage.witness === undefined || (use.delegated && use.kind === 'call')) return 'unknown';
	return 'open';
}

function isUnseen(term: Term, { literals }: Use): boolean {
	const pattern = unseenPattern(term);
	return pattern !== undefined && !isChosenPattern(pattern, literals);
}
