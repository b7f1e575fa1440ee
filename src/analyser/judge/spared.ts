import type { Use } from '../interpret/run.ts';
import { ORIGIN, SELF, type Term } from '../value/value.ts';
import { answerForNamed, isHandedOut } from './requirements.ts';

/** The conditions that uses are under, by key: whether some use needs it to hold, or all need it not to. */
export function requiredBy(uses: readonly Use[]): ReadonlyMap<string, boolean> {
	const required = new Map<string, boolean>();
	for (const { literals } of uses)
		for (const { term, truth } of literals)
			if (truth || !required.has(term.key)) required.set(term.key, truth);
	return required;
}

/**
 * Whether a condition keeps out one window or the page's own origin, and nothing needs the sender to be that one:
 * all strangers are let in.
 */
export function leavesOut(term: Term, required: ReadonlyMap<string, boolean>): boolean {
	return (answerForNamed(term) === true || asksForOwnOrigin(term)) && required.get(term.key) === false;
}

/** Whether the whole origin is compared with the page's own and nothing else. */
export function asksForOwnOrigin({ op, args: [left, right] }: Term): boolean {
	if ((op !== '===' && op !== '==') || left?.t !== 'term' || right?.t !== 'term') return false;
	const own = left.op === 'origin' ? right : right.op === 'origin' ? left : undefined;
	return own !== undefined && /^(location\.)?origin$/.test(own.symbol?.name ?? '') && (own.deps & SELF) !== 0;
}

/**
 * Whether a condition keeps nothing from a sender that matters, or only some other use, as a relay does that does
 * not answer.
 */
export function sparesSender(
	term: Term,
	required: ReadonlyMap<string, boolean>,
	decisive: Use | undefined,
): boolean {
	// `origin || '*'`, as a reply's target: what does not need it is not asked for it.
	if (term.op === 'origin') return !decisive?.literals.some((one) => one.term.key === term.key);
	if (isHandedOut(term)) return false;
	if (leavesOut(term, required)) return true;
	if (term.deps & ORIGIN) return false;
	if (!decisive || decisive.literals.some((one) => one.term.key === term.key)) return false;
	return required.get(term.key) === false;
}
