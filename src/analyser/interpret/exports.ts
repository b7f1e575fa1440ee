import { isFunction, isWithin, unwrap } from '../syntax/node.ts';
import type { PropertyValue } from '../syntax/script-index.ts';
import type { FunctionValue, Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

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

/**
 * Of functions of one name that of the module that a bundle's loader is asked for, where it names it:
 * `load('./check.js').name`.
 */
export function ofModule(
	m: Machine,
	receiver: Value,
	functions: readonly FunctionValue[],
): readonly FunctionValue[] {
	if (functions.length < 2 || receiver.t !== 'term' || receiver.op !== 'result') return functions;
	const [, path, ...more] = receiver.args;
	if (path?.t !== 'constant' || typeof path.value !== 'string' || more.length > 0) return functions;
	const given = (m.index.propertyValues.get(path.value) ?? []).map((one) => unwrap(one.node));
	const [only, ...others] = given;
	if (!only || others.length > 0 || !isFunction(only)) return functions;
	const own = functions.filter((one) => isWithin(one.node, only));
	return own.length === 1 ? own : functions;
}
