import type { Exploration } from '../interpret/walk.ts';
import type { Judgement } from '../judge/judge.ts';
import { concerning } from '../judge/paths.ts';
import { mentions, requiresSecret, unseenPattern } from '../judge/requirements.ts';
import { asksForOwnOrigin } from '../judge/spared.ts';
import { schemeOfAny } from '../pure/own-schemes.ts';
import type { SourceText } from '../syntax/text.ts';
import { ATTACKER, DATA, OPAQUE, ORIGIN, SOURCE, type Term } from '../value/value.ts';
import type { Reason, SinkKind } from '../verdict.ts';
import { literalText, predicateOf } from './predicate.ts';
import { type Sentence, type SentenceKey, say } from './sentences.ts';
import { termText } from './term-text.ts';

const MOST_VALUES = 6;

/** Why the verdict is what it is, the decisive reason first. */
export function reasonsFor(judgement: Judgement, exploration: Exploration, source: SourceText): Reason[] {
	const reasons: Reason[] = [decisiveReason(judgement, exploration, source)];
	// What is compared is told with its comparison.
	const parts = judgement.conditions.flatMap(({ term }) => term.args.filter((each) => each.t === 'term'));
	const seen = new Set(parts.map(termText));
	for (const { term, node } of judgement.conditions) {
		if (reasons.length > 6) break;
		const text = termText(term);
		if (seen.has(text)) continue;
		seen.add(text);
		const code = codeOf(term) ?? 'condition';
		reasons.push({ code, ...say(explanation(term, code), text), place: source.place(node) });
	}
	for (const { use, kind } of judgement.uses) {
		if (use === judgement.decisive?.use || reasons.length > 10 || kind !== judgement.decisive?.kind) continue;
		const text = `${use.node.start}`;
		if (seen.has(text)) continue;
		seen.add(text);
		reasons.push({
			code: 'also-reached',
			...say('also-reached', doing(use.kind)),
			place: source.place(use.node),
		});
	}
	const star = exploration.notes.sentToAny;
	if (star) {
		reasons.push({
			code: 'sent-to-any-origin',
			...say('sent-to-any-origin'),
			place: source.place(star),
		});
	}
	for (const [path, text] of [...exploration.live].slice(0, MOST_VALUES)) {
		const value = text.length > 160 ? `${text.slice(0, 159)}…` : text;
		reasons.push({ code: 'live-value', ...say('live-value', path, value) });
	}
	if (exploration.notes.truncated) {
		reasons.push({ code: 'not-all-paths', ...say('paths-left-out') });
	}
	return reasons;
}

