import type { Literal } from '../interpret/run.ts';
import { constantsOf } from '../judge/constants.ts';
import type { Judgement } from '../judge/judge.ts';
import { LOOSE_DOT, readingsOf } from '../judge/readings.ts';
import { mentions, requiresSecret } from '../judge/requirements.ts';
import { nameOf } from '../judge/worlds.ts';
import { isSharedHost, parseUrl } from '../pure/origin.ts';
import { ATTACKER, DATA, ORIGIN, SELF, type Term } from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { windowCompared } from './severity.ts';
import { symbolName, termText } from './term-text.ts';

/** What must hold for the verdict to be right or the hole to be open, in words. */
export function conditionsOf(judgement: Judgement, context: RuntimeContext): string[] {
	const all = new Set<string>();
	const { decisive, verdict, conditions } = judgement;
	if (judgement.unreached)
		all.add(
			"Holds with the constants the script has now: a wildcard ('*') or empty setting keeps the comparison from being reached.",
		);
	for (const one of decisive?.passage.assumed ?? []) all.add(`Holds when ${one}.`);
	if (verdict === 'weak' && decisive) for (const one of emptyData(decisive.use.literals)) all.add(one);
	if (verdict === 'strict') for (const one of nearMisses(judgement, context)) all.add(one);
	if (verdict === 'source-only') for (const one of windowConditions(judgement, context)) all.add(one);
	for (const { term } of conditions) for (const one of comparedWith(term, verdict, context)) all.add(one);
	if (verdict === 'strict' || verdict === 'weak') {
		for (const term of judgement.search.settings.values()) {
			const name = symbolName(nameOf(term));
			if (term.deps & SELF || name === '' || name.startsWith('location')) continue;
			const given =
				term.symbol?.kind === 'import'
					? ', which comes from another module,'
					: term.symbol?.kind === 'parameter'
						? ', which the caller gives,'
						: '';
			const means = verdict === 'strict' ? 'must hold only trusted origins' : 'decides what passes';
			all.add(`\`${termText(term)}\`${given} ${means}; its value is known at run time.`);
		}
	}
	return [...all].slice(0, 12);
}

function emptyData(literals: readonly Literal[]): string[] {
	return literals
		.filter(({ term, truth }) => !truth && term.op === 'data')
		.map(() => 'Only empty (falsy) data slips through: the check is skipped when the data is falsy.')
		.slice(0, 1);
}

/** What a right check still lets in: other schemes, ports and subdomains of the trusted host. */
function nearMisses({ uses, search, conditions }: Judgement, context: RuntimeContext): string[] {
	const near = new Set(uses.flatMap((one) => one.passage.near));
	const found: string[] = [];
	const urls = [...near].flatMap((one) => parseUrl(one) ?? []);
	const plain = urls.find((one) => one.protocol === 'http:' && one.hostname !== 'localhost');
	if (plain && context.scheme !== 'http:') {
		found.push(`http: is accepted (${plain.origin}): anyone on the network path can send in that name.`);
	}
	const port = urls.find((one) => one.port === '8443' && !search.trusted.includes(one.origin));
	if (port) found.push(`Any port of the host is accepted (${port.origin}).`);
	const sub = urls.find((one) => one.hostname.startsWith('sub.'));
	if (sub) {
		const host = sub.hostname.slice(4);
		found.push(
			`Every subdomain of ${host} is trusted (${sub.origin}): one taken over, or with a cross-site scripting hole, gets through.`,
		);
		const shared = isSharedHost(host) || isSharedHost(host.split('.').slice(-2).join('.'));
		if (shared) found.push(`${host} is a shared host: anyone can get a subdomain of it.`);
	}
	const { regexes } = constantsOf(conditions.map((one) => one.term));
	for (const regex of regexes) {
		if (readingsOf(regex.source, regex.flags).some((one) => one.includes(LOOSE_DOT))) {
			found.push(
				`An unescaped dot in /${regex.source}/ stands for any character; here only an unknown top-level domain (TLD) would pass.`,
			);
			break;
		}
	}
	return found;
}

function windowConditions(judgement: Judgement, context: RuntimeContext): string[] {
	const { decisive } = judgement;
	if (decisive && requiresSecret(decisive.use.literals)) {
		const secrets = decisive.use.literals.filter(({ term }) => term.deps & 16);
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
			'Safe only as long as the random secret (nonce) stays secret.',
			...(unset
				? ['The secret token is null or undefined until it is made: until then data without one passes.']
				: []),
		];
	}
	switch (windowCompared(judgement)) {
		case 'parent':
			return context.frameable === false
				? ['The page cannot be framed by others, so the parent frame is its own.']
				: ['Anyone who can frame the page is its parent (no frame-ancestors or X-Frame-Options).'];
		case 'opener':
			return context.openable === false
				? ['The page keeps no foreign opener.']
				: ['Anyone who can open the page in a popup is its opener (no Cross-Origin-Opener-Policy).'];
		case 'frame':
			return [
				'The frame may be navigated to another origin; and when it is removed before delivery, null == undefined passes a loose comparison.',
			];
		case 'self':
			return ['Anything that runs in the same page can send such messages.'];
		default:
			return ['The window compared may be navigated to another origin.'];
	}
}

function comparedWith(term: Term, verdict: string, context: RuntimeContext): string[] {
	const found: string[] = [];
	const has = (pattern: RegExp) =>
		mentions(term, (one) => one.op === 'symbol' && pattern.test(one.symbol?.name ?? ''));
	if (term.deps & ORIGIN) {
		if (has(/^origin$/))
			found.push(
				'In a sandboxed (opaque) document self.origin is "null", and so is the origin of any other opaque sender.',
			);
		if (has(/^location\.origin$/) && context.origin === undefined)
			found.push('In srcdoc and about:blank documents location.origin is "null".');
		if (has(/^document\.domain$/))
			found.push(
				'document.domain may be relaxed to a parent domain, which every sibling subdomain can do too.',
			);
		if (verdict === 'weak' || verdict === 'unknown') {
			if (has(/^document\.referrer|^location\.ancestorOrigins/))
				found.push(
					'Holds when a foreign page can frame this one (no frame-ancestors): it then chooses the value compared.',
				);
			if (has(/^document\.scripts/))
				found.push('Holds when any script of the page comes from a foreign host.');
			if (has(/^location\.(search|hash|href)/) && term.deps & ATTACKER)
				found.push('Whoever links to the page chooses the URL parameter compared.');
			if (has(/^name$/)) found.push('Whoever opens the page chooses window.name.');
			if (term.deps & DATA) found.push('The sender chooses the data compared.');
		}
	}
	return found;
}
