import { callsModule, importedAs } from './imported.ts';
import { eachChild, isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Registration } from './registration.ts';
import type { Scope } from './scope.ts';

const DEEPEST = 4;

/**
 * The call that makes a listener of a function of the script wherever it is registered, and may look at the sender: of
 * code of the same project in another file, or of other code that is told an address or is named for a check. `throttle`
 * of a library does not.
 */
export function madeElsewhere(registrations: readonly Registration[]): Node | undefined {
	const makers = registrations.map(({ listener, scope }) => callIn(listener, scope, 0));
	return makers.every((one) => one) ? makers[0] : undefined;
}

function callIn(node: Node, scope: Scope, depth: number): Node | undefined {
	const inner = unwrap(node);
	if (inner.type === 'Identifier' && depth < DEEPEST) {
		const only = scope.definition(inner.name);
		const isKept = only?.kind === 'init' && only.value && only.pattern.type === 'Identifier';
		return isKept ? callIn(only.value as Node, only.scope, depth + 1) : undefined;
	}
	if (inner.type !== 'CallExpression') return undefined;
	const module = moduleOf(inner.callee, scope);
	if (module === undefined) return undefined;
	const mayLook =
		module.startsWith('.') || namesCheck(inner.callee, scope) || inner.arguments.some(namesAddress);
	return mayLook ? inner : undefined;
}

/** Whether a function is named for what it lets through, where it comes from: `guarded`, `onlyTrusted`, `verifyOrigin`. */
function namesCheck(callee: Node, scope: Scope): boolean {
	const inner = unwrap(callee);
	if (inner.type === 'MemberExpression') return CHECKS.test(keyName(inner.property, inner.computed) ?? '');
	const pattern = inner.type === 'Identifier' ? scope.definition(inner.name)?.pattern : undefined;
	if (pattern?.type === 'Identifier') return CHECKS.test(pattern.name);
	return pattern?.type === 'ImportSpecifier' && CHECKS.test(importedAs(pattern));
}

const CHECKS = /guard|trust|allow|verif|origin|secur|restrict/i;

/** The module that a function, or the object that it is a method of, is imported from. */
function moduleOf(callee: Node, scope: Scope): string | undefined {
	const inner = unwrap(callee);
	if (inner.type === 'MemberExpression') return moduleOf(inner.object, scope);
	if (inner.type !== 'Identifier') return undefined;
	const only = scope.definition(inner.name);
	if (only?.kind === 'import' && only.value?.type === 'ImportDeclaration')
		return String(only.value.source.value);
	return only?.kind === 'init' && only.value ? callsModule(only.value, only.scope) : undefined;
}

/** Whether an address is written out in what a call is given besides functions. */
function namesAddress(node: Node): boolean {
	if (node.type === 'Literal') return typeof node.value === 'string' && /^(https?:)?\/\//.test(node.value);
	if (isFunction(node)) return false;
	let found = false;
	eachChild(node, (child) => {
		found ||= namesAddress(child);
	});
	return found;
}
