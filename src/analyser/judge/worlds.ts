import type { Literal } from '../interpret/run.ts';
import type { LearntBy } from '../learning.ts';
import type { Concrete } from '../pure/concrete.ts';
import { UNKNOWN } from '../pure/concrete.ts';
import { isMadeOfChosen } from '../value/chosen.ts';
import { toConcrete } from '../value/concrete-value.ts';
import {
	ATTACKER,
	DATA,
	depsOf,
	EVENT,
	OF_MESSAGE,
	ORIGIN,
	SOURCE,
	type Term,
	type Value,
} from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { type Sentence, say } from '../words/sentences.ts';
import { isPutTogether } from './chosen-settings.ts';
import type { World } from './evaluate.ts';

/** What an unknown setting may hold when a developer sets it: an origin, a host name, an address. */
export const TRUSTED_TEXTS = [
	'https://www.trusted.example',
	'www.trusted.example',
	'https://www.trusted.example/embed/index.html',
];
const PAGE = 'https://page.example';
/** A page under a suffix of two labels, where taking the last two labels for the site goes wrong. */
const DEEP_PAGE = 'https://www.page.co.uk';
const MOST_WORLDS = 48;

/** The named unknowns that conditions on the origin depend on. */
export function settingsIn(terms: Iterable<Term>): Map<string, Term> {
	const found = new Map<string, Term>();
	const seen = new Set<string | Value>();
	const visit = (value: Value) => {
		if (value.t === 'object') {
			if (seen.has(value)) return;
			seen.add(value);
			for (const one of value.items.slice(0, 100)) visit(one);
			for (const [key] of value.entries.slice(0, 100)) visit(key);
			return;
		}
		if (value.t !== 'term' || seen.has(value.key)) return;
		seen.add(value.key);
		const chain = chainOf(value);
		if (chain.length > 0) {
			for (const one of chain) found.set(one.key, one);
			// What is given to a function that is not known may be a setting as well.
			if (value.op !== 'result') return;
		}
		for (const one of value.args) visit(one);
	};
	for (const one of terms) visit(one);
	return found;
}

const ROOTS = new Set(['symbol', 'lookup', 'call', 'task', 'result']);

/** An unknown setting and what it is a member of (without the outermost object); empty for anything else. */
function chainOf(term: Term): Term[] {
	const chain: Term[] = [];
	for (let one: Value | undefined = term; one?.t === 'term'; one = one.args[0]) {
		if (one.deps & (DATA | ORIGIN | EVENT)) return [];
		if (ROOTS.has(one.op)) {
			if (!one.symbol && one.op !== 'lookup') return [];
			if (one.symbol?.kind === 'result' && one.op === 'symbol') return [];
			return chain.length > 0 ? chain : [one];
		}
		if (one.op !== 'get') return [];
		chain.push(one);
	}
	return [];
}

/** One way the settings may be, in words and as values. */
export interface Settings {
	symbols: Map<string, Concrete>;
	/** Settings that take the value of whatever origin came first, or of its host. */
	learned: Map<string, Learned>;
	/** Origin of the page, where another than the ordinary one is assumed. */
	self?: string;
	/** What they take is the origin of a page in a window that is known. */
	ofWindow?: boolean;
	/** What was assumed, e.g. "Holds when allowedOrigin is not set". */
	assumed: Sentence[];
}

/** The combinations of values that the settings may have, the ordinary one first. */
export function settingsWorlds(
	settings: ReadonlyMap<string, Term>,
	literals: readonly Literal[],
	learntBy: LearntBy,
	context: RuntimeContext,
	aboutPage: boolean,
): Settings[] {
	let worlds: Settings[] = [{ symbols: new Map(), learned: new Map(), assumed: [] }];
	for (const [key, term] of settings) {
		const options = optionsOf(term, literals, learntBy);
		if (options.length === 0) continue;
		const next: Settings[] = [...worlds];
		for (const world of worlds) {
			for (const option of options) {
				if (next.length >= MOST_WORLDS) break;
				const symbols = new Map(world.symbols);
				const learned = new Map(world.learned);
				if (typeof option === 'string') learned.set(key, option);
				else symbols.set(key, option.value);
				const assumed = [
					...world.assumed,
					typeof option === 'string' ? say('holds-when-learned', nameOf(term)) : option.words,
				];
				const ofWindow = world.ofWindow || option === 'window';
				next.push({ symbols, learned, assumed, ...(ofWindow && { ofWindow }) });
			}
		}
		worlds = next;
	}
	if (aboutPage && !context.origin) {
		worlds.push({
			symbols: new Map(),
			learned: new Map(),
			assumed: [say('holds-on-host', DEEP_PAGE)],
			self: DEEP_PAGE,
		});
	}
	return worlds;
}

