import type { Notes } from '../interpret/notes.ts';
import type { Literal } from '../interpret/run.ts';
import type { Exploration } from '../interpret/walk.ts';
import type { LearntBy } from '../learning.ts';
import { parseUrl } from '../pure/origin.ts';
import { OF_MESSAGE, ORIGIN, PICKED, type RegexValue, SELF, type Term } from '../value/value.ts';
import type { RuntimeContext, SinkKind, VerdictName } from '../verdict.ts';
import { candidatesFor, isForeign, nearTo, STRANGERS, trustedOrigins } from './candidates.ts';
import { isCheck } from './checks.ts';
import { composedTexts, LABEL, spelledOut } from './composed.ts';
import { constantsOf, intendedDomains, listedIn } from './constants.ts';
import { letsInAnyOf } from './guests.ts';
import { classify, type JudgedUse, type PathKind, waysOf } from './judged-use.ts';
import { usesOnPublicPages } from './local-pages.ts';
import { type MetAt, MetWindows } from './met-windows.ts';
import { collectChosen, concerns, type Search } from './paths.ts';
import { foreignWordOfAll, foreignWords } from './regex-language.ts';
import { asksForContent, isByTextAlone, refusesSource, requiresMadeText } from './requirements.ts';
import { leavesOut, requiredBy, sparesSender } from './spared.ts';
import { Trials } from './trials.ts';
import { leavesUntried } from './untried.ts';
import { PAGES, pageOrigin, settingsIn, settingsWorlds, TRUSTED_TEXTS } from './worlds.ts';

/** The judgement on a handler, before it is put into words. */
export interface Judgement {
	verdict: VerdictName;
	/** The use that decides: the worst. */
	decisive: JudgedUse | undefined;
	uses: JudgedUse[];
	search: Search;
	/** There is a comparison, but the script's own constants keep it from being reached. */
	unreached?: boolean;
	/** Every condition met that depends on the origin or source. */
	conditions: Literal[];
	/** A comparison that keeps out one window and lets all others in. */
	leftOut: Literal | undefined;
	/** What only pages of the developer's own machine satisfy: what happens there is left out. */
	onlyLocal: Term | undefined;
}

/** What comes of a message, or is picked by it. */
const OF_OR_PICKED = OF_MESSAGE | PICKED;
const ORDER: readonly PathKind[] = ['open', 'unknown', 'source-only', 'strict'];

export interface JudgeOptions {
	context: RuntimeContext;
	/** Whether the time is used up. */
	isOver: () => boolean;
	learntBy: LearntBy;
	metAt: MetAt;
}

/** Decides what a handler's uses of a message mean for its check. */
export function judge(exploration: Exploration, options: JudgeOptions): Judgement {
	const { notes } = exploration;
	const { uses, left } = usesOnPublicPages(exploration.uses, options.context);
	const literals = new Map<string, Literal>();
	for (const use of uses) for (const one of use.literals) literals.set(one.term.key, one);
	for (const [key, one] of notes.comparisons) if (!literals.has(key)) literals.set(key, one);
	const all = [...literals.values()];
	const aboutOrigin = all.filter((one) => one.term.deps & ORIGIN).map((one) => one.term);
	const search = searchFor(aboutOrigin, all, options);
	const ways = waysOf(uses, search);
	const judged = uses.map((use) => classify(use, search, ways));
	const deciding = decidingUses(judged, all, search, notes.truncated);
	deciding.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || weight(b) - weight(a));
	const decisive = deciding[0];
	const required = requiredBy(uses);
	const conditions = all.filter(
		(one) =>
			isCheck(one.term, uses) &&
			!search.met.has(one.term) &&
			!sparesSender(one.term, required, decisive?.use),
	);
	const checked =
		conditions.length > 0 ||
		(notes.handedOut !== undefined && uses.every((one) => one.node !== notes.handedOut));
	const verdict = nameOf(deciding, checked, exploration, search);
	const leftOut = all.find((one) => leavesOut(one.term, required));
	return { verdict, decisive, uses: deciding, search, conditions, leftOut, onlyLocal: left };
}

