import type { Value } from '../protocol/value.ts';
import { leafText } from './plain.ts';
import { type Entry, entriesOf } from './value-path.ts';

/** One part that two values do not share. */
export interface Difference {
	path: string;
	/** Absent: it was added. */
	before?: Value;
	/** Absent: it was removed. */
	after?: Value;
}

export interface Differences {
	list: Difference[];
	/** Looking ended before all parts were compared. */
	isCut: boolean;
}

/** Parts compared and differences told at most. */
const MOST_PARTS = 100_000;
const MOST = 500;

/** What is other in `after` than in `before`, part by part under their paths; members of lists by their places. */
export function differencesOf(before: Value, after: Value): Differences {
	const list: Difference[] = [];
	const pairs: { path: string; before: Value; after: Value }[] = [{ path: '$', before, after }];
	let parts = 0;
	while (pairs.length > 0) {
		if (list.length >= MOST || ++parts > MOST_PARTS) return { list, isCut: true };
		const pair = pairs.pop() as (typeof pairs)[number];
		const left = entriesOf(pair.before, pair.path);
		const right = entriesOf(pair.after, pair.path);
		if (!left || !right || kindOf(pair.before) !== kindOf(pair.after)) {
			if (identity(pair.before) !== identity(pair.after)) list.push(pair);
			continue;
		}
		const old = new Map(inTheirTurn(left));
		const fresh: Entry[] = [];
		const shared: typeof pairs = [];
		for (const [place, entry] of inTheirTurn(right)) {
			const known = old.get(place);
			if (!known) fresh.push(entry);
			else shared.push({ path: entry.path, before: known.value, after: entry.value });
			old.delete(place);
		}
		for (const { path, value } of old.values()) list.push({ path, before: value });
		for (const { path, value } of fresh) list.push({ path, after: value });
		// Holes, and what was not recorded.
		if (fresh.length + old.size === 0 && lengthOf(pair.before) !== lengthOf(pair.after)) list.push(pair);
		pairs.push(...shared.reverse());
	}
	return { list, isCut: false };
}

/** Entries by their paths, and by their turn where keys of a map have one path: they look alike, or in their beginnings. */
function inTheirTurn(entries: readonly Entry[]): [string, Entry][] {
	const turns = new Map<string, number>();
	return entries.map((entry) => {
		const turn = turns.get(entry.path) ?? 0;
		turns.set(entry.path, turn + 1);
		return [`${turn} ${entry.path}`, entry];
	});
}

const lengthOf = (value: Value): number | undefined => ('n' in value ? value.n : undefined);

/** What is compared of a value beside its parts. */
function kindOf(value: Value): string {
	if (value.t === 'object') return `object ${value.c ?? ''}`;
	return value.t === 'error' ? `error ${leafText(value)}` : value.t;
}

/** The same for values without parts that are alike. */
function identity(value: Value): string {
	switch (value.t) {
		case 'string':
			return `"${value.v}${value.n ?? ''}`;
		case 'buffer':
		case 'view':
			return `${leafText(value)} ${value.b}`;
		case 'blob':
			return `${leafText(value)} ${value.b ?? ''}`;
		case 'object':
		case 'array':
		case 'map':
		case 'set':
			return kindOf(value);
		case 'boxed':
			return `boxed ${identity(value.v)}`;
		default:
			return `${value.t} ${leafText(value)}`;
	}
}