/** `window`: the origin of whatever page a known window shows. */
type Learned = 'origin' | 'host' | 'window';
type Option = Learned | { value: Concrete; words: Sentence };

function optionsOf(term: Term, literals: readonly Literal[], learntBy: LearntBy): Option[] {
	const name = nameOf(term);
	const options: Option[] = [];
	const possible =
		term.symbol?.kind === 'global' && term.symbol.name.startsWith('location')
			? []
			: flattened(term.symbol?.possible?.() ?? []);
	const own = term.symbol?.kind !== 'import' && term.symbol?.kind !== 'this' && !isImportedAnswer(term);
	// A value handed in from outside may be missing as much as the setting itself; one from a message is, before it.
	const isSent = (one: Value) => (depsOf(one) & (ORIGIN | SOURCE | DATA)) !== 0;
	let unset = own && (possible.every((one) => isGivenIn(one)) || possible.every(isSent));
	unset ||= own && term.symbol?.byOthers?.() === true;
	const final = possible.at(-1);
	if (term.symbol?.fallsBack) unset = final?.t === 'constant' && !final.value;
	const add = (value: Concrete, words: Sentence) => {
		if (options.length < 4 && !options.some((one) => typeof one !== 'string' && same(one.value, value)))
			options.push({ value, words });
	};
	for (const value of possible) {
		if (value.t === 'term') {
			const learnt = learntBy(term, (value.deps & ORIGIN) !== 0);
			if (learnt !== 'nobody') options.push(learnt === 'window' ? 'window' : 'origin');
			else if (isMadeOfChosen(value) && !options.includes('origin'))
				options.push('origin', ...(isPutTogether(term, literals) ? ['host' as const] : []));
			continue;
		}
		const concrete = toConcrete(value, heldBy, TRUSTED);
		if (concrete === UNKNOWN) continue;
		if (concrete === null || concrete === undefined || concrete === '') unset ||= !term.symbol?.fallsBack;
		else
			add(
				concrete,
				typeof concrete === 'object'
					? say('holds-by-default', name)
					: say('holds-when-is', name, JSON.stringify(String(concrete)).slice(1, -1)),
			);
	}
	if (possible.length === 0 && options.length === 0 && learntBy(term, false) === 'anyone')
		options.push('origin');
	// Where the page is no setting says.
	const isPlace = term.symbol?.kind === 'global' && /^(location|origin|document)/.test(term.symbol.name);
	if (unset && !isPlace && asksWhetherSet(term, literals)) add(undefined, say('holds-when-unset', name));
	// A handler that asks for the wildcard reckons with it, unless the script shows that it is given on purpose.
	const isParameter = /^(?!this@)[\w$]+@\d/.test(term.symbol?.name ?? '');
	const isOnPurpose = possible.length > 0 || isParameter;
	if (unset && !isPlace && !isOnPurpose && isComparedWith(term, '*', literals))
		add('*', say('holds-when-wildcard', name));
	const isNeverEmpty = term.symbol?.fallsBack === true && final?.t === 'constant' && Boolean(final.value);
	if (
		isPrimitive(term) &&
		!isNeverEmpty &&
		possible.some((value) => value.t === 'constant' && (value.value === null || value.value === ''))
	) {
		add(null, say('holds-when-unset', name));
	}
	return options;
}

/** What is in a list that the script fills from its own settings is what the trusted side means. */
const TRUSTED: Concrete = { kind: 'opaque', text: TRUSTED_TEXTS[0] ?? '' };

const heldBy = (term: Term): Concrete => (term.deps & (DATA | ORIGIN | EVENT | ATTACKER) ? UNKNOWN : TRUSTED);

