import type { Exploration } from '../interpret/interpreter.ts';
import type { Judgement } from '../judge/judge.ts';
import { concerning } from '../judge/paths.ts';
import { mentions, requiresSecret, unseenPattern } from '../judge/requirements.ts';
import type { SourceText } from '../syntax/text.ts';
import { ATTACKER, DATA, ORIGIN, SOURCE, type Term } from '../value/value.ts';
import type { Reason, SinkKind } from '../verdict.ts';
import { literalText, predicateOf } from './predicate.ts';
import { termText } from './term-text.ts';

const DOES: Record<SinkKind, string> = {
	html: 'becomes HTML',
	eval: 'is run as code',
	navigation: 'becomes an address',
	'document-write': 'is written into the document',
	script: 'becomes script',
	'timer-string': 'is run as code by a timer',
	'jquery-html': 'becomes HTML through jQuery',
	storage: 'is stored',
	cookie: 'becomes a cookie',
	network: 'goes into a request',
	relay: 'is sent on to a window',
	'socket-send': 'is sent on',
	prototype: 'chooses which property is written',
	call: 'is handed to other code',
	state: 'changes state',
};

const MOST_VALUES = 6;

/** Why the verdict is what it is, the decisive reason first. */
export function reasonsFor(judgement: Judgement, exploration: Exploration, source: SourceText): Reason[] {
	const reasons: Reason[] = [decisiveReason(judgement, exploration, source)];
	const seen = new Set<string>();
	for (const { term, node } of judgement.conditions) {
		const text = termText(term);
		if (seen.has(text) || reasons.length > 6) continue;
		seen.add(text);
		const code = codeOf(term) ?? 'condition';
		reasons.push({ code, message: explain(term, code, text), place: source.place(node) });
	}
	for (const { use, kind } of judgement.uses) {
		if (use === judgement.decisive?.use || reasons.length > 10 || kind !== judgement.decisive?.kind) continue;
		const text = `${use.node.start}`;
		if (seen.has(text)) continue;
		seen.add(text);
		reasons.push({
			code: 'also-reached',
			message: `Reached in the same way: here the data ${DOES[use.kind]}.`,
			place: source.place(use.node),
		});
	}
	const star = exploration.notes.sentToAny;
	if (star) {
		reasons.push({
			code: 'sent-to-any-origin',
			message:
				"A message is sent with the target origin '*': whatever page the window shows by then can read it.",
			place: source.place(star),
		});
	}
	for (const [path, text] of [...exploration.live].slice(0, MOST_VALUES)) {
		const value = text.length > 160 ? `${text.slice(0, 159)}…` : text;
		reasons.push({ code: 'live-value', message: `In the page \`${path}\` is \`${value}\`; this was used.` });
	}
	if (exploration.notes.truncated) {
		reasons.push({
			code: 'not-all-paths',
			message: 'The handler has more paths than were followed; the verdict rests on those that were.',
		});
	}
	return reasons;
}

function decisiveReason(judgement: Judgement, exploration: Exploration, source: SourceText): Reason {
	const { decisive, verdict } = judgement;
	if (verdict === 'unknown' && exploration.notes.outOfTime)
		return {
			code: 'time-limit',
			message:
				'The time limit was reached before all paths of the handler were followed; no way around the check was found until then.',
		};
	if (!decisive) {
		if (verdict === 'unknown')
			return {
				code: 'not-all-paths',
				message: 'The handler is too large to be followed to its uses of data within the limits.',
			};
		const reads = exploration.notes.readsData
			? 'The data is read, but only logged, counted or tested'
			: 'The data is not read';
		return { code: 'inert', message: `${reads}: nothing here is worth guarding.` };
	}
	const { use, passage } = decisive;
	const what = use.tainted ? `the data ${DOES[use.kind]}` : 'the message makes something happen';
	const place = source.place(use.node);
	const concerned = concerning(use, judgement.search).filter((one) => one.term.deps & ORIGIN);
	switch (verdict) {
		case 'none':
			return {
				code: 'no-check',
				message: `Any page can send this: ${what} here, and nothing looks at where the message comes from.`,
				place,
			};
		case 'weak': {
			const witness = passage.witness ?? 'any origin';
			const [first] = concerned;
			if (!first)
				return {
					code: 'check-does-not-guard',
					message: `The check does not guard this use: on a path without it ${what} (a message from ${witness} gets here).`,
					place,
				};
			const code = first ? (codeOf(first.term) ?? 'weak-check') : 'weak-check';
			return {
				code,
				message: `${witness} passes \`${concerned.map(literalText).join(' && ')}\`, and then ${what} here.`,
				place,
			};
		}
		case 'source-only': {
			const secret = requiresSecret(use.literals);
			const message = secret
				? `Only a random secret in the data is checked before ${what}; not the origin.`
				: `Only the sending window is checked before ${what}; not the origin of the page in it.`;
			return { code: secret ? 'secret-only' : 'source-only', message, place };
		}
		case 'strict': {
			const never = passage.near.length === 0 && judgement.search.settings.size === 0;
			const predicate = predicateOf(judgement) ?? '';
			if (never)
				return {
					code: 'never-true',
					message: `No origin at all satisfies \`${predicate}\`: it fails closed, and the right sender is refused too.`,
					place,
				};
			return { code: 'exact-check', message: `Every use is behind an exact check: \`${predicate}\`.`, place };
		}
		default: {
			const pattern = use.literals.map(({ term }) => unseenPattern(term)).find(Boolean);
			if (pattern?.t === 'term') {
				return {
					code: 'unseen-pattern',
					message: `It depends on the pattern \`${termText(pattern)}\`, whose text is not here, which origins pass.`,
					place,
				};
			}
			const unknown = use.literals.find((one) => mentions(one.term, (each) => each.op === 'result'));
			const asked = unknown
				? `the answer of \`${termText(unknown.term)}\``
				: `\`${source.slice(use.node).slice(0, 80)}\``;
			return {
				code: 'depends-on-unseen-code',
				message: `It depends on ${asked}, whose code is not here, whether the origin is checked.`,
				place,
			};
		}
	}
}

function explain(term: Term, code: string, text: string): string {
	switch (code) {
		case 'attacker-chosen':
			return `\`${text}\` compares with something the sender or embedder chooses.`;
		case 'substring':
			return `\`${text}\` looks for a part of the origin: a longer foreign name contains it too.`;
		case 'listed':
			return `\`${text}\` looks the origin up in a list that is not here.`;
		case 'prefix':
			return `\`${text}\` looks only at the start of the origin.`;
		case 'suffix':
			return `\`${text}\` looks only at the end of the origin.`;
		case 'pattern':
			return `\`${text}\` matches a pattern.`;
		case 'null-origin':
			return `\`${text}\`: any page can make a sandboxed frame whose origin is "null".`;
		case 'source':
			return `\`${text}\` looks at the sending window.`;
		case 'exact':
			return `\`${text}\` compares the whole origin.`;
		default:
			return term.deps & SOURCE
				? `\`${text}\` looks at the sending window.`
				: `\`${text}\` takes part in the check.`;
	}
}

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
		return left?.t === 'term' && !(left.deps & ORIGIN) ? 'listed' : 'substring';
	}
	if (/^(test|match|exec|search)$/.test(name)) return 'pattern';
	if (left?.t === 'term' && left.deps & ORIGIN) return codeOf(left);
	return undefined;
}
