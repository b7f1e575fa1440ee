import { keyName, type Node, unwrap } from './node.ts';
import { isGlobal, type Scope } from './scope.ts';

const DEEPEST = 6;

/** Where something imported comes from: its module, then the names within, `default` among them; undefined for all else. */
export function importedPath(node: Node, scope: Scope, depth = 0): string[] | undefined {
	if (depth > DEEPEST) return undefined;
	const inner = unwrap(node);
	switch (inner.type) {
		case 'Identifier':
			return ofVariable(inner.name, scope, depth);
		case 'MemberExpression': {
			const name = keyName(inner.property, inner.computed);
			const path = name === undefined ? undefined : importedPath(inner.object, scope, depth + 1);
			return path && name !== undefined ? [...path, name] : undefined;
		}
		case 'CallExpression': {
			const [only, ...more] = inner.arguments;
			if (!only || more.length > 0) return undefined;
			if (isGlobal(inner.callee, 'require', scope))
				return only.type === 'Literal' && typeof only.value === 'string' ? [only.value] : undefined;
			// Compilers' helpers give a module a default where it has none.
			const whole = only.type === 'CallExpression' ? importedPath(only, scope, depth + 1) : undefined;
			return whole?.length === 1 ? whole : undefined;
		}
		default:
			return undefined;
	}
}

function ofVariable(name: string, scope: Scope, depth: number): string[] | undefined {
	const only = scope.definition(name);
	if (!only?.value) return undefined;
	const { kind, pattern, value } = only;
	if (kind === 'import' && value.type === 'ImportDeclaration') {
		const module = String(value.source.value);
		if (pattern.type === 'ImportNamespaceSpecifier') return [module];
		if (pattern.type !== 'ImportSpecifier') return [module, 'default'];
		const { imported } = pattern;
		return [module, imported.type === 'Identifier' ? imported.name : String(imported.value)];
	}
	if (kind !== 'init') return undefined;
	const path = importedPath(value, only.scope, depth + 1);
	if (pattern.type === 'Identifier' || !path) return path;
	const taken = pattern.type === 'ObjectPattern' ? pattern.properties : [];
	for (const one of taken) {
		if (one.type !== 'Property' || one.value.type !== 'Identifier' || one.value.name !== name) continue;
		const key = keyName(one.key, one.computed);
		return key === undefined ? undefined : [...path, key];
	}
	return undefined;
}
