import type { ImportSpecifier } from 'acorn';
import { isFunction, keyName, type Node, unwrap } from './node.ts';
import { isGlobal, type Scope } from './scope.ts';

const DEEPEST = 6;

/** Whether something comes from another module, whole or a part of it under a name that is written out. */
export function isImported(node: Node, scope: Scope, depth = 0): boolean {
	if (depth > DEEPEST) return false;
	const inner = unwrap(node);
	switch (inner.type) {
		case 'Identifier':
			return isOfVariable(inner.name, scope, depth);
		case 'MemberExpression':
			return (
				keyName(inner.property, inner.computed) !== undefined && isImported(inner.object, scope, depth + 1)
			);
		case 'CallExpression': {
			const [only, ...more] = inner.arguments;
			if (!only || more.length > 0) return false;
			if (isRequire(inner.callee, scope)) return only.type === 'Literal' && typeof only.value === 'string';
			// Compilers' helpers give a module a default where it has none.
			return only.type === 'CallExpression' && isImported(only, scope, depth + 1);
		}
		default:
			return false;
	}
}

/** The name that a module exports what is imported under. */
export const importedAs = ({ imported }: ImportSpecifier): string =>
	imported.type === 'Identifier' ? imported.name : String(imported.value);

/** The module that an expression asks for: `require('./module')`, also by a compiler's helper. */
export function callsModule(node: Node, scope: Scope): string | undefined {
	const inner = unwrap(node);
	if (inner.type === 'MemberExpression') return callsModule(inner.object, scope);
	const [only] = inner.type === 'CallExpression' ? inner.arguments : [];
	if (inner.type !== 'CallExpression' || !only) return undefined;
	if (only.type === 'CallExpression') return callsModule(only, scope);
	const isText = only.type === 'Literal' && typeof only.value === 'string';
	return isText && isRequire(inner.callee, scope) ? String(only.value) : undefined;
}

/** `require`, or a bundler's stand-in: `(x => typeof require < 'u' ? require : …)(…)`. */
function isRequire(callee: Node, scope: Scope): boolean {
	if (isGlobal(callee, 'require', scope)) return true;
	const only = callee.type === 'Identifier' ? scope.definition(callee.name) : undefined;
	const made = only?.kind === 'init' && only.value ? unwrap(only.value) : undefined;
	const maker = made?.type === 'CallExpression' ? unwrap(made.callee) : undefined;
	const given = isFunction(maker) && maker.body.type === 'ConditionalExpression' ? maker.body : undefined;
	return given !== undefined && only !== undefined && isGlobal(given.consequent, 'require', only.scope);
}

function isOfVariable(name: string, scope: Scope, depth: number): boolean {
	const only = scope.definition(name);
	if (!only?.value) return false;
	const { kind, pattern, value } = only;
	if (kind === 'import') return value.type === 'ImportDeclaration';
	if (kind !== 'init' || !isImported(value, only.scope, depth + 1)) return false;
	if (pattern.type === 'Identifier') return true;
	const taken = pattern.type === 'ObjectPattern' ? pattern.properties : [];
	return taken.some(
		(one) =>
			one.type === 'Property' &&
			one.value.type === 'Identifier' &&
			one.value.name === name &&
			keyName(one.key, one.computed) !== undefined,
	);
}
