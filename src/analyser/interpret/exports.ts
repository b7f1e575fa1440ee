import { unwrap } from '../syntax/node.ts';
import type { PropertyValue } from '../syntax/script-index.ts';

/** What a script gives properties of one name: by `exports.name = …`, where it is one module itself, and otherwise. */
export interface ByExport {
	exported: PropertyValue[];
	others: PropertyValue[];
}

export function splitByExport(all: readonly PropertyValue[]): ByExport {
	const split: ByExport = { exported: [], others: [] };
	for (const one of all) (isExported(one) ? split.exported : split.others).push(one);
	return split;
}

/** Bundled modules have their exports as what a function is given. */
function isExported({ object, scope }: PropertyValue): boolean {
	const inner = object && unwrap(object);
	return inner?.type === 'Identifier' && inner.name === 'exports' && !scope.parent;
}
