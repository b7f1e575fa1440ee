import type { Use } from '../interpret/run.ts';
import { depsOf, isConstant, isNullish, ORIGIN, SOURCE, type Term, type Value } from '../value/value.ts';
import { isAnswer } from './requirements.ts';

/** What comes of a sender. */
const OF_SENDER = ORIGIN | SOURCE;

/** Whether a condition asks who the sender is (that there is one at all says nothing); `uses`: what happens with the answers. */
export function isCheck(term: Term, uses: readonly Use[]): boolean {
	const { op, args } = term;
	if (op.startsWith('throws:') || op === 'source' || op === 'event') return false;
	if (op === 'get' && term.deps & SOURCE) return false;
	if (op === 'in' && args[1]?.t === 'term' && args[1].op === 'source') return false;
	if ((op === '===' || op === '==') && (args.some(isNullish) || args.some(isKind))) return false;
	if (isKind(term) || (asksForNobody(term) && isIndifferent(term, uses))) return false;
	return asksOfSender(term) || isAnswer(term);
}

/** Of what type a value is: whoever sends, an origin is a text, and what is made of it is what the script makes. */
const isKind = (value: Value): boolean =>
	value.t === 'term' && (value.op === 'typeof' || value.op === 'fn:Array.isArray');

/** Whether the sender's origin or window itself is asked about, not an object that has them among other things. */
function asksOfSender({ op, args, deps }: Term): boolean {
	if (!(deps & OF_SENDER)) return false;
	if (op !== 'in' && op !== '===' && op !== '==') return true;
	return args.some((one) => !(one.t === 'object' && one.kind === 'object') && depsOf(one) & OF_SENDER);
}

/**
 * Whether the answer names nobody who may be meant: that anyone may send, that there is an origin at all or that it is
 * opaque, that the page itself sends, where the sender's window stands.
 */
function asksForNobody({ op, args }: Term): boolean {
	if (op === 'origin') return true;
	const [left, right] = args;
	if (!left || !right || (op !== '===' && op !== '==')) return false;
	const [asked, other] = depsOf(left) & OF_SENDER ? [left, right] : [right, left];
	if (asked.t !== 'term') return false;
	if (asked.op === 'origin') return isConstant(other, 'null');
	if (asked.op === 'source') return other.t === 'term' && other.op === 'window';
	return asked.op === 'get' && (asked.deps & SOURCE) !== 0;
}

/** Whether all that happens with one answer happens with the other as well. */
function isIndifferent({ key }: Term, uses: readonly Use[]): boolean {
	const places = new Map<string, { held: boolean; failed: boolean }>();
	for (const { kind, node, literals } of uses) {
		const place = `${kind}${node.start}`;
		const answers = places.get(place) ?? { held: false, failed: false };
		places.set(place, answers);
		const asked = literals.find((one) => one.term.key === key);
		if (!asked || asked.truth) answers.held = true;
		if (!asked?.truth) answers.failed = true;
	}
	return [...places.values()].every(({ held, failed }) => held && failed);
}
