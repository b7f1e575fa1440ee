import { isListenedTo, reachedNobody } from './delivery/delivery.ts';
import type { Facts } from './facts.ts';
import { isKind } from './kind-words.ts';
import { namesOf } from './listener-record.ts';
import { partyText } from './parties.ts';
import { pathTest } from './query-path.ts';
import { fail, parseTerms, type QueryError, QueryProblem, saysOne, type Term } from './query-syntax.ts';
import { channels, rowKinds } from './row.ts';
import { mark } from './rows.ts';
import { hasSecret, mayHoldSecret } from './secrets.ts';

export type Predicate = (facts: Facts) => boolean;

export type Query =
	| {
			ok: true;
			test: Predicate;
			isEmpty: boolean;
			usesVerdicts: boolean;
			/** It looks into what messages say, not only at what is known about them. */
			usesPayloads: boolean;
			/** For all that they say, beyond what kind of message they are. */
			usesValues: boolean;
	  }
	| { ok: false; error: QueryError };

/** Turns a filter's text into a test of rows: all terms must hold; commas in a keyed value mean 'or'. Never throws. */
export function parseQuery(text: string): Query {
	try {
		const terms = parseTerms(text);
		const tests = terms.map((term) => {
			const test = compile(term);
			return term.negated ? (facts: Facts) => !test(facts) : test;
		});
		return {
			ok: true,
			isEmpty: tests.length === 0,
			usesVerdicts: terms.some(({ key }) => key === 'verdict'),
			usesPayloads: terms.some(looksInside),
			usesValues: terms.some((term) => looksInside(term) && term.key !== 'type'),
			test: (facts) => tests.every((test) => test(facts)),
		};
	} catch (error) {
		if (error instanceof QueryProblem) return { ok: false, error: error.error };
		throw error;
	}
}

const looksInside = ({ key, values }: Term): boolean =>
	key === undefined ||
	key === 'type' ||
	key === 'path' ||
	(key === 'has' && values.some((value) => value.toLowerCase() === 'token'));

function compile(term: Term): Predicate {
	switch (term.key) {
		case undefined:
			return freeText(term);
		case 'size':
			return sizeTest(term);
		case 'path':
			return pathPredicate(term);
		case 'with': {
			const sent = textTest(term, texts.from);
			const received = textTest(term, texts.to);
			return (facts) => sent(facts) || received(facts);
		}
		case 'is':
			return anyOf(term, (value) => known(states, value) ?? fail('unknown-value', term.at, value));
		case 'has':
			return anyOf(term, (value) => known(contents, value) ?? fail('unknown-value', term.at, value));
		case 'dir': {
			return anyOf(term, (value) =>
				['in', 'out', 'none'].includes(value)
					? ({ session, row }) => session.rows.direction(row) === value
					: fail('unknown-value', term.at, value),
			);
		}
		default:
			return textTest(term, texts[term.key]);
	}
}

/** What each keyed text is looked for in. */
const texts: Record<
	'kind' | 'origin' | 'from' | 'to' | 'frame' | 'verdict' | 'socket' | 'listener' | 'type',
	(facts: Facts) => string
> = {
	kind: (facts) => facts.kinds.join('\n'),
	origin: (facts) => facts.origin,
	from: (facts) => partyText(facts.parties.from),
	to: (facts) => partyText(facts.parties.to),
	frame: (facts) => facts.frame,
	verdict: (facts) => facts.verdicts.join('\n'),
	socket: (facts) => facts.socket,
	listener: (facts) =>
		facts.listeners
			.map((index) => {
				const listener = facts.session.listeners[index];
				return listener ? `#${index}\n${namesOf(listener)}\n${listener.added.stack[0]?.url ?? ''}` : '';
			})
			.join('\n'),
	type: (facts) => facts.type,
};

const states: Record<string, Predicate> = {
	foreign: (facts) => facts.isForeign,
	undelivered: (facts) => facts.is(mark.undelivered) || reachedNobody(facts.session, facts.row),
	synthetic: (facts) => facts.is(mark.synthetic),
	ruled: (facts) => facts.is(mark.ruled),
	untrusted: (facts) => facts.is(mark.untrusted),
	hidden: (facts) => facts.is(mark.hidden),
	unconfirmed: (facts) => facts.is(mark.unconfirmed | mark.disputed),
	binary: (facts) => facts.is(mark.binary),
	problem: (facts) => facts.is(mark.problem),
	dropped: (facts) => facts.is(mark.emptied) || facts.event?.kind === 'dropped',
	// Where a listener was there and not watched, nobody knows.
	unheard: ({ session, row }) =>
		session.rows.kind(row) === 'message' && session.rows.ran(row) === 0 && !isListenedTo(session, row),
	extension: (facts) => facts.is(mark.extension),
	guessed: (facts) => facts.is(mark.byOrder),
};

const contents: Record<string, Predicate> = {
	token: (facts) => mayHoldSecret(facts.raw) && hasSecret(facts.text),
	ports: ({ event }) => event !== undefined && 'ports' in event && event.ports.length > 0,
	listener: ({ session, row }) => session.rows.ran(row) > 0,
};