/** The values of a setting, and those of settings that it is set from. */
function flattened(values: readonly Value[], depth = 0): Value[] {
	return values.flatMap((one) => {
		const inner = one.t === 'term' && depth < 2 ? (one.symbol?.possible?.() ?? []) : [];
		return inner.length > 0 ? [one, ...flattened(inner, depth + 1)] : [one];
	});
}

function isGivenIn(value: Value): boolean {
	if (value.t !== 'term' || !value.symbol) return false;
	const { kind, possible } = value.symbol;
	return (
		(kind === 'parameter' || kind === 'property') && (possible?.().every((one) => one.t === 'term') ?? true)
	);
}

/** A setting by itself, or what a collection of the script's holds under a key. */
function isPrimitive({ op, symbol }: Term): boolean {
	return op === 'symbol' || (op === 'call' && symbol?.kind === 'result');
}

function same(a: Concrete, b: Concrete): boolean {
	return (
		a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
	);
}

/** Whether it is what a function of another module gives: there, as what is imported itself, until shown otherwise. */
function isImportedAnswer({ op, args }: Term): boolean {
	let callee: Value | undefined = op === 'result' ? args[0] : undefined;
	while (callee?.t === 'term' && callee.op === 'get') callee = callee.args[0];
	return callee?.t === 'term' && callee.symbol?.kind === 'import';
}

/** Whether the handler itself reckons with the setting being missing. */
function asksWhetherSet(term: Term, literals: readonly Literal[]): boolean {
	return literals.some(({ term: one }) => {
		if (one.key === term.key) return true;
		// Code that is not known and is asked about the setting alone: `isString(setting)`.
		if (one.op === 'result' && !(one.deps & OF_MESSAGE))
			return one.args.slice(1).some((given) => given.t === 'term' && given.key === term.key);
		if (one.op === 'typeof') return one.args[0]?.t === 'term' && one.args[0].key === term.key;
		const [left, right] = one.args;
		if (one.op !== '===' && one.op !== '==') return false;
		if (left?.t === 'term' && left.op === 'typeof')
			return left.args[0]?.t === 'term' && left.args[0].key === term.key;
		return left?.t === 'term' && left.key === term.key && right?.t === 'constant';
	});
}

function isComparedWith(term: Term, text: string, literals: readonly Literal[]): boolean {
	return literals.some(({ term: { op, args } }) => {
		const [left, right] = args;
		if ((op !== '===' && op !== '==') || right?.t !== 'constant' || right.value !== text) return false;
		return left?.t === 'term' && left.key === term.key;
	});
}

/** The name a setting has in the code. */
export function nameOf(term: Term): string {
	return (term.symbol?.name ?? term.op).replace(/@\d+/g, '').replace(/^this$/, 'this');
}

/** Fills a world for an origin; `fixed`: what was worked out for other origins under the same settings. */
export function worldFor(
	origin: string,
	chosen: Concrete,
	settings: Settings,
	trusted: string,
	context: RuntimeContext,
	fixed = new Map<string, Concrete>(),
): World {
	const learns = settings.learned.size > 0;
	const symbols = learns ? new Map(settings.symbols) : settings.symbols;
	for (const [key, part] of settings.learned)
		symbols.set(key, part === 'host' ? origin.replace(/^.*\/\//, '') : origin);
	const self = settings.self ?? pageOrigin(context);
	const opaque = context.sandboxed === true || context.origin === 'null';
	const blank = context.scheme === 'about:' || context.scheme === 'data:' || context.scheme === 'blob:';
	return {
		origin,
		chosen,
		symbols,
		trusted,
		self: blank ? 'null' : self,
		selfSerialised: opaque ? 'null' : self,
		values: undefined,
		fixed: learns ? new Map() : fixed,
		href: (settings.self === undefined ? context.url : undefined) ?? `${self}/start/index.html`,
	};
}

/** Origins of the page that worlds assume. */
export const PAGES = [PAGE, DEEP_PAGE];

/** Origin of the page that worlds assume first. */
export function pageOrigin(context: RuntimeContext): string {
	return context.origin && context.origin !== 'null' ? context.origin : PAGE;
}