function nameOf(
	deciding: readonly JudgedUse[],
	checked: boolean,
	exploration: Exploration,
	search: Search,
): VerdictName {
	const [decisive] = deciding;
	if (decisive?.kind === 'open') return checked ? 'weak' : 'none';
	if (exploration.notes.outOfTime) return 'unknown';
	if (!decisive || decisive.use.registers) {
		if (!isFollowed(exploration.notes)) return 'unknown';
		if (!decisive) return 'inert';
	}
	// That nobody gets through is no proof where it was not seen how anybody does.
	const isMute = deciding.every(
		({ use, passage: { near, unsureNear } }) =>
			near.length === 0 && !unsureNear && !requiresMadeText(use.literals),
	);
	if (decisive.kind !== 'strict' || !exploration.notes.truncated) return decisive.kind;
	return isMute || leavesUntried(exploration.notes, search) ? 'unknown' : 'strict';
}

/** Whether nothing of the handler was left out; what only ever throws has something that is not understood. */
function isFollowed({ truncated, unfollowed, completed }: Notes): boolean {
	return !truncated && !unfollowed && completed;
}

const HIGH: ReadonlySet<SinkKind> = new Set([
	'html',
	'eval',
	'document-write',
	'script',
	'timer-string',
	'jquery-html',
	'navigation',
	'prototype',
]);

function weight({ use }: JudgedUse): number {
	return HIGH.has(use.kind) ? 2 : use.tainted ? 1 : 0;
}

function searchFor(aboutOrigin: readonly Term[], all: readonly Literal[], options: JudgeOptions): Search {
	const settings = settingsIn(aboutOrigin);
	const chosen = new Set<string>();
	for (const term of aboutOrigin) collectChosen(term, chosen);
	const concerned = new Map<string, boolean>();
	const involved = all.filter(({ term }) => concerns(term, { settings, chosen, concerned }));
	const constants = constantsOf(involved.map((one) => one.term));
	const self = pageOrigin(options.context);
	const usesSelf = aboutOrigin.some((term) => (term.deps & SELF) !== 0);
	const models = [
		TRUSTED_TEXTS[0] ?? '',
		...(usesSelf ? [self, `${self}/start/index.html`, ...(options.context.origin ? [] : PAGES)] : []),
	];
	const worlds = settingsWorlds(settings, all, options.learntBy, options.context, usesSelf);
	for (const world of worlds) {
		for (const value of world.symbols.values())
			if (typeof value === 'string' && value.length > 1)
				for (const one of listedIn(value)) constants.texts.add(one);
	}
	const composed = composedTexts(involved, options.context);
	for (const one of [...composed, spelledOut(all)]) constants.texts.add(one);
	const intended = intendedDomains(constants, [...models, self]);
	const exact = new Set<string>();
	for (const text of [...constants.texts, ...models]) {
		const url = parseUrl(text);
		if (url && /^https?:$/.test(url.protocol)) exact.add(url.origin);
	}
	const trusted = trustedOrigins(constants, exact, self, usesSelf);
	// A setting may hold what the script names elsewhere.
	const named = trusted.find((one) => parseUrl(one)?.origin === one && !models.includes(one) && one !== self);
	const candidates = [...candidatesFor(constants, models), ...nearTo(intended)];
	return {
		candidates,
		words: wordsOf(constants.regexes, intended),
		wordOfAll: (patterns) => foreignWordOfAll(patterns, intended),
		foreign: (origin) => isForeign(origin, intended, exact),
		trusted,
		worlds,
		settings,
		chosen,
		concerned,
		trials: new Trials(settings, options.context, options.isOver, [
			...TRUSTED_TEXTS,
			...(composed.size > 0 ? [LABEL] : []),
			...(named ? [named] : []),
		]),
		ways: new Map(),
		passages: new Map(),
		met: new MetWindows(options.metAt),
	};
}

/** Foreign origins that the patterns match, worked out when first asked for. */
function wordsOf(regexes: readonly RegexValue[], intended: ReadonlySet<string>): () => readonly string[] {
	let words: readonly string[] | undefined;
	return () => {
		const patterns = new Map(regexes.map((one) => [`${one.source}/${one.flags}`, one]));
		words ??= foreignWords([...patterns.values()].slice(0, 8), intended);
		return words;
	};
}

