import type { Value as PageValue } from '../protocol/value.ts';
import type { ListenerInput } from './analyse.ts';
import type { Literal, Use } from './interpret/run.ts';
import { holds } from './judge/evaluate.ts';
import { TRUSTED_TEXTS, worldFor } from './judge/worlds.ts';
import { ListenerSession } from './listener-session.ts';
import { UNKNOWN } from './pure/concrete.ts';
import { Builder } from './shapes/build.ts';
import { pathOf } from './shapes/path.ts';
import { demandOf } from './shapes/require.ts';
import { chooseEntries } from './shapes/tables.ts';
import { partAt } from './shapes/wish.ts';
import { functionAt, onlyFunction, scriptOf } from './syntax/script.ts';
import { ATTACKER, DATA, ORIGIN, type Term } from './value/value.ts';
import type { Place, RuntimeContext, SinkKind } from './verdict.ts';

/** Data that a handler looks for, made from what it compares on the way to one use of the data. */
export interface DataShape {
	data: PageValue;
	/** What the way ends in. */
	kind: SinkKind;
	place: Place;
	/** Whether the sender's origin gets along the way; 'unsure' where that depends on what only the page knows. */
	passes: boolean | 'unsure';
	/** Conditions on the data that could not be met, as code: they ask for what only the page knows. */
	unmet: string[];
}

export interface ShapeOptions extends ListenerInput {
	/** Origin that the sender will have. */
	origin: string;
	/** Stands where any text will do. */
	filling: string;
}

const MOST = 20;

/** The most harmful first, as a person would look for them. */
const RANK: readonly SinkKind[] = [
	'eval',
	'html',
	'document-write',
	'script',
	'jquery-html',
	'timer-string',
	'navigation',
	'prototype',
	'cookie',
	'storage',
	'network',
	'relay',
	'socket-send',
	'call',
	'state',
];

/**
 * Messages that reach a handler's uses of data, by what it compares: one for each way, those first that the origin gets
 * along and that end in the worst. Empty where the code is not to be had or cannot be parsed; never throws.
 */
export function dataShapesOf(options: ShapeOptions): DataShape[] {
	try {
		return shapesOf(options);
	} catch {
		// Code that does not parse or nests too deeply has been judged `unknown`: there is nothing to build from.
		return [];
	}
}

function shapesOf({ text, at, context = {}, timeLimitMs, origin, filling }: ShapeOptions): DataShape[] {
	const script = scriptOf(text, at === undefined);
	const offset = at && script.source.offset(at.line, at.column);
	const found = at
		? offset === undefined
			? undefined
			: functionAt(script, offset)
		: (onlyFunction(script) ?? script.registrations[0]);
	const session = new ListenerSession(script, context);
	session.nextBudget(timeLimitMs);
	const explored = found && session.explore(found);
	if (!explored) return [];
	const shapes = new Map<string, DataShape & { rank: number }>();
	for (const use of explored.uses) {
		const data = dataFor(use, explored.ofData, origin, filling);
		const passes = admits(use.literals, origin, context);
		const rank = rankOf(use, passes) + data.unmet.length * 30;
		const key = JSON.stringify(data.value);
		if ((shapes.get(key)?.rank ?? Number.POSITIVE_INFINITY) <= rank) continue;
		const { value, unmet } = data;
		shapes.set(key, {
			data: value,
			kind: use.kind,
			place: script.source.place(use.node),
			passes,
			unmet,
			rank,
		});
	}
	return [...shapes.values()]
		.sort((a, b) => a.rank - b.rank)
		.slice(0, MOST)
		.map(({ rank: _, ...shape }) => shape);
}

/** Lower is more worth trying. */
function rankOf(use: Use, passes: boolean | 'unsure'): number {
	const closed = passes === true ? 0 : passes === 'unsure' ? 100 : 200;
	const bare = use.literals.filter(({ term, truth }) => !truth && pathOf(term)).length;
	return closed + (use.tainted ? 0 : 50) + (use.soft ? 40 : 0) + bare + RANK.indexOf(use.kind);
}

function dataFor(
	use: Use,
	ofData: readonly Term[],
	origin: string,
	filling: string,
): { value: PageValue; unmet: string[] } {
	const { wish, unmet } = demandOf(use.literals, origin);
	chooseEntries(wish, use.literals, ofData);
	// Whatever else the handler reads is there too, as far as it fits what the way asks for.
	for (const term of ofData) {
		const path = pathOf(term);
		if (path) partAt(wish, path, false);
	}
	return { value: new Builder(filling).build(wish) ?? { t: 'undefined' }, unmet };
}

/** Whether an origin satisfies the conditions that are about nothing but it. */
function admits(literals: readonly Literal[], origin: string, context: RuntimeContext): boolean | 'unsure' {
	const settings = { symbols: new Map(), learned: new Map<string, never>(), assumed: [] };
	const world = worldFor(origin, origin, settings, TRUSTED_TEXTS[0] ?? '', context);
	let all: boolean | 'unsure' = true;
	for (const { term, truth } of literals) {
		if (!(term.deps & ORIGIN) || term.deps & (DATA | ATTACKER)) continue;
		const answer = holds(term, world);
		if (answer === UNKNOWN) all = 'unsure';
		else if (answer !== truth) return false;
	}
	return all;
}
