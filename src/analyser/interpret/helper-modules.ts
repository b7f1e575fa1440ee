import type { Node } from '../syntax/node.ts';
import { type Term, UNDEFINED, type Value } from '../value/value.ts';
import { isOtherModule } from './exports.ts';
import type { Machine } from './machine.ts';
import { objectAssign } from './object-globals.ts';

/** Calls a compiler's helper that has a module of its own: `…/helpers/objectSpread2`. */
export function helperOfModule(m: Machine, callee: Term, args: Value[], site: Node): Value | undefined {
	const [first = UNDEFINED, second, third] = args;
	switch (nameOf(m, callee)) {
		case 'interopRequireDefault':
		case 'interopRequireWildcard':
			return isOtherModule(first) ? first : undefined;
		case 'toConsumableArray':
		case 'toArray':
		case 'slicedToArray':
		case 'assertThisInitialized':
			return first;
		case 'assertClassBrand':
			return third ?? second;
		case 'objectSpread2':
		case 'extends':
			return objectAssign(m, args, site);
		case 'defineProperty':
			if (second) m.set(first, second, third ?? UNDEFINED, site);
			return first;
		case 'classPrivateFieldGet2':
			return second && m.callMethod(first, 'get', [second], site, 'used');
		case 'classPrivateFieldSet2':
			if (second && third) m.callMethod(first, 'set', [second, third], site, 'dropped');
			return third;
		case 'classPrivateFieldInitSpec':
			if (second && third) m.callMethod(second, 'set', [first, third], site, 'dropped');
			return UNDEFINED;
		default:
			return undefined;
	}
}

/** The name of the helper whose module a function is the whole or the default of. */
function nameOf(m: Machine, callee: Term): string | undefined {
	const [, path] = isOtherModule(callee) ? callee.args : [];
	const { module, node } = callee.symbol ?? {};
	const from = path?.t === 'constant' ? String(path.value) : (module ?? importedFrom(m, node));
	return from && /\bhelpers\/(?:esm\/)?(\w+)(?:\.js)?$/.exec(from)?.[1];
}

/** The module whose default it is. */
function importedFrom(m: Machine, node: Node | undefined): string | undefined {
	if (node?.type !== 'ImportDefaultSpecifier') return undefined;
	const value = m.index.root.definition(node.local.name)?.value;
	return value?.type === 'ImportDeclaration' ? String(value.source.value) : undefined;
}
