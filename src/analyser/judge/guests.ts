import type { Use } from '../interpret/run.ts';
import { concerning, MOST_SITUATIONS, type Search, wayKey } from './paths.ts';
import type { Passed, Situation } from './trials.ts';
import { type Settings, TRUSTED_TEXTS } from './worlds.ts';

/** An origin that is let in, and where it is. */
interface Guest {
	origin: string;
	situation: Situation;
}

const MOST_OF_ONE = 31;
const MOST = 60;

/** Tells of a use whether one of those who get along the given ways gets there too; true where nobody does. */
export function letsInAnyOf(uses: readonly Use[], search: Search): (use: Use) => boolean {
	const groups = new Map<Settings, Map<string, { situation: Situation; origins: Set<string> }>>();
	let isEmpty = true;
	for (const { origin, situation } of someGuests(uses, search)) {
		isEmpty = false;
		const bySettings = groups.get(situation.settings) ?? new Map<string, never>();
		groups.set(situation.settings, bySettings);
		const group = bySettings.get(situation.text) ?? { situation, origins: new Set<string>() };
		bySettings.set(situation.text, group);
		group.origins.add(origin);
	}
	const all = [...groups.values()].flatMap((one) => [...one.values()]);
	return (use) => {
		if (isEmpty) return true;
		const literals = concerning(use, search);
		return all.some(
			({ situation, origins }) => search.trials.tester(literals, situation)([...origins]).size > 0,
		);
	};
}

function someGuests(uses: readonly Use[], search: Search): Guest[] {
	const known = new Map<string, Guest[]>();
	const guests: Guest[] = [];
	for (const use of uses) {
		const way = wayKey(use, search);
		const own = known.get(way) ?? guestsOf(use, search);
		known.set(way, own);
		guests.push(...own);
		if (guests.length >= MOST) break;
	}
	return guests.slice(0, MOST);
}

/** The trusted origins that get along a path on which strangers do not. */
function guestsOf(use: Use, search: Search): Guest[] {
	const literals = concerning(use, search);
	const guests: Guest[] = [];
	for (const settings of search.worlds.slice(0, MOST_SITUATIONS)) {
		for (const text of TRUSTED_TEXTS) {
			const situation = { settings, text };
			const passed: Passed = search.trials.tester(literals, situation)(search.trusted);
			for (const origin of search.trusted) {
				if (passed.get(origin) === true) guests.push({ origin, situation });
				if (guests.length >= MOST_OF_ONE) return guests;
			}
		}
	}
	return guests;
}
