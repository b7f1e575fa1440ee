import { isCopier } from '../syntax/copiers.ts';
import { isFunction, keyName, type Node } from '../syntax/node.ts';
import { type FunctionValue, isNullish, type Term, UNDEFINED, type Value } from '../value/value.ts';
import { isOtherModule, moduleOf } from './exports.ts';
import { helperOfModule } from './helper-modules.ts';
import { listFunction } from './list-functions.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';
import { objectAssign } from './object-globals.ts';
import { rejection } from './promises.ts';

/**
 * Calls a helper of compilers or of components that is imported from elsewhere; undefined where it is none of
 * those that matter.
 */
export function callHelper(
	m: Machine,
	callee: Term,
	args: Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	const named = helperOfModule(m, callee, args, site);
	if (named) return named;
	switch (importedName(callee) ?? memberOfUnknown(callee)) {
		case 'useCallback':
			return remembered(args);
		case '__importDefault':
		case '__importStar':
			return args[0] && isOtherModule(args[0]) ? args[0] : undefined;
		case '__awaiter':
			return asynchronous(m, args, site);
		case '__classPrivateFieldGet':
			return privateMember(m, args, site, fate);
		case '__classPrivateFieldSet':
			return setPrivate(m, args, site, fate);
		default:
			return callee.symbol?.kind === 'import'
				? listFunction(m, importedName(callee) ?? '', args, site, fate)
				: undefined;
	}
}

/** Calls a helper that a compiler brought along, where following it would tell less than what it is for. */
export function knownHelper(m: Machine, fn: FunctionValue, args: Value[], site: Node): Value | undefined {
	const [into] = args;
	const isNew = into?.t === 'object' && into.kind === 'object';
	if (isNew && args.length === 2 && isFunction(fn.node) && isCopier(fn.node))
		return objectAssign(m, args, site);
	return moduleOf(m, fn, args);
}

/** The name under which something is imported or is a member of what is. */
export function importedName({ symbol }: Term): string | undefined {
	if (symbol?.kind === 'property') return symbol.name.split('.').at(-1);
	if (symbol?.kind === 'import' && symbol.node?.type === 'MemberExpression')
		return keyName(symbol.node.property, symbol.node.computed);
	if (symbol?.kind !== 'import' || symbol.node?.type !== 'ImportSpecifier') return undefined;
	const { imported } = symbol.node;
	return imported.type === 'Identifier' ? imported.name : undefined;
}

/** The name of a member of something that is not known: of a global, or of what a call returns. */
function memberOfUnknown({ op, args: [, key], symbol }: Term): string | undefined {
	if (symbol?.kind === 'global') return symbol.name.split('.')[1];
	return op === 'get' && key?.t === 'constant' ? String(key.value) : undefined;
}

/** `useCallback(act, [value])`: the function itself, which components keep while the values stay as they are. */
function remembered([act, values, ...more]: readonly Value[]): Value | undefined {
	const isList = values && (isNullish(values) || (values.t === 'object' && values.kind === 'array'));
	if (!act || !isList || more.length > 0) return undefined;
	return act.t === 'function' || (act.t === 'term' && act.symbol) ? act : undefined;
}

/** `__awaiter(this, args, Promise, function* () { … })`: an async function. */
function asynchronous(m: Machine, [self, , , body]: readonly Value[], site: Node): Value | undefined {
	if (body?.t !== 'function') return undefined;
	try {
		const made = m.invoke(body, self, [], site, 'used');
		// A generator that was run to its end; or the state machine that stands for one.
		const value = made.t === 'object' && made.kind === 'iterator' ? made.items[0] : made;
		if (value?.t === 'object' && value.kind === 'promise') return value;
		return m.values.object('promise', true, [value ?? UNDEFINED]);
	} catch (thrown) {
		if (!(thrown instanceof Thrown)) throw thrown;
		return rejection(m, thrown.value);
	}
}

/** `__classPrivateFieldGet(object, state, kind, f)`: a field in a WeakMap, a method, or an accessor. */
function privateMember(
	m: Machine,
	[object = UNDEFINED, state, kind, f]: readonly Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	if (!state || kind?.t !== 'constant') return undefined;
	if (kind.value === 'm') return f;
	if (kind.value === 'a') return f && m.call(f, object, [], site, fate);
	return m.callMethod(state, 'get', [object], site, fate);
}

/** `__classPrivateFieldSet(object, state, value, kind, f)`. */
function setPrivate(
	m: Machine,
	[object = UNDEFINED, state, value = UNDEFINED, kind, f]: readonly Value[],
	site: Node,
	fate: Fate,
): Value {
	if (f && kind?.t === 'constant' && kind.value === 'a') m.call(f, object, [value], site, fate);
	else if (state) m.callMethod(state, 'set', [object, value], site, fate);
	return value;
}
