import { parseUrl } from '../pure/origin.ts';
import { isPublicSuffix, isSharedHost, registrableDomain } from '../pure/public-suffixes.ts';
import type { RegexValue, Term, Value } from '../value/value.ts';
import { LOOSE_DOT, readingsOf, WILD } from './readings.ts';
import { noteRespelling, originalsOf, type Respellings } from './respelled.ts';

/** The constants that a predicate mentions. */
export interface Constants {
	texts: Set<string>;
	regexes: RegexValue[];
	numbers: Set<number>;
	/** Parts that the predicate takes out of the origin before it looks. */
	removed: Set<string>;
	respellings: Respellings;
}

/** Collects the constants of terms, also inside the arrays, sets, maps and objects they look into. */
export function constantsOf(terms: Iterable<Term>): Constants {
	const respellings = { base64: false, percent: false, reversed: false, counted: false, sorted: false };
	const found: Constants = {
		texts: new Set(),
		regexes: [],
		numbers: new Set(),
		removed: new Set(),
		respellings,
	};
	const seen = new Set<string | object>();
	const visit = (value: Value, depth: number) => {
		if (depth > 8) return;
		switch (value.t) {
			case 'constant':
				if (typeof value.value === 'string') for (const one of listedIn(value.value)) found.texts.add(one);
				else if (typeof value.value === 'number') found.numbers.add(value.value);
				break;
			case 'regex':
				if (found.regexes.length < 40) found.regexes.push(value);
				break;
			case 'term':
				if (seen.has(value.key)) return;
				seen.add(value.key);
				for (const one of removedBy(value)) found.removed.add(one);
				noteRespelling(respellings, value);
				for (const one of value.args) visit(one, depth + 1);
				break;
			case 'object':
				if (seen.has(value)) return;
				seen.add(value);
				for (const one of value.items.slice(0, 200)) visit(one, depth + 1);
				for (const [key, one] of value.entries.slice(0, 200)) {
					visit(key, depth + 1);
					visit(one, depth + 1);
				}
				for (const [key, one] of [...value.props].slice(0, 200)) {
					if (/[.:]/.test(key)) found.texts.add(key);
					visit(one, depth + 1);
				}
				break;
			default:
		}
	};
	for (const one of terms) visit(one, 0);
	for (const text of [...found.texts]) for (const one of originalsOf(text, respellings)) found.texts.add(one);
	return found;
}

/** What `origin.replace(part, '')` takes away: some texts that it matches. */
function removedBy({ op, args }: Term): string[] {
	const [, method, part, by] = args;
	if (op !== 'call' || method?.t !== 'constant' || by?.t !== 'constant') return [];
	if (!/^replace(All)?$/.test(String(method.value)) || String(by.value).length > 1) return [];
	if (part?.t === 'constant') return [String(part.value)];
	if (part?.t !== 'regex') return [];
	return readingsOf(part.source, part.flags)
		.slice(0, 12)
		.flatMap((one) => ['x', '1', '-'].map((wild) => one.replaceAll(LOOSE_DOT, 'x').replaceAll(WILD, wild)))
		.map((one) => one.toLowerCase());
}

/** A text, and the entries of one that lists several. */
export function listedIn(text: string): string[] {
	if (text.length > 2000) return [];
	const parts = text.split(/[\s,;|"'`()[\]{}]+/).filter((one) => one !== '');
	return [text, ...parts.filter((one) => one !== text)];
}

/** The host name a text spells out; undefined when it spells none. */
export function hostIn(text: string): string | undefined {
	const url = parseUrl(text);
	if (url && /^https?:$/.test(url.protocol)) return url.hostname;
	const bare = /^(?:[a-z]+:)?(?:\/\/)?\.?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::\d+)?\/?$/i.exec(text)?.[1];
	return bare?.toLowerCase();
}

/** Registrable domains that the constants name: whoever holds them is trusted on purpose. */
export function intendedDomains(constants: Constants, more: readonly string[]): Set<string> {
	const domains = new Set<string>();
	// Whoever writes a part of a customer's name does not mean all customers of the host.
	const namesPart = [...constants.texts].some((text) => /^https?:\/\/(?!localhost$)[a-z0-9-]+$/i.test(text));
	const add = (text: string, isPart = namesPart) => {
		const host = hostIn(text);
		if (host && isSharedHost(host)) {
			if (!isPart) domains.add(host);
		} else if (host && !isPublicSuffix(host)) domains.add(registrableDomain(host));
		else if (host && !host.includes('.')) domains.add(host);
	};
	for (const one of [...constants.texts, ...more]) add(one);
	for (const regex of constants.regexes) {
		for (const reading of readingsOf(regex.source, regex.flags)) {
			const parts = reading
				.replaceAll(LOOSE_DOT, '.')
				.replace(/^[\^/]+/, '')
				.split(WILD);
			const at = parts.findLastIndex((one) => one.includes('.'));
			if (at < 0) continue;
			add(hostPart(parts[at] as string), /[a-z0-9-]$/i.test(parts[at - 1] ?? '') || namesPart);
		}
	}
	// A pattern given as a text, as match() and search() take it.
	for (const text of constants.texts)
		if (/[\\^$]/.test(text))
			for (const reading of readingsOf(text, ''))
				add(hostPart(reading.replaceAll(LOOSE_DOT, '.').split(WILD).at(-1) ?? ''));
	return domains;
}

function hostPart(text: string): string {
	return text
		.replace(/^[a-z]*:?\/\//i, '')
		.replace(/:\d*$/, '')
		.replace(/[/:].*$/, '')
		.replace(/^-dot-(?=.*\.appspot\.com$)/, '')
		.replace(/^[.-]+/, '');
}
