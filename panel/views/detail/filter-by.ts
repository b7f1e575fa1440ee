import { createContext } from 'preact';
import type { Value } from '../../../src/protocol/value.ts';
import { searchTextOf } from '../../../src/session/plain.ts';
import { termText } from '../../../src/session/query-syntax.ts';
import { entriesOf } from '../../../src/session/value-path.ts';

/** Filters the list that a shown value is of by one more term; absent where there is no such list. */
export const FilterByContext = createContext<((term: string) => void) | undefined>(undefined);

/** A longer text is not asked for: nobody could read the filter. */
const LONGEST = 100;

/** Terms of a filter for what has the same part, or has it not, as a person may want them; none for the whole. */
export function partTerms(path: string, value: Value): string[] {
	if (path === '$') return [];
	const text = entriesOf(value) ? '' : searchTextOf(value);
	const isTold = text !== '' && text.length <= LONGEST && !/[\n\r]/.test(text) && !OPAQUE.has(value.t);
	const terms = isTold ? [`${path}=${text}`, path] : [path];
	return terms.flatMap((term) => [termText('path', term), termText('path', term, true)]);
}

/** What is shown of these is not all that they are. */
const OPAQUE: ReadonlySet<Value['t']> = new Set([
	'buffer',
	'view',
	'blob',
	'omitted',
	'ref',
	'port',
	'platform',
]);
