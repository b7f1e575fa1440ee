import type { Literal, Use } from '../interpret/run.ts';
import { push } from '../syntax/index-names.ts';
import { ATTACKER, DATA, ORIGIN, PICKED, SOURCE, type Term } from '../value/value.ts';
import { type Passage, passageOf, type Search } from './paths.ts';
import {
	isChosenPattern,
	isHandedOut,
	mentions,
	requiresSecret,
	requiresSource,
	unseenPattern,
} from './requirements.ts';

/** What a sender or embedder may choose. */
const CHOSEN = DATA | PICKED | ATTACKER;

export type PathKind = 'open' | 'unknown' | 'source-only' | 'strict';

/** A use with what its conditions mean. */
export interface JudgedUse {
	readonly use: Use;
	readonly kind: PathKind;
	readonly passage: Passage;
}

/** What all the ways to the places of uses say of them. */
export interface Ways {
	/** Whether a use happens only with one answer of code that is not known. */
	needsAnswer(use: Use, literal: Literal): boolean;
	/** Whether on some other way to it the handler itself keeps strangers out by their origin. */
	isGuardedElsewhere(use: Use): boolean;
	/** Whether on some other way to it they are kept out without any pattern that is not seen. */
	isGuardedByText(use: Use): boolean;
}

/**
 * A use that happens with either answer does not depend on it: the check comes too late, or on the side. Where the
 * other answer leads past a check of the handler's own, of the origin or of the window, it does.
 */
export function waysOf(uses: readonly Use[], search: Search): Ways {
	const answers = new Map<string, Use[]>();
	const place = (use: Use) => `${use.kind}${use.node.start}`;
	const keyOf = (use: Use, key: string, truth: boolean) => `${place(use)}|${key}${truth}`;
	for (const use of uses)
		for (const { term, truth } of use.literals)
			if (isHandedOut(term)) push(answers, keyOf(use, term.key, truth), use);
	const guards = (use: Use) => {
		const isOwn = ({ term }: Literal) => (term.deps & (ORIGIN | CHOSEN)) === ORIGIN && !isHandedOut(term);
		if (!use.literals.some(isOwn)) return false;
		const { witness, unsure } = passageOf(use, search);
		return witness === undefined && !unsure;
	};
	const isOfWindow = ({ literals }: Use) => requiresSource(literals) || requiresSecret(literals);
	const withAnswer = (use: Use, key: string, truth: boolean) => answers.get(keyOf(use, key, truth)) ?? [];
	// Who is refused by one may be let in by another: `if (!isHost(origin) && !isGuest(origin)) return`.
	const needsAnother = (use: Use, { term, truth }: Literal) => {
		const isSame = (one: Literal) => one.term.key === term.key && one.truth !== truth;
		return use.literals.some(
			(other) =>
				other.term.key !== term.key &&
				isHandedOut(other.term) &&
				!withAnswer(use, other.term.key, !other.truth).some(({ literals }) => literals.some(isSame)),
		);
	};
	return {
		needsAnswer: (use, literal) => {
			if (!isHandedOut(literal.term)) return false;
			const others = withAnswer(use, literal.term.key, !literal.truth);
			return others.every((one) => guards(one) || isOfWindow(one) || needsAnother(one, literal));
		},
		isGuardedElsewhere: (use) => uses.some((one) => place(one) === place(use) && guards(one)),
		isGuardedByText: (use) =>
			uses.some((one) => place(one) === place(use) && unseenIn(one).length === 0 && guards(one)),
	};
}

/** What a use's conditions mean is worked out when first asked for: of many uses nobody asks. */
export function classify(use: Use, search: Search, ways: Ways): JudgedUse {
	let kind: PathKind | undefined;
	return {
		use,
		get passage() {
			return passageOf(use, search);
		},
		get kind() {
			kind ??= kindOf(use, this.passage, search, ways);
			return kind;
		},
	};
}

function kindOf(use: Use, passage: Passage, search: Search, ways: Ways): PathKind {
	if (passage.witness === undefined && !passage.unsure) {
		const unseen = unseenIn(use);
		if (unseen.length === 0 || isClosedWithout(unseen, use, search)) return 'strict';
		// Who sets an origin as a text need not give a pattern as well: one that is given is given on purpose.
		if (unseen.every((one) => isOptional(one, use)) && ways.isGuardedByText(use)) return 'strict';
		return requiresSource(use.literals) ? 'source-only' : 'unknown';
	}
	// Code that is not seen may check the origin, beside a window that the handler asks for itself.
	const asked = search.met.without(use.literals);
	const own = asked.filter(({ term }) => !isSourceGiven(term));
	if (passage.ofWindow || requiresSource(own) || requiresSecret(use.literals)) return 'source-only';
	if (use.literals.some((one) => one.term.deps & ORIGIN && ways.needsAnswer(use, one))) return 'unknown';
	if (requiresSource(asked)) return 'source-only';
	if (use.literals.some((one) => ways.needsAnswer(use, one))) return 'unknown';
	if (passage.witness === undefined) return 'unknown';
	// A check of the handler's own that lets strangers through is none, whatever comes after it.
	return use.delegated && !ways.isGuardedElsewhere(use) ? 'unknown' : 'open';
}

/** Whether other code that is not seen is asked about the window. */
const isSourceGiven = (term: Term): boolean =>
	mentions(term, (one) => one.op === 'result' && (one.deps & SOURCE) !== 0);

/** The conditions of a use that are on a pattern that is not seen. */
function unseenIn({ literals }: Use): Literal[] {
	return literals.filter(({ term, truth }) => {
		const pattern = truth ? unseenPattern(term) : undefined;
		return pattern !== undefined && !isChosenPattern(pattern, literals);
	});
}

/** Whether the other conditions keep strangers out. */
function isClosedWithout(unseen: readonly Literal[], use: Use, search: Search): boolean {
	const rest = { ...use, literals: use.literals.filter((one) => !unseen.includes(one)) };
	const { witness, unsure } = passageOf(rest, search);
	return witness === undefined && !unsure;
}

/** Whether it is asked on the way whether the pattern is there at all. */
function isOptional({ term }: Literal, { literals }: Use): boolean {
	const pattern = unseenPattern(term);
	return literals.some((one) => one.truth && pattern?.t === 'term' && one.term.key === pattern.key);
}
