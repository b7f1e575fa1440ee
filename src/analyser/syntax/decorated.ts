import type { CallExpression } from 'acorn';
import { type FunctionNode, isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Registration } from './registration.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

const WINDOW_MESSAGE = /^\(?window:message\)?$/;

/** Methods that a class declares to be listeners of the window, as Angular and Stencil have it: by a decorator, or in its metadata. */
export function findDecorated(index: ScriptIndex): Registration[] {
	return index.suspects.flatMap(({ node, scope }) => {
		if (node.type === 'CallExpression') return byDecorator(index, node, scope);
		if (node.type === 'ObjectExpression') return byList(index, node, scope);
		return node.type === 'Property' ? byMetadata(index, node, scope) : [];
	});
}

/** `decorate([HostListener('window:message', ['$event'])], Class.prototype, 'method', …)`, however compilers call it. */
function byDecorator(index: ScriptIndex, node: CallExpression, scope: Scope): Registration[] {
	const [event, list] = node.arguments;
	if (event?.type !== 'Literal' || !WINDOW_MESSAGE.test(String(event.value))) return [];
	const given = list?.type === 'ArrayExpression' ? list.elements.map((one) => textIn(one)) : [];
	for (const { node: call, scope: at } of allCalls(index)) {
		const holds = call.arguments.some(
			(one) =>
				one.type === 'ArrayExpression' && one.elements.some((each) => each && isIt(index, each, at, node)),
		);
		if (!holds) continue;
		const name = call.arguments.map((one) => textIn(one)).find((one) => one !== '');
		const method = methodNamed(index, name ?? '', classIn(call));
		if (method) return [made(node, method, scope, given)];
	}
	return [];
}

/** Whether an element of a list of decorators is that call, or a variable that holds it. */
function isIt(index: ScriptIndex, element: Node, scope: Scope, call: Node): boolean {
	if (unwrap(element) === call) return true;
	if (element.type !== 'Identifier') return false;
	const defined = scope.lookup(element.name)?.definitions.some((one) => one.value === call);
	return (
		defined ||
		(index.assignments.get(element.name) ?? []).some(
			({ node }) => node.type === 'AssignmentExpression' && node.right === call,
		)
	);
}

/** The name in `Name.prototype`, which tells which class is meant. */
function classIn({ arguments: args }: CallExpression): string | undefined {
	for (const one of args)
		if (one.type === 'MemberExpression' && one.object.type === 'Identifier') return one.object.name;
	return undefined;
}

/** `host: { listeners: { 'window:message': 'method($event)' } }`. */
function byMetadata(index: ScriptIndex, node: Node & { type: 'Property' }, scope: Scope): Registration[] {
	if (!WINDOW_MESSAGE.test(keyName(node.key, node.computed) ?? '')) return [];
	const [, name = '', args = ''] = /^\s*([\w$]+)\(([^)]*)\)/.exec(textIn(node.value)) ?? [];
	const method = methodNamed(index, name, undefined);
	return method ? [made(node, method, scope, args.split(','))] : [];
}

/** `{ name: 'message', method: 'method', target: 'window' }`, as Stencil lists listeners. */
function byList(index: ScriptIndex, node: Node & { type: 'ObjectExpression' }, scope: Scope): Registration[] {
	const said = new Map<string, string>();
	for (const one of node.properties)
		if (one.type === 'Property') said.set(keyName(one.key, one.computed) ?? '', textIn(one.value));
	if (said.get('target') !== 'window') return [];
	const method = methodNamed(index, said.get('method') ?? '', undefined);
	return method ? [made(node, method, scope, ['$event'])] : [];
}

function made(node: Node, listener: FunctionNode, scope: Scope, given: readonly string[]): Registration {
	const paths = given.map((one) => one.trim()).filter((one) => one !== '');
	return {
		how: 'addEventListener',
		node,
		listener,
		scope,
		given: paths.map((one) => one.split(/\??\./).slice(1)),
	};
}

function methodNamed(
	index: ScriptIndex,
	name: string,
	className: string | undefined,
): FunctionNode | undefined {
	const all = (index.propertyValues.get(name) ?? []).flatMap(({ node, owner }) => {
		const value = unwrap(node);
		return isFunction(value) ? [{ value, owner }] : [];
	});
	const own = all.filter(({ owner }) => className !== undefined && owner?.id?.name === className);
	const among = own.length > 0 ? own : all;
	return among.length === 1 || own.length > 0 ? among[0]?.value : undefined;
}

function textIn(node: Node | null): string {
	return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : '';
}

function* allCalls(index: ScriptIndex): Generator<Placed<CallExpression>> {
	for (const byName of [index.callsByName, index.callsByProperty])
		for (const list of byName.values())
			for (const { node, scope } of list) if (node.type === 'CallExpression') yield { node, scope };
}
