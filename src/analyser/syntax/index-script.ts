import type { ObjectPattern, Property } from 'acorn';
import { describedIn } from './descriptors.ts';
import { isMadeAtOnce } from './immediate.ts';
import { enterCall } from './index-calls.ts';
import { functionScope, nameFunction, nameIfFunction, push } from './index-names.ts';
import { eachName } from './names.ts';
import {
	eachChild,
	type FunctionNode,
	isBinding,
	isFunction,
	isLeaf,
	keyName,
	type Node,
	unwrap,
} from './node.ts';
import { type Definition, Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

/** Properties of ports, sockets and workers that windows do not have. */
const OF_CHANNELS = new Set([
	'readyState',
	'bufferedAmount',
	'binaryType',
	'onopen',
	'onaudioprocess',
	'oncontrollerchange',
]);

/** Walks a script once, without recursion (so that deep nesting cannot overflow), collecting scopes and uses by name. */
export function indexScript(program: Node): ScriptIndex {
	const root = new Scope(program, undefined, true);
	const index: ScriptIndex = {
		root,
		scopes: new Map([[program, root]]),
		functions: [],
		assignments: new Map(),
		callsByName: new Map(),
		callsByProperty: new Map(),
		propertyValues: new Map(),
		computedWrites: [],
		computedCalls: [],
		methodVariables: new Map(),
		channels: [],
		suspects: [],
	};
	// The stack takes from its end: children are put there from the last to the first, as the text has them.
	const nodes: Node[] = [];
	const scopes: Scope[] = [];
	const children: Node[] = [];
	const collect = (child: Node) => {
		if (!isLeaf(child)) children.push(child);
	};
	const pushChildren = (node: Node, scope: Scope) => {
		eachChild(node, collect);
		for (let child = children.pop(); child; child = children.pop()) {
			nodes.push(child);
			scopes.push(scope);
		}
	};
	pushChildren(program, root);
	for (;;) {
		const node = nodes.pop();
		const scope = scopes.pop();
		if (!node || !scope) return index;
		pushChildren(node, enter(index, node, scope));
	}
}

function enter(index: ScriptIndex, node: Node, scope: Scope): Scope {
	switch (node.type) {
		case 'FunctionDeclaration':
		case 'FunctionExpression':
		case 'ArrowFunctionExpression':
			return enterFunction(index, node, scope);
		case 'ClassDeclaration':
		case 'ClassExpression': {
			const inner = new Scope(node, scope, false);
			inner.ownerClass = node;
			index.scopes.set(node, inner);
			if (node.id) {
				const own: Definition = { kind: 'class', pattern: node.id, value: node, scope };
				(node.type === 'ClassDeclaration' ? scope : inner).declare(node.id.name, own);
			}
			for (const member of node.body.body) {
				if (member.type === 'StaticBlock') continue;
				const name = keyName(member.key, member.computed);
				if (name !== undefined && member.value) {
					const getter = 'kind' in member && member.kind === 'get';
					if (!('kind' in member) || member.kind !== 'set')
						push(index.propertyValues, name, { node: member.value, scope: inner, owner: node, getter });
					if (!isFunction(member.value)) continue;
					nameFunction(index, member.value, inner, undefined, name, node);
					if ('kind' in member && member.kind === 'set')
						functionScope(index, member.value, inner).isSetter = true;
				}
			}
			return inner;
		}
		case 'BlockStatement':
		case 'ForStatement':
		case 'ForInStatement':
		case 'ForOfStatement':
		case 'SwitchStatement':
		case 'StaticBlock': {
			if (isFunction(scope.node) && scope.node.body === node) return scope;
			const inner = new Scope(node, scope, node.type === 'StaticBlock');
			index.scopes.set(node, inner);
			return inner;
		}
		case 'CatchClause': {
			const inner = new Scope(node, scope, false);
			index.scopes.set(node, inner);
			if (node.param) declarePattern(node.param, inner, { kind: 'catch', pattern: node.param, scope: inner });
			return inner;
		}
		case 'VariableDeclaration': {
			const target = node.kind === 'var' ? scope.variableScope : scope;
			for (const one of node.declarations) {
				const kind = one.init ? 'init' : 'none';
				declarePattern(one.id, target, { kind, pattern: one.id, value: one.init ?? undefined, scope });
				if (one.id.type === 'ObjectPattern') enterTakenMethod(index, one.id, target);
				if (!one.init || one.id.type !== 'Identifier') continue;
				nameIfFunction(index, one.init, scope, one.id.name);
				const own = mayBeMethod(one.init) ? target.bindings.get(one.id.name) : undefined;
				if (own) index.methodVariables.set(one.id.name, own);
			}
			return scope;
		}
		case 'ImportDeclaration':
			for (const one of node.specifiers) {
				scope.declare(one.local.name, { kind: 'import', pattern: one, value: node, scope });
			}
			return scope;
		case 'AssignmentExpression':
			enterAssignment(index, node, scope);
			return scope;
		case 'MemberExpression': {
			const name = keyName(node.property, node.computed);
			if (name !== undefined && OF_CHANNELS.has(name)) index.channels.push({ node: node.object, scope });
			return scope;
		}
		case 'UpdateExpression':
			if (node.argument.type === 'Identifier') push(index.assignments, node.argument.name, { node, scope });
			return scope;
		case 'ObjectExpression':
			for (const one of node.properties) if (one.type === 'Property') enterProperty(index, one, scope);
			enterDescriptor(index, node, scope);
			return scope;
		case 'ArrayExpression':
			enterInjected(index, node, scope);
			return scope;
		case 'CallExpression':
		case 'NewExpression':
			enterCall(index, node, scope);
			return scope;
		default:
			return scope;
	}
}

/** A property that an object is written with; one of a pattern takes a value out, and gives none. */
function enterProperty(index: ScriptIndex, node: Property, scope: Scope): void {
	const name = keyName(node.key, node.computed);
	if (name === undefined) return;
	const described = describedIn(node.value);
	const { value, getter } = described ?? { value: node.value, getter: node.kind === 'get' };
	if (node.kind !== 'set') push(index.propertyValues, name, { node: value, scope, getter });
	if (isFunction(value)) nameFunction(index, value, scope, undefined, name);
	if (/^(onmessage|\(?window:message\)?)$/.test(name)) index.suspects.push({ node, scope });
}

/** `{ key: 'name', value: function … }`, as compiled classes describe their methods. */
function enterDescriptor(index: ScriptIndex, node: Node & { type: 'ObjectExpression' }, scope: Scope): void {
	let name: string | undefined;
	let value: Node | undefined;
	let getter = false;
	for (const one of node.properties) {
		if (one.type !== 'Property') continue;
		const key = keyName(one.key, one.computed);
		if (key === 'name' && one.value.type === 'Literal' && one.value.value === 'message')
			index.suspects.push({ node, scope });
		if (key === 'key' && one.value.type === 'Literal' && typeof one.value.value === 'string')
			name = one.value.value;
		else if ((key === 'value' || key === 'get') && (isFunction(one.value) || isMadeAtOnce(one.value))) {
			value = one.value;
			getter = key === 'get';
		}
	}
	if (name === undefined || !value) return;
	push(index.propertyValues, name, { node: value, scope, getter });
	nameIfFunction(index, value, scope, undefined, name);
}

/** `window.addEventListener` or `window[name]`, also where another may be given instead. */
function mayBeMethod(node: Node): boolean {
	const inner = unwrap(node);
	if (inner.type === 'LogicalExpression') return mayBeMethod(inner.left) || mayBeMethod(inner.right);
	if (inner.type === 'ConditionalExpression')
		return mayBeMethod(inner.consequent) || mayBeMethod(inner.alternate);
	if (isBinding(inner)) return mayBeMethod(inner.callee.object);
	if (inner.type !== 'MemberExpression' || inner.object.type !== 'Identifier') return false;
	const name = keyName(inner.property, inner.computed);
	return name === undefined || name === 'addEventListener' || name === 'attachEvent';
}

/** `const { addEventListener } = …`. */
function enterTakenMethod(index: ScriptIndex, { properties }: ObjectPattern, scope: Scope): void {
	for (const one of properties) {
		if (one.type !== 'Property' || one.value.type !== 'Identifier') continue;
		const own = keyName(one.key, one.computed) === 'addEventListener' && scope.bindings.get(one.value.name);
		if (own) index.methodVariables.set(one.value.name, own);
	}
}

/** `['$window', 'other', function (a, b) { … }]`, as AngularJS is told what to give a function. */
function enterInjected(index: ScriptIndex, node: Node & { type: 'ArrayExpression' }, scope: Scope): void {
	const last = node.elements.at(-1);
	if (!isFunction(last) || node.elements.length < 2) return;
	const names = node.elements.slice(0, -1).map((one) => (one?.type === 'Literal' ? one.value : undefined));
	if (names.every((one) => typeof one === 'string')) functionScope(index, last, scope).injected = names;
}

function enterFunction(index: ScriptIndex, node: FunctionNode, outer: Scope): Scope {
	const scope = functionScope(index, node, outer);
	index.functions.push(node);
	if (node.type === 'FunctionDeclaration' && node.id) {
		outer.declare(node.id.name, { kind: 'function', pattern: node.id, value: node, scope: outer });
		scope.variableName = node.id.name;
	} else if (node.type === 'FunctionExpression' && node.id) {
		scope.declare(node.id.name, { kind: 'function', pattern: node.id, value: node, scope: outer });
	}
	node.params.forEach((param, position) => {
		declarePattern(param, scope, { kind: 'param', pattern: param, scope, owner: node, index: position });
		if (param.type !== 'AssignmentPattern' || param.left.type !== 'Identifier') return;
		const own = mayBeMethod(param.right) ? scope.bindings.get(param.left.name) : undefined;
		if (own) index.methodVariables.set(param.left.name, own);
	});
	return scope;
}

function enterAssignment(
	index: ScriptIndex,
	node: Node & { type: 'AssignmentExpression' },
	scope: Scope,
): void {
	const { left, right } = node;
	if (left.type === 'Identifier') {
		push(index.assignments, left.name, { node, scope });
		nameIfFunction(index, right, scope, left.name);
	} else if (left.type === 'MemberExpression') {
		const name = keyName(left.property, left.computed);
		if (name === undefined) {
			index.computedWrites.push({ node, scope });
			return;
		}
		push(index.propertyValues, name, { node: right, scope, object: left.object });
		nameIfFunction(index, right, scope, undefined, name);
		if (name === 'onmessage') index.suspects.push({ node, scope });
	} else {
		eachName(left, (name) => push(index.assignments, name, { node, scope }));
	}
	if (left.type === 'Identifier' && left.name === 'onmessage') index.suspects.push({ node, scope });
}

function declarePattern(pattern: Node, scope: Scope, definition: Definition): void {
	eachName(pattern, (name) => scope.declare(name, definition));
}
