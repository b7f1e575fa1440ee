import type { Literal } from '../interpret/run.ts';
import { constantsOf } from '../judge/constants.ts';
import type { Judgement } from '../judge/judge.ts';
import { LOOSE_DOT, readingsOf } from '../judge/readings.ts';
import { mentions, requiresSecret } from '../judge/requirements.ts';
import { nameOf } from '../judge/worlds.ts';
import { parseUrl } from '../pure/origin.ts';
import { isOfExtensions, schemeOfAny } from '../pure/own-schemes.ts';
import { sharedHostOf } from '../pure/public-suffixes.ts';
import { ATTACKER, DATA, ORIGIN, RANDOM, SELF, type Term, UNSEEN } from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { type Sentence, type SentenceKey, say } from './sentences.ts';
import { windowCompared } from './severity.ts';
import { symbolName, termText } from './term-text.ts';

/** What must hold for the verdict to be right or the hole to be open. */
export function conditionsOf(judgement: Judgement, context: RuntimeContext): Sentence[] {
	const all = new Map<string, Sentence>();
	const add = (one: Sentence) => all.set(one.message, one);
	const { decisive, verdict, conditions } = judgement;
	if (judgement.unreached) add(say('never-reached'));
	if (judgement.onlyLocal && verdict !== 'none') add(say('except-locally', termText(judgement.onlyLocal)));
	for (const one of decisive?.passage.assumed ?? []) add(one);
	if (verdict === 'weak' && decisive) {
		for (const one of emptyData(decisive.use.literals)) add(one);
		for (const { term, truth } of decisive.use.literals)
			if (term.op === 'empty' && truth) add(say('holds-when-empty', termText(term.args[0] ?? term)));
	}
	if (verdict === 'strict') for (const one of nearMisses(judgement, context)) add(one);
	if (verdict === 'source-only') for (const one of windowConditions(judgement, context)) add(one);
	for (const { term } of conditions) for (const one of comparedWith(term, verdict, context)) add(one);
	if (verdict === 'strict' || verdict === 'weak') {
		for (const term of judgement.search.settings.values()) {
			const name = symbolName(nameOf(term));
			if (term.deps & SELF || name === '' || name.startsWith('location')) continue;
			const given = term.symbol?.kind;
			const means = verdict === 'strict' ? 'list-trusted' : 'list-decides';
			const key: SentenceKey = given === 'import' || given === 'parameter' ? `${means}-${given}` : means;
			add(say(key, termText(term)));
		}
	}
	return [...all.values()].slice(0, 12);
}

function emptyData(literals: readonly Literal[]): Sentence[] {
	return literals
		.filter(({ term, truth }) => !truth && term.op === 'data')
		.map(() => say('only-empty-data'))
		.slice(0, 1);
}

/** What a right check still lets in: other schemes, ports and subdomains of the trusted host. */
function nearMisses({ uses, search, conditions }: Judgement, context: RuntimeContext): Sentence[] {
	const near = new Set(uses.flatMap((one) => one.passage.near));
	const found: Sentence[] = [];
	const urls = [...near].flatMap((one) => parseUrl(one) ?? []);
	const plain = urls.find((one) => one.protocol === 'http:' && one.hostname !== 'localhost');
	if (plain && context.scheme !== 'http:') {
		found.push(say('plain-http', plain.origin));
	}
	const port = urls.find((one) => one.port === '8443' && !search.trusted.includes(one.origin));
	if (port) found.push(say('any-port', port.origin));
	const sub = urls.find((one) => one.hostname.startsWith('sub.'));
	if (sub) {
		const host = sub.hostname.slice(4);
		found.push(say('subdomains', host, sub.origin));
		const shared = sharedHostOf(host) !== undefined;
		if (shared) found.push(say('shared-host', host));
	}
	const schemes = new Set([...near].flatMap((one) => schemeOfAny(one) ?? []));
	for (const one of schemes) found.push(say(isOfExtensions(one) ? 'any-extension' : 'any-of-scheme', one));
	const { regexes } = constantsOf(conditions.map((one) => one.term));
	for (const regex of regexes) {
		if (readingsOf(regex.source, regex.flags).some((one) => one.includes(LOOSE_DOT))) {
			found.push(say('loose-dot', regex.source));
			break;
		}
	}
	return found;
}

function windowConditions(judgement: Judgement, context: RuntimeContext): Sentence[] {
	const { decisive } = judgement;
	if (decisive && requiresSecret(decisive.use.literals)) {
		const secrets = decisive.use.literals.filter(({ term }) => term.deps & RANDOM);
		const unset = secrets.some(({ term }) =>
			term.args.some(
				(one) =>
					one.t === 'term' &&
					(one.symbol?.possible?.() ?? []).some(
						(each) => each.t === 'constant' && (each.value === null || each.value === undefined),
					),
			),
		);
		return [
			say('secret-must-stay'),
			...(secrets.some(({ term }) => term.deps & UNSEEN) ? [say('secret-unseen')] : []),
			...(unset ? [say('secret-unset')] : []),
		];
	}
	switch (windowCompared(judgement)) {
		case 'parent':
			return [say(context.frameable === false ? 'not-frameable' : 'frameable')];
		case 'opener':
			return [say(context.openable === false ? 'not-openable' : 'openable')];
		case 'frame':
			return [say('frame-navigates')];
		case 'self':
			return [say('same-page')];
		default:
			return [say('window-navigates')];
	}
}

function comparedWith(term: Term, verdict: string, context: RuntimeContext): Sentence[] {
	const found: SentenceKey[] = [];
	const has = (pattern: RegExp) =>
		mentions(term, (one) => one.op === 'symbol' && pattern.test(one.symbol?.name ?? ''));
	if (term.deps & ORIGIN) {
		if (has(/^origin$/)) found.push('opaque-self');
		if (has(/^location\.origin$/) && context.origin === undefined) found.push('opaque-location');
		if (has(/^document\.domain$/)) found.push('relaxed-domain');
		if (verdict === 'weak' || verdict === 'unknown') {
			if (has(/^document\.referrer|^location\.ancestorOrigins/)) found.push('embedder-chooses');
			if (has(/^document\.scripts/)) found.push('foreign-scripts');
			if (has(/^location\.(search|hash|href)/) && term.deps & ATTACKER) found.push('link-chooses');
			if (has(/^name$/)) found.push('opener-chooses-name');
			if (term.deps & DATA) found.push('sender-chooses');
		}
	}
	return found.map((key) => say(key));
}