/** `cut`: there are paths that were not followed. */
function decidingUses(
	judged: readonly JudgedUse[],
	all: readonly Literal[],
	search: Search,
	cut: boolean,
): JudgedUse[] {
	const compared = all.some((one) => one.term.deps & ORIGIN);
	const active = judged.filter((one) => !one.use.soft && !one.use.task && !one.use.registers);
	const real = withoutRefusals(active, all, search, cut);
	if (real.length > 0) return [...real, ...givenAway(judged, active, all, search)];
	// What becomes of the data is on paths that were not followed.
	if (cut && active.length > 0 && active.every((one) => !one.use.tainted)) return [];
	const tasks = judged.filter((one) => one.use.task);
	const soft =
		tasks.length > 0
			? []
			: judged.filter(
					(one) => one.use.soft && one.use.kind !== 'state' && one.use.tainted && !one.use.learns,
				);
	const telling = soft.filter((one) => !one.use.empty);
	if (soft.length > 0) return telling.length > 0 ? telling : soft;
	const replies = tasks.length > 0 ? [] : judged.filter((one) => one.use.soft && one.use.kind !== 'state');
	// That it is there is all that anyone learns from a page that answers with its own constants.
	const answering = withoutRefusals(replies, all, search).filter(
		({ use, kind }) => kind !== 'open' || !use.empty,
	);
	if (answering.length > 0) return answering;
	const learning = judged.filter((one) => one.use.learns);
	if (learning.length > 0) return learning;
	// Work queued before is worth guarding only to who guards it; a random text only tells its own messages from others.
	const guarded = tasks.filter(
		({ use, kind }) => kind !== 'open' && !(kind === 'source-only' && isByTextAlone(use.literals)),
	);
	if (guarded.length > 0) return guarded;
	// That the page listens from then on is worth guarding only to who guards it by the origin.
	const listening = compared ? judged.filter((one) => one.use.registers) : [];
	return listening.every((one) => one.kind === 'strict') ? listening : [];
}

/** What the page gives to whoever asks for it, refusals aside: that is worth as much as what it does for them. */
function givenAway(
	judged: readonly JudgedUse[],
	active: readonly JudgedUse[],
	all: readonly Literal[],
	search: Search,
): JudgedUse[] {
	const given = judged.filter(({ use }) => use.gives && use.literals.some(asksForContent));
	const isOpen = ({ use, kind }: JudgedUse) => use.gives && kind === 'open';
	if (!given.some(isOpen)) return [];
	const untainted = given.map(({ use, kind, passage }) => ({
		use: { ...use, tainted: false },
		kind,
		passage,
	}));
	return withoutRefusals([...active, ...untainted], all, search).filter(isOpen);
}

/** Whether only some strangers get there, those that look like one who is meant: who is refused is anyone. */
function hasGuardOfItsOwn({ use, passage: { witness, near } }: JudgedUse): boolean {
	return (
		witness !== undefined &&
		near.length > 0 &&
		!STRANGERS.includes(witness) &&
		use.literals.some(({ term, truth }) => truth && term.deps & ORIGIN)
	);
}

/** What only refused senders get is the refusal itself; the other things a message makes happen stay. */
function withoutRefusals(
	uses: readonly JudgedUse[],
	all: readonly Literal[],
	search: Search,
	cut = false,
): JudgedUse[] {
	const compared = all.some((one) => one.term.deps & ORIGIN);
	const strict = compared ? uses.filter((one) => one.kind === 'strict').slice(0, 40) : [];
	const isLetIn = letsInAnyOf(
		strict.map(({ use }) => use),
		search,
	);
	const reached = new Set<object>();
	for (const one of uses) {
		const { use } = one;
		if (reached.has(use.node) || refusesSource(use.literals)) continue;
		if (isLetIn(use) || (compared && hasGuardOfItsOwn(one))) reached.add(use.node);
	}
	const tainted = uses.filter((one) => one.use.tainted);
	const guarded = (tainted.length > 0 || (cut && compared)) && tainted.every((one) => one.kind !== 'open');
	// Beside data that is guarded, what any message starts, whatever it says, is preparation, whoever else starts it too;
	// and what is done at the end, whatever became of the message, is tidying up.
	const isStarted = ({ use, kind }: JudgedUse) =>
		kind === 'open' && (use.closing || !use.literals.some(asksForContent));
	const started = uses.filter((one) => guarded && !one.use.tainted && isStarted(one));
	const preparation = new Set<object>(started.map(({ use }) => use.node));
	return uses.filter((one) => {
		const { use, kind } = one;
		if (use.tainted) return true;
		if (preparation.has(use.node) && (kind !== 'open' || isStarted(one))) return false;
		if (!use.literals.some((one) => one.term.deps & OF_OR_PICKED)) return false;
		return reached.has(use.node);
	});
}
