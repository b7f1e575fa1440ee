import { createContext } from 'preact';

/** What a person looks for in a value tree. */
export interface TreeSearch {
	/** Paths of the parts that have it. */
	found: ReadonlySet<string>;
	/** The one that is shown. */
	current: string | undefined;
	/** Parts to be open so that it can be seen. */
	open: ReadonlySet<string>;
}

export const noSearch: TreeSearch = { found: new Set(), current: undefined, open: new Set() };

export const TreeSearchContext = createContext<TreeSearch>(noSearch);

/** Paths of all parts around a part. */
export function around(path: string): string[] {
	const steps = [...path.matchAll(/\.[\w$-]+|\[\d+\]|\['[^']*'\]/g)];
	return ['$', ...steps.map((step) => path.slice(0, step.index + step[0].length))];
}
