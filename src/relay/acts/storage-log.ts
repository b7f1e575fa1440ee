import type { ReachedSink } from '../../protocol/probe.ts';

type Area = 'localStorage' | 'sessionStorage';

/** Finds what a listener put into the page's storage past the methods that are watched: `localStorage.key = value`. */
export class StorageLog {
	readonly #before: [Area, Map<string, string>][] = [];

	constructor() {
		for (const area of ['localStorage', 'sessionStorage'] as const) {
			const entries = entriesOf(area);
			if (entries) this.#before.push([area, entries]);
		}
	}

	/** What is not as it was, as `key=value` (`key` alone: it is gone); `back`: it is as it was again. */
	changes(back: boolean): Pick<ReachedSink, 'sink' | 'value' | 'held'>[] {
		return this.#before.flatMap(([area, before]) => {
			const after = entriesOf(area) ?? new Map<string, string>();
			const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
				(key) => before.get(key) !== after.get(key),
			);
			return changed.map((key) => {
				if (back) putBack(area, key, before.get(key));
				const now = after.get(key);
				return { sink: area, value: now === undefined ? key : `${key}=${now}`, held: back };
			});
		});
	}
}

function putBack(area: Area, key: string, value: string | undefined): void {
	if (value === undefined) window[area].removeItem(key);
	else window[area].setItem(key, value);
}

/** Nothing where this document may have no storage. */
function entriesOf(area: Area): Map<string, string> | undefined {
	try {
		return new Map(Object.entries(window[area]));
	} catch {
		return undefined;
	}
}
