import type { CallExpression, NewExpression } from 'acorn';
import { givenAtOnce } from './immediate.ts';
import { type FunctionNode, keyName, type Node, unwrap } from './node.ts';
import type { Definition, Scope } from './scope.ts';
import type { ScriptIndex } from './script-index.ts';

const DEEPEST = 4;

/**
 * Whether a chain such as `$(window).off().on` begins with jQuery itself. Its events are its own: of the message event
 * they have nothing but `originalEvent` (https://api.jquery.com/category/events/event-object/).
 */
export function beginsWithJQuery(index: ScriptIndex, node: Node, scope: Scope): boolean {
	let inner = unwrap(node);
	for (let length = 0; inner.type === 'CallExpression' && length < 10; length++) {
		const callee = unwrap(inner.callee);
		if (isJQuery(index, callee, scope)) return true;
		if (callee.type !== 'MemberExpression') return false;
		inner = unwrap(callee.object);
	}
	return false;
}

function isJQuery(index: ScriptIndex, node: Node, scope: Scope, depth = 0): boolean {
	const inner = unwrap(node);
	if (depth > DEEPEST) return false;
	if (inner.type === 'MemberExpression') {
		const name = keyName(inner.property, inner.computed);
		const object = unwrap(inner.object);
		if (name === 'default') return isJQuery(index, object, scope, depth + 1);
		const isGlobal = object.type === 'Identifier' && /^(window|self|globalThis)$/.test(object.name);
		return isGlobal && !scope.lookup(object.name) && isGlobalName(name);
	}
	if (inner.type === 'CallExpression') {
		// `require('jquery')`, also inside a helper that makes a module of it.
		const [only, ...more] = inner.arguments;
		if (!only || more.length > 0) return false;
		if (only.type === 'Literal') return only.value === 'jquery' && isNamed(inner.callee, 'require');
		return isJQuery(index, only, scope, depth + 1);
	}
	if (inner.type !== 'Identifier') return false;
	const binding = scope.lookup(inner.name);
	if (!binding) return isGlobalName(inner.name);
	return binding.definitions.some((one) => definesJQuery(index, one, depth));
}

function definesJQuery(index: ScriptIndex, definition: Definition, depth: number): boolean {
	const { kind, value, pattern, owner, scope } = definition;
	if (kind === 'import') return value?.type === 'ImportDeclaration' && value.source.value === 'jquery';
	if (kind === 'init')
		return value !== undefined && pattern.type === 'Identifier' && isJQuery(index, value, scope, depth + 1);
	if (kind !== 'param' || !owner) return false;
	if (definition.index === 0 && isReadyHandler(index, owner, depth)) return true;
	const given = givenAtOnce(index, definition);
	return given !== undefined && isJQuery(index, given.node, given.scope, depth + 1);
}

/** Whether a function is what jQuery calls with itself when the document is there: `jQuery(function ($) { … })`. */
function isReadyHandler(index: ScriptIndex, owner: FunctionNode, depth: number): boolean {
	const isGiven = ({ node }: { node: CallExpression | NewExpression }) => node.arguments[0] === owner;
	const called = [...(index.callsByName.get('jQuery') ?? []), ...(index.callsByName.get('$') ?? [])];
	if (called.some((one) => isGiven(one) && isJQuery(index, one.node.callee, one.scope, depth + 1)))
		return true;
	return (index.callsByProperty.get('ready') ?? []).some((one) => {
		const callee = unwrap(one.node.callee);
		const chain = callee.type === 'MemberExpression' && isGiven(one) ? callee.object : undefined;
		return chain !== undefined && beginsWithJQuery(index, chain, one.scope);
	});
}

const isGlobalName = (name: string | undefined): boolean => name === 'jQuery' || name === '$';

const isNamed = (node: Node, name: string): boolean => node.type === 'Identifier' && node.name === name;
