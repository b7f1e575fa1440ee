import type { Node } from '../syntax/node.ts';
import { type Term, UNDEFINED, type Value } from '../value/value.ts';
import { type Fate, type Machine, Thrown } from './machine.ts';
import { rejection } from './promises.ts';

/** Calls a helper of TypeScript's that is imported from elsewhere; undefined where it is none of those that matter. */
export function callHelper(
	m: Machine,
	callee: Term,
	args: readonly Value[],
	site: Node,
	fate: Fate,
): Value | undefined {
	switch (importedName(callee)) {
		case '__awaiter':
			return asynchronous(m, args, site);
		case '__classPrivateFieldGet':
			return privateMember(m, args, site, fate);
		case '__classPrivateFieldSet':
			return args[2];
		default:
			return undefined;
	}
}

/** The name under which something is imported or is a member of what is. */
export function importedName({ symbol }: Term): string | undefined {
	if (symbol?.kind === 'property') return symbol.name.split('.').at(-1);
	if (symbol?.kind !== 'import' || symbol.node?.type !== 'ImportSpecifier') return undefined;
	const { imported } = symbol.node;
	return imported.type === 'Identifier' ? imported.name : undefined;
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
