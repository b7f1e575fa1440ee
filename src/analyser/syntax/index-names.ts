import {
	type ClassNode,
	type FunctionNode,
	isClass,
	isFunction,
	type Node,
	perhapsNamed,
	unwrap,
} from './node.ts';
import { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

/** Adds to the list under a key. */
export function push<K, T>(map: Map<K, T[]>, key: K, item: T): void {
	const list = map.get(key);
	if (list) list.push(item);
	else map.set(key, [item]);
}

/** The scope of a function, made when it is first asked for. */
export function functionScope(index: ScriptIndex, node: FunctionNode, outer: Scope): Scope {
	const known = index.scopes.get(node);
	if (known) return known;
	const scope = new Scope(node, outer, true);
	index.scopes.set(node, scope);
	return scope;
}

/** Notes by which names a function is known. */
export function nameFunction(
	index: ScriptIndex,
	node: FunctionNode,
	outer: Scope,
	variable?: string,
	property?: string,
	owner?: ClassNode,
): void {
	const scope = functionScope(index, node, outer);
	scope.variableName ??= variable;
	scope.propertyName ??= property;
	scope.ownerClass ??= owner;
}

/** Notes the name of what is a function. */
export function nameIfFunction(
	index: ScriptIndex,
	node: Node,
	scope: Scope,
	variable?: string,
	property?: string,
): void {
	const inner = unwrap(node);
	// A class keeps its own scope; nothing to note on it.
	if (isFunction(inner) && !isClass(inner)) nameFunction(index, inner, scope, variable, property);
	else if (variable !== undefined) {
		const named = perhapsNamed(inner);
		if (named) nameFunction(index, named, scope, variable);
	}
}
