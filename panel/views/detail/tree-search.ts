import { createContext } from 'preact';
import type { Value } from '../../../src/protocol/value.ts';
import { type Entry, entriesOf } from '../../../src/session/value-path.ts';

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

/** Whether a part is what is looked for, or has it inside. */
export const leadsTo = (path: string, target: string | undefined): boolean =>
	target?.startsWith(path) === true && /^(?:$|[.[])/.test(target.slice(path.length));

/** Paths of all parts of a value around one of them. */
export function around(value: Value, path: string): string[] {
	const paths: string[] = [];
	let at: Pick<Entry, 'path' | 'value'> | undefined = { path: '$', value };
	while (at && at.path !== path) {
		paths.push(at.path);
		at = entriesOf(at.value, at.path)?.find((entry) => leadsTo(entry.path, path));
	}
	return paths;
}
