import { awaiterIn } from '../syntax/awaiter.ts';
import { isCopier } from '../syntax/copiers.ts';
import { isFunction, keyName, type Node } from '../syntax/node.ts';
import {
	type FunctionValue,
	isNullish,
	isPromise,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { isOtherModule, moduleOf } from './exports.ts';
import { helperOfModule } from './helper-modules.ts';
import { listFunction } from './list-functions.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';
import { objectAssign } from './object-globals.ts';
import { rejection, settled } from './promises.ts';

/** Steps that a generator of the script's own making may take. */
const MOST_STEPS = 60;

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
			return asynchronous(m, { self: args[0], args: args[1], body: args[3] }, site);
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
	const awaiter = args.length > 2 && isFunction(fn.node) && awaiterIn(fn.node);
	if (awaiter) {
		const [self, given, body] = [args[awaiter.self], args[awaiter.args], args[awaiter.body]];
		return asynchronous(m, { self, args: given, body }, site);
	}
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

/** The name of a member of something that is not known, of a global or of what a call returns; a helper's that is global itself. */
function memberOfUnknown({ op, args: [, key], symbol }: Term): string | undefined {
	if (symbol?.kind === 'global') {
		const [name, member] = symbol.name.split('.');
		return member ?? (name?.startsWith('__') ? name : undefined);
	}
	return op === 'get' && key?.t === 'constant' ? String(key.value) : undefined;
}

/** `useCallback(act, [value])`: the function itself, which components keep while the values stay as they are. */
function remembered([act, values, ...more]: readonly Value[]): Value | undefined {
	const isList = values && (isNullish(values) || (values.t === 'object' && values.kind === 'array'));
	if (!act || !isList || more.length > 0) return undefined;
	return act.t === 'function' || (act.t === 'term' && act.symbol) ? act : undefined;
}

/** `__awaiter(this, args, Promise, function* () { … })`: an async function. */
function asynchronous(
	m: Machine,
	{ self, args, body }: { self: Value | undefined; args: Value | undefined; body: Value | undefined },
	site: Node,
): Value | undefined {
	if (body?.t !== 'function') return undefined;
	const given = args?.t === 'object' && args.kind === 'array' ? args.items : [];
	try {
		const made = m.invoke(body, self, given, site, 'used');
		// A generator that was run to its end; or the state machine that stands for one; or what the script made of it.
		const isOwn = made.t === 'object' && made.props.get('next')?.t === 'function';
		const value = isOwn
			? ending(m, made, site)
			: made.t === 'object' && made.kind === 'iterator'
				? made.items[0]
				: made;
		if (isPromise(value)) return value;
		return m.values.object('promise', true, [value ?? UNDEFINED]);
	} catch (thrown) {
		if (!(thrown instanceof Thrown)) throw thrown;
		return rejection(m, thrown.value);
	}
}

/** What a generator of the script's own making gives at its end. */
function ending(m: Machine, generator: Value, site: Node): Value | undefined {
	let sent: Value = UNDEFINED;
	for (let round = 0; round < MOST_STEPS; round++) {
		const step = m.callMethod(generator, 'next', [sent], site, 'used');
		if (step.t !== 'object') return undefined;
		const value = step.props.get('value') ?? UNDEFINED;
		const done = step.props.get('done');
		if (done?.t !== 'constant' || done.value) return value;
		sent = settled(value, m);
	}
	return undefined;
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
