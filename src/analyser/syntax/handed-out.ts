import type { CallExpression, ObjectExpression } from 'acorn';
import { eachNode } from './each-node.ts';
import { isClass, isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

const DEEPEST = 4;
const NONE: readonly Node[] = [];
const known = new WeakMap<ScriptIndex, ReadonlySet<Node>>();

/** Whether a script gives a function to others, who may call it as they like: by an export, or as a property of what is theirs. */
export function isHandedOut(index: ScriptIndex, node: Node): boolean {
	const before = known.get(index);
	const all = before ?? handedOutBy(index);
	if (!before) known.set(index, all);
	return all.has(node);
}

/** The functions and classes, with their methods, that a script gives to others. */
function handedOutBy(index: ScriptIndex): ReadonlySet<Node> {
	const all = new Set<Node>();
	eachNode(index, (node, scope) => {
		for (const given of givenAt(node, scope)) collect(index, given, scope, all, 0);
	});
	return all;
}

/** What is given to others at a place. */
export function givenAt(node: Node, scope: Scope): readonly Node[] {
	switch (node.type) {
		case 'ExportDefaultDeclaration':
			return [node.declaration];
		case 'ExportNamedDeclaration': {
			const { declaration } = node;
			if (node.source) return NONE;
			if (!declaration) return node.specifiers.map(({ local }) => local);
			if (declaration.type !== 'VariableDeclaration') return [declaration];
			return declaration.declarations.flatMap(({ init }) => (init ? [init] : []));
		}
		case 'AssignmentExpression':
			return node.left.type === 'MemberExpression' && isOfOthers(node.left, scope) ? [node.right] : NONE;
		case 'CallExpression':
			return node.arguments.some(isTable) ? node.arguments.slice(1).flatMap(exportTable) : NONE;
		default:
			return NONE;
	}
}

/** Whether it is a member of a global or of what a function is given, as bundlers give modules their exports. */
function isOfOthers(member: Node, scope: Scope): boolean {
	let root = unwrap(member);
	while (root.type === 'MemberExpression') root = unwrap(root.object);
	if (root.type !== 'Identifier') return false;
	const definitions = scope.lookup(root.name)?.definitions;
	return !definitions || definitions.every(({ kind }) => kind === 'param');
}

const isTable = (node: Node): node is ObjectExpression => node.type === 'ObjectExpression';

/** `{ name: () => value }`, the table of a module's exports as bundlers write it. */
function exportTable(table: Node): Node[] {
	if (!isTable(table)) return [];
	return table.properties.flatMap((one) => {
		const getter = one.type === 'Property' ? unwrap(one.value) : undefined;
		if (!isFunction(getter) || getter.params.length > 0) return [];
		const returned = getter.body.type === 'BlockStatement' ? lastReturned(getter.body.body) : getter.body;
		return returned?.type === 'Identifier' ? [returned] : [];
	});
}

function collect(index: ScriptIndex, node: Node, scope: Scope, into: Set<Node>, depth: number): void {
	const inner = unwrap(node);
	if (depth > DEEPEST || into.has(inner)) return;
	const go = (one: Node, own = scope) => collect(index, one, own, into, depth + 1);
	if (isClass(inner)) {
		into.add(inner);
		for (const one of inner.body.body)
			if ((one.type === 'MethodDefinition' || one.type === 'PropertyDefinition') && one.value)
				into.add(one.value);
		return;
	}
	if (isFunction(inner)) {
		into.add(inner);
		return;
	}
	switch (inner.type) {
		case 'Identifier':
			for (const { value, scope: own } of scope.lookup(inner.name)?.definitions ?? [])
				if (value) go(value, own);
			return;
		case 'ObjectExpression':
			for (const one of inner.properties)
				if (one.type === 'Property' && keyName(one.key, one.computed) !== undefined) go(one.value);
			return;
		case 'AssignmentExpression':
			go(inner.right);
			return;
		case 'CallExpression':
			for (const one of madeBy(index, inner)) go(one.node, one.scope ?? scope);
			return;
		default:
	}
}

/** What a call gives: what a function that is called at once returns, or what a helper is given to name or to complete. */
export function madeBy(index: ScriptIndex, { callee, arguments: given }: CallExpression) {
	const called = unwrap(callee);
	if (isFunction(called) && called.body.type === 'BlockStatement') {
		const returned = lastReturned(called.body.body);
		return returned ? [{ node: returned, scope: index.scopes.get(called) }] : [];
	}
	return given.flatMap((one) =>
		isFunction(unwrap(one)) || one.type === 'Identifier' ? [{ node: one, scope: undefined }] : [],
	);
}

function lastReturned(statements: readonly Node[]): Node | undefined {
	const last = statements.at(-1);
	const value = last?.type === 'ReturnStatement' ? last.argument : undefined;
	return value?.type === 'SequenceExpression' ? value.expressions.at(-1) : (value ?? undefined);
}
