import type { CallExpression, NewExpression } from 'acorn';
import { callsByBinding } from '../syntax/by-binding.ts';
import { namedFunction } from '../syntax/named-functions.ts';
import { isFunction, type Node, unwrap } from '../syntax/node.ts';
import { makerOfProperty, makerOfThis } from '../syntax/prototypes.ts';
import type { Binding, Definition, Scope } from '../syntax/scope.ts';
import type { Placed, ScriptIndex } from '../syntax/script-index.ts';
import type { ValueFactory } from '../value/factory.ts';
import { OPAQUE, type Value } from '../value/value.ts';

/** Calls in the script that may be calls of this function; `most`: of each way to call it. */
export function callsOf(index: ScriptIndex, owner: Node, most = 4): readonly Call[] {
	const byMost = known.get(owner) ?? new Map<number, readonly Call[]>();
	known.set(owner, byMost);
	const found = byMost.get(most) ?? findCalls(index, owner, most);
	byMost.set(most, found);
	return found;
}

/** What the script gives a function as its parameter at a position; undefined for calls that leave it out. */
export function givenTo(index: ScriptIndex, owner: Node, position: number): Given {
	const byPosition = given.get(owner) ?? new Map<number, Given>();
	given.set(owner, byPosition);
	const found = byPosition.get(position) ?? findGiven(index, owner, position);
	byPosition.set(position, found);
	return found;
}

type Given = readonly (Placed | undefined)[];

const given = new WeakMap<Node, Map<number, Given>>();

function findGiven(index: ScriptIndex, owner: Node, position: number): Given {
	const { isSetter, propertyName = '', ownerClass } = index.scopes.get(owner) ?? {};
	if (isSetter) {
		const set = (index.propertyValues.get(propertyName) ?? []).filter(({ object }) => object);
		return set.filter((one) => makerOfProperty(index, one) === ownerClass).slice(0, 4);
	}
	return callsOf(index, owner).flatMap(({ node, scope }) => {
		const given = node.arguments[position];
		return given?.type === 'SpreadElement' ? [] : [given && { node: given, scope }];
	});
}

type Call = Placed<CallExpression | NewExpression>;

/** Functions are nodes of one script alone. */
const known = new WeakMap<Node, Map<number, readonly Call[]>>();

function findCalls(index: ScriptIndex, owner: Node, most: number): Call[] {
	const scope = index.scopes.get(owner);
	const calls: Call[] = [];
	const groups = scope?.variableName === undefined ? [] : callsByBinding(index, scope.variableName);
	for (const [binding, group] of groups) {
		const isIt = ({ value, scope: place }: Definition) =>
			value && (value === owner || unwrap(value) === owner || namedFunction(index, value, place) === owner);
		if (binding?.definitions.some(isIt)) calls.push(...group.slice(0, most));
	}
	if (scope?.propertyName !== undefined) {
		const name = scope.propertyName;
		const same = (index.propertyValues.get(name) ?? []).filter((one) => isFunction(one.node));
		// The same default may be written out at each place that has it.
		const isCopied = same.every(({ node }) => node.end - node.start === owner.end - owner.start);
		if (same.length <= 2 || isCopied) calls.push(...(index.callsByProperty.get(name) ?? []).slice(0, most));
		if (name === 'constructor' && scope.ownerClass?.id) {
			calls.push(...(index.callsByName.get(scope.ownerClass.id.name) ?? []).slice(0, most));
		}
	}
	return calls;
}

/** The name under which the page has a variable: those at the top of a classic script are globals. */
export function globalName({ name, scope, definitions }: Binding): string | undefined {
	if (scope.parent || definitions.some((one) => one.kind === 'import')) return undefined;
	return scope.node.type === 'Program' && !scope.node.body.some(isModuleItem) ? name : undefined;
}

function isModuleItem({ type }: Node): boolean {
	return type === 'ImportDeclaration' || /^Export/.test(type);
}

/** Whether an assignment is a statement of the scope's own, run once and for certain. */
export function isInLine(node: Node, { node: owner }: Scope): boolean {
	if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return false;
	const block = isFunction(owner) ? owner.body : owner;
	if (block.type !== 'Program' && block.type !== 'BlockStatement') return false;
	return block.body.some((one) => {
		if (one.type !== 'ExpressionStatement') return false;
		const { expression } = one;
		return expression.type === 'SequenceExpression'
			? expression.expressions.some((each) => each === node)
			: expression === node;
	});
}

/** The value, with the name under which the page has it, if it has. */
export function named(value: Value, global: string | undefined): Value {
	if (global === undefined) return value;
	if (value.t === 'object') value.global ??= global;
	if (value.t !== 'term' || !value.symbol || value.symbol.kind === 'global') return value;
	return { ...value, symbol: { ...value.symbol, global: value.symbol.global ?? global } };
}

/** Code on one line, cut to the length of a name. */
export function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** What `this` is in a function of the script (undefined scope: at the top). */
export function thisIn(values: ValueFactory, index: ScriptIndex, scope: Scope | undefined): Value {
	if (!scope) return values.term('window', []);
	const owner = makerOfThis(index, scope);
	const name = `this@${(owner ?? scope.node).start}`;
	return values.symbol({ name, kind: 'this', node: scope.node, owner }, OPAQUE);
}
