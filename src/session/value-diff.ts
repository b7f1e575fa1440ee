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
		const old = new Map(left.map((entry) => [entry.path, entry]));
		const fresh: Entry[] = [];
		const shared: typeof pairs = [];
		for (const entry of right) {
			const known = old.get(entry.path);
			if (!known) fresh.push(entry);
			else shared.push({ path: entry.path, before: known.value, after: entry.value });
			old.delete(entry.path);
		}
		for (const { path, value } of old.values()) list.push({ path, before: value });
		for (const { path, value } of fresh) list.push({ path, after: value });
		pairs.push(...shared.reverse());
	}
	return { list, isCut: false };
}

const kindOf = (value: Value): string => `${value.t} ${value.t === 'object' ? (value.c ?? '') : ''}`;

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
