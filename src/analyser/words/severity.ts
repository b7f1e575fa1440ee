import type { Judgement } from '../judge/judge.ts';
import { mentions } from '../judge/requirements.ts';
import { SOURCE, type Term } from '../value/value.ts';
import type { RuntimeContext, Severity, SinkKind } from '../verdict.ts';

const HIGH = new Set<SinkKind>([
	'html',
	'eval',
	'navigation',
	'document-write',
	'script',
	'timer-string',
	'jquery-html',
	'prototype',
]);

/** How bad it is when a stranger gets through, by what is then reached and by what is known of the page. */
export function severityOf(judgement: Judgement, context: RuntimeContext): Severity {
	const { verdict, uses } = judgement;
	if (verdict === 'strict' || verdict === 'inert') return 'info';
	const open = uses.filter(
		(one) =>
			one.kind === (verdict === 'source-only' ? 'source-only' : verdict === 'unknown' ? 'unknown' : 'open'),
	);
	const worst = open.some((one) => HIGH.has(one.use.kind) && one.use.tainted)
		? 'high'
		: open.some((one) => one.use.tainted)
			? 'medium'
			: 'low';
	if (verdict === 'unknown') return worst === 'high' ? 'medium' : 'low';
	if (verdict !== 'source-only')
		return embedderOnly(judgement) && context.frameable === false ? 'low' : worst;
	const window = windowCompared(judgement);
	const reachable =
		window === 'parent' ? context.frameable : window === 'opener' ? context.openable : undefined;
	if (reachable === true) return worst;
	return reachable === false ? 'info' : 'low';
}

/** Whether only whoever frames the page gets through. */
function embedderOnly({ conditions }: Judgement): boolean {
	return conditions.some(({ term }) =>
		mentions(term, (one) => /^(document\.referrer|location\.ancestorOrigins)/.test(one.symbol?.name ?? '')),
	);
}

/** Which window the sender is compared with. */
export function windowCompared({
	conditions,
}: Judgement): 'parent' | 'opener' | 'frame' | 'self' | 'other' | undefined {
	const terms = conditions.map((one) => one.term).filter((term) => term.deps & SOURCE);
	const names = (pattern: RegExp) => terms.some((term) => mentions(term, (one) => pattern.test(nameIn(one))));
	if (terms.length === 0) return undefined;
	if (names(/(^|\.)(parent|top)$/)) return 'parent';
	if (names(/(^|\.)opener$/)) return 'opener';
	if (names(/(^|\.)contentWindow$/)) return 'frame';
	if (terms.some((term) => term.args.some((one) => one.t === 'term' && one.op === 'window'))) return 'self';
	return 'other';
}

function nameIn(term: Term): string {
	const key = term.op === 'get' ? term.args[1] : undefined;
	return term.symbol?.name ?? (key?.t === 'constant' ? String(key.value) : '');
}