/** Values that `is:` and `has:` know, for completion. */
export const queryValues = {
	is: Object.keys(states),
	has: Object.keys(contents),
	dir: ['in', 'out'],
	kind: [...rowKinds, ...channels],
	verdict: ['none', 'weak', 'source-only', 'strict', 'inert', 'unknown', 'pending'],
} as const;

/** A member by its name; not what every object has. */
function known(tests: Record<string, Predicate>, name: string): Predicate | undefined {
	return Object.hasOwn(tests, name) ? tests[name] : undefined;
}

function anyOf(term: Term, make: (value: string) => Predicate): Predicate {
	const tests = term.values.map((value) => make(value.toLowerCase()));
	return (facts) => tests.some((test) => test(facts));
}

const verdicts: ReadonlySet<string> = new Set(queryValues.verdict);

function textTest({ values, regex, key, at }: Term, text: (facts: Facts) => string): Predicate {
	if (regex) return (facts) => regex.test(text(facts));
	const wanted = values.map((value) => value.toLowerCase());
	// 'none' must not find 'source-only': verdicts and kinds are whole words.
	if (key === 'verdict' || key === 'kind') {
		const isWord = key === 'kind' ? isKind : (word: string) => verdicts.has(word);
		const odd = wanted.find((word) => !isWord(word));
		if (odd !== undefined) fail('unknown-value', at, odd);
		return (facts) => {
			const words = text(facts).toLowerCase().split('\n');
			return wanted.some((word) => words.includes(word));
		};
	}
	const mayHave = key === 'type' ? rawTest(wanted) : () => true;
	return (facts) => mayHave(facts) && saysOne(text(facts), wanted);
}

/**
 * Whether an event, unparsed, may say one of the wanted texts: letters, digits and underscores stand in JSON as they are,
 * unless somebody wrote them as escapes.
 */
function rawTest(wanted: readonly string[]): Predicate {
	const alternatives = wanted.map((one) => one.match(/\w+/g) ?? []);
	if (alternatives.some((words) => words.length === 0)) return () => true;
	return ({ raw }) =>
		alternatives.some((words) => words.every((word) => raw.includes(word))) || raw.includes('\\u');
}

function freeText({ value, regex }: Term): Predicate {
	if (regex) return (facts) => regex.test(facts.text) || regex.test(facts.around);
	const wanted = value.toLowerCase();
	// Letters, digits and underscores stand in the JSON as they are: without all of the wanted words,
	// the payload is refused unparsed.
	const words = (wanted.match(/[\p{L}\p{N}_]+/gu) ?? []).map(wordPattern);
	const compact = wanted.replace(/(["\]}])?([:,])\s+/g, '$1$2');
	const unquoted = compact.replace(/"/g, '');
	return (facts) => {
		if (words.every((word) => facts.rawHas(word))) {
			const text = facts.text.toLowerCase();
			if (text.includes(wanted) || text.includes(compact)) return true;
			if (text.replace(/"/g, '').includes(unquoted)) return true;
		}
		return facts.around.includes(wanted);
	};
}

/** Finds a lower-cased word, or what may stand for it in JSON. Case folding has all that lower-cases to it, but one letter. */
function wordPattern(word: string): RegExp {
	return new RegExp([word.replaceAll('i', '[iİ]'), ...signsOf(word)].join('|'), 'iu');
}

/** What stands in the JSON of a value that is shown with this word, though the word does not. */
function signsOf(word: string): string[] {
	const shown = (sign: string, is: boolean): string[] => (is ? [`"t":"${sign}"`] : []);
	return [
		...shown('date', /^[\dtz]+$/.test(word) || 'invalid'.includes(word)),
		...shown('bigint', /^\d*n$/.test(word)),
		// Typed arrays are told by their elements.
		...shown('view', /^\d+$/.test(word)),
		...shown('port', 'messageport'.includes(word)),
		...shown('ref', 'circular'.includes(word)),
		...shown('boxed', 'object'.includes(word)),
		...shown('blob', 'file'.includes(word)),
	];
}

function sizeTest({ value, at }: Term): Predicate {
	const parts = /^([<>]=?|=)?(\d+(?:\.\d+)?)(k|m|g)?b?$/i.exec(value);
	if (!parts) return fail('bad-size', at, value);
	const factor = { '': 1, k: 1_000, m: 1_000_000, g: 1_000_000_000 }[(parts[3] ?? '').toLowerCase()] ?? 1;
	const bound = Number(parts[2]) * factor;
	const compare: Record<string, (size: number) => boolean> = {
		'>': (size) => size > bound,
		'>=': (size) => size >= bound,
		'<': (size) => size < bound,
		'<=': (size) => size <= bound,
		'=': (size) => size === bound,
	};
	const test = compare[parts[1] ?? '>='] as (size: number) => boolean;
	return ({ session, row }) => session.rows.size(row) >= 0 && test(session.rows.size(row));
}

function pathPredicate({ value, at }: Term): Predicate {
	const test = pathTest(value, at);
	// Names alone: places in lists, stacks of errors and many values stand otherwise in the event than in a filter.
	const names = value
		.toLowerCase()
		.replace(/=.*$/s, '')
		.replace(/\b(?:\d+|stack)\b/g, '');
	const mayHave = rawTest([names]);
	return (facts) => {
		if (!mayHave(facts)) return false;
		const { data } = facts;
		return (data !== undefined && test(data)) || facts.decodedValues.some(test);
	};
}