function decisiveReason(judgement: Judgement, exploration: Exploration, source: SourceText): Reason {
	const { decisive, verdict, uses, search } = judgement;
	if (verdict === 'unknown' && exploration.notes.outOfTime)
		return { code: 'time-limit', ...say('out-of-time-for-paths') };
	if (!decisive) {
		const { truncated, readsData } = exploration.notes;
		if (verdict === 'unknown')
			return truncated
				? { code: 'not-all-paths', ...say('too-large') }
				: { code: 'not-followed', ...say('not-followed') };
		return { code: 'inert', ...say(readsData ? 'only-logged' : 'not-read') };
	}
	const { use, passage } = decisive;
	const what = use.tainted ? doing(use.kind) : say('message-acts');
	const place = source.place(use.node);
	const concerned = concerning(use, judgement.search).filter((one) => one.term.deps & ORIGIN);
	switch (verdict) {
		case 'none':
			return { code: 'no-check', ...unguarded(judgement.leftOut?.term, what), place };
		case 'weak': {
			const witness = passage.witness ?? say('any-origin');
			const [first] = concerned;
			if (!first)
				return { code: 'check-does-not-guard', ...say('check-does-not-guard', what, witness), place };
			const code = codeOf(first.term) ?? 'weak-check';
			return { code, ...say('passes', witness, concerned.map(literalText).join(' && '), what), place };
		}
		case 'source-only': {
			const code = requiresSecret(use.literals) ? 'secret-only' : 'source-only';
			return { code, ...say(code, what), place };
		}
		case 'strict': {
			const isNever = uses.every((one) => one.passage.near.length === 0) && search.settings.size === 0;
			const near = uses.flatMap((one) => one.passage.near);
			const isByScheme = near.length > 0 && near.every((one) => schemeOfAny(one) !== undefined);
			const code = isNever ? 'never-true' : isByScheme ? 'scheme-check' : 'exact-check';
			return { code, ...say(code, predicateOf(judgement) ?? ''), place };
		}
		default: {
			const pattern = use.literals.map(({ term }) => unseenPattern(term)).find(Boolean);
			if (pattern?.t === 'term')
				return { code: 'unseen-pattern', ...say('unseen-pattern', termText(pattern)), place };
			const ending = concerned.find(({ term }) => codeOf(term) === 'suffix' && term.deps & OPAQUE);
			if (ending && !use.delegated)
				return { code: 'unseen-ending', ...say('unseen-ending', literalText(ending)), place };
			const unknown = use.literals.find((one) => mentions(one.term, (each) => each.op === 'result'));
			const asked = use.delegated ? [] : concerned;
			// What is done beside or after unseen code hangs on that which was given the message.
			const given = use.kind === 'call' ? use.node : (exploration.notes.handedOut ?? use.node);
			const depends = unknown
				? say('depends-on-answer', termText(unknown.term))
				: say('depends-on-code', asked.map(literalText).join(' && ') || source.slice(given).slice(0, 80));
			return { code: 'depends-on-unseen-code', ...depends, place };
		}
	}
}

/** Why anybody is let in: at most one sender is left out. */
function unguarded(leftOut: Term | undefined, what: Sentence): Sentence {
	if (!leftOut) return say('no-check', what);
	const key = asksForOwnOrigin(leftOut) ? 'own-origin-left-out' : 'one-window-left-out';
	return say(key, what, termText(leftOut));
}

const doing = (kind: SinkKind): Sentence => say(`data-${kind}`);

const EXPLAINED: Readonly<Record<string, SentenceKey>> = {
	'attacker-chosen': 'compares-chosen',
	substring: 'looks-for-part',
	listed: 'looks-in-list',
	prefix: 'looks-at-start',
	suffix: 'looks-at-end',
	pattern: 'matches-pattern',
	'null-origin': 'admits-null',
	source: 'looks-at-window',
	exact: 'compares-whole',
};

const explanation = (term: Term, code: string): SentenceKey =>
	EXPLAINED[code] ?? (term.deps & SOURCE ? 'looks-at-window' : 'takes-part');

/** What kind of comparison a condition is. */
function codeOf(term: Term): string | undefined {
	if (!(term.deps & ORIGIN)) return term.deps & SOURCE ? 'source' : undefined;
	if (term.deps & (DATA | ATTACKER)) return 'attacker-chosen';
	const [left, right] = term.args;
	if (right?.t === 'constant' && right.value === 'null') return 'null-origin';
	if (term.op === '===' || term.op === '==') {
		if (left?.t === 'term' && left.op === 'origin')
			return right?.t === 'term' && right.op === 'origin' ? 'self-comparison' : 'exact';
		return left?.t === 'term' ? (codeOf(left) ?? 'condition') : 'condition';
	}
	const name = term.op === 'call' && right?.t === 'constant' ? String(right.value) : '';
	if (name === 'startsWith') return 'prefix';
	if (name === 'endsWith') return 'suffix';
	if (/^(includes|indexOf|lastIndexOf)$/.test(name)) {
		if (left?.t === 'object') return 'exact';
		const isSetting = left?.t === 'term' && left.op !== 'text' && !(left.deps & ORIGIN);
		return isSetting ? 'listed' : 'substring';
	}
	if (/^(test|match|exec|search)$/.test(name)) return 'pattern';
	if (left?.t === 'term' && left.deps & ORIGIN) return codeOf(left);
	return undefined;
}
