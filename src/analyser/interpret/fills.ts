import { goneThrough } from '../syntax/gone-through.ts';
import { push } from '../syntax/index-names.ts';
import { keyName, type Node, unwrap } from '../syntax/node.ts';
import type { Binding, Scope } from '../syntax/scope.ts';
import type { Placed, ScriptIndex } from '../syntax/script-index.ts';
import type { ValueFactory } from '../value/factory.ts';
import { hasSendersOrigin } from '../value/senders-origin.ts';
import {
	ATTACKER,
	DATA,
	depsOf,
	EVENT,
	type ObjectValue,
	OPAQUE,
	ORIGIN,
	SOURCE,
	type Symbolic,
	TRUE,
	type Value,
} from '../value/value.ts';

/** More elements than this are not looked at. */
const MOST_FILLS = 40;

/** A call that puts something into a collection, or gives a collection to a function together with it. */
interface Fill extends Placed {
	method: string;
	args: readonly Node[];
}

/** Finds out what the script puts into its lists, sets and maps after it made them. */
export class Fills {
	readonly #index: ScriptIndex;
	readonly #values: ValueFactory;
	readonly #expression: (node: Node, scope: Scope) => Value;
	#byName: Map<string, Fill[]> | undefined;

	constructor(index: ScriptIndex, values: ValueFactory, expression: (node: Node, scope: Scope) => Value) {
		this.#index = index;
		this.#values = values;
		this.#expression = expression;
	}

	/** The collection that a variable holds, with what is put into it. */
	ofVariable(binding: Binding, value: Value): Value {
		const fills = this.#fills(binding.name).filter((one) => one.scope.lookup(binding.name) === binding);
		const home = binding.scope.variableScope;
		if (!isCollection(value)) return this.#madeAnew(value, fills, home);
		return this.#filled(value, fills, ({ scope }) => scope.variableScope === home);
	}

	/** A list that is not seen, with what is made of its elements in their own places: `list[i] = new RegExp(list[i])`. */
	#madeAnew(value: Value, [only, ...more]: readonly Fill[], home: Scope): Value {
		if (value.t !== 'term' || !only || more.length > 0 || only.scope.variableScope !== home) return value;
		const [key, made] = only.args;
		if (only.method !== 'write' || !key || !made || depsOf(value) & (ATTACKER | DATA | ORIGIN | EVENT))
			return value;
		if (!isMadeOfItself(only.node, made)) return value;
		return this.#values.object('array', false, [this.#expression(made, only.scope)]);
	}

	/** The collection that properties of that name hold, with what is put into it. */
	ofProperty(name: string, value: Value): Value {
		if (!isCollection(value)) return value;
		const atOnce = ({ scope: { variableScope } }: Fill) =>
			!variableScope.parent || variableScope.propertyName === 'constructor';
		return this.#filled(value, this.#fills(`.${name}`), atOnce);
	}

	#fills(name: string): Fill[] {
		this.#byName ??= collect(this.#index);
		return (this.#byName.get(name) ?? []).slice(0, MOST_FILLS);
	}

	/** `atOnce`: whether it is filled where it is made, so that no message arrives before. */
	#filled(value: Value, fills: readonly Fill[], atOnce: (fill: Fill) => boolean): Value {
		if (fills.length === 0) return value;
		if (value.t !== 'object') {
			if (value.t !== 'term' || !value.symbol) return value;
			const each = (at: number) => () =>
				fills.flatMap(({ args: { [at]: one }, scope }) => (one ? [this.#expression(one, scope)] : []));
			const keyedAt = () => fills.map((one) => one.node);
			const filled = () => this.#entriesOf(fills);
			return { ...value, symbol: { ...value.symbol, possible: each(1), keys: each(0), keyedAt, filled } };
		}
		const filled: ObjectValue = { ...value, items: [...value.items], entries: [...value.entries] };
		const empty = value.items.length + value.entries.length + value.props.size === 0;
		filled.open = value.open && !empty;
		filled.lateFilled = empty && !fills.some(atOnce);
		for (const one of fills) this.#fill(filled, one);
		return filled;
	}

	/** What a collection that is not seen is filled with, by keys; of a set, each of its elements is true. */
	#entriesOf(fills: readonly Fill[]): ReturnType<NonNullable<Symbolic['filled']>> {
		return fills.flatMap(({ method, args: [key, value], node, scope }) => {
			if (!key || (method === 'set') !== (value !== undefined)) return [];
			const given = this.#expression(key, scope);
			return [
				{ key: this.#element(key, scope, node), given, value: value ? this.#expression(value, scope) : TRUE },
			];
		});
	}

	#fill(object: ObjectValue, { method, args, node, scope }: Fill): void {
		if (object.kind === 'map') {
			const [key, value] = args;
			if (method !== 'set' || !key || !value) return;
			object.entries.push([this.#element(key, scope, node), this.#expression(value, scope)]);
			return;
		}
		if (object.kind === 'object') {
			if (method === 'assign') {
				object.chosen ||= args.some((one) => (depsOf(this.#expression(one, scope)) & ATTACKER) !== 0);
				return;
			}
			const [key, value] = args;
			if (method !== 'write' || !key || !value) return;
			const made = this.#expression(value, scope);
			object.entries.push([this.#element(key, scope, node), made]);
			object.chosen ||= (depsOf(made) & ATTACKER) !== 0;
			return;
		}
		const own = object.kind === 'array' ? ['push', 'unshift'] : ['add'];
		if (!own.includes(method)) return;
		for (const one of args) {
			const all = this.#elementsOf(one, scope);
			if (all) object.items.push(...all);
			else if (one.type === 'SpreadElement') object.open = true;
			else object.items.push(this.#element(one, scope, node));
		}
	}

	/** What is put in one after the other, out of a list that is gone through, or all at once. */
	#elementsOf(argument: Node, scope: Scope): readonly Value[] | undefined {
		const definition = argument.type === 'Identifier' ? scope.definition(argument.name) : undefined;
		const over =
			argument.type === 'SpreadElement'
				? { node: argument.argument, scope }
				: definition?.scope.node.type !== 'ForInStatement' &&
					definition &&
					goneThrough(this.#index, definition);
		const list = over && this.#expression(over.node, over.scope);
		return list && list.t === 'object' && /^(array|set)$/.test(list.kind) && !list.open
			? list.items
			: undefined;
	}

	/** An element; one that is taken from a message may be what a stranger sent. */
	#element(argument: Node, scope: Scope, call: Node): Value {
		const value = this.#expression(argument, scope);
		const isTold = (depsOf(value) & (ORIGIN | SOURCE | DATA | ATTACKER | EVENT)) !== 0;
		if (!isTold && !hasSendersOrigin(value)) return value;
		return this.#values.symbol(
			{
				name: `element@${call.start}`,
				kind: 'element',
				node: call,
				possible: () => [value],
				givenAt: () => [call],
			},
			OPAQUE,
		);
	}
}

function isCollection(value: Value): boolean {
	if (value.t === 'object') return !value.fresh && /^(array|set|map|object)$/.test(value.kind);
	return value.t === 'term' && /^(Map|WeakMap|WeakSet)@/.test(value.symbol?.name ?? '');
}

/** Whether what is put into a place is made of what was there before. */
function isMadeOfItself(write: Node, made: Node): boolean {
	if (write.type !== 'AssignmentExpression' || write.operator !== '=') return false;
	const place = placeOf(write.left);
	return place !== undefined && isMadeOf(made, place);
}

function isMadeOf(made: Node, place: string): boolean {
	const inner = unwrap(made);
	if (placeOf(inner) === place) return true;
	if (inner.type === 'NewExpression' || inner.type === 'CallExpression')
		return [inner.callee, ...inner.arguments].some((one) => isMadeOf(one, place));
	if (inner.type === 'BinaryExpression') return [inner.left, inner.right].some((one) => isMadeOf(one, place));
	return inner.type === 'MemberExpression' && isMadeOf(inner.object, place);
}

/** `list[i]`, by names alone. */
function placeOf(node: Node): string | undefined {
	const inner = unwrap(node);
	if (inner.type !== 'MemberExpression' || !inner.computed) return undefined;
	const { object, property } = inner;
	return object.type === 'Identifier' && property.type === 'Identifier'
		? `${object.name}[${property.name}]`
		: undefined;
}

function collect(index: ScriptIndex): Map<string, Fill[]> {
	const found = new Map<string, Fill[]>();
	const add = (target: Node, fill: Fill) => {
		const name = nameOf(target);
		if (name !== undefined) push(found, name, fill);
	};
	for (const method of ['push', 'unshift', 'add', 'set']) {
		for (const { node, scope } of index.callsByProperty.get(method) ?? []) {
			const callee = unwrap(node.callee);
			if (callee.type === 'MemberExpression')
				add(callee.object, { node, scope, method, args: node.arguments });
		}
	}
	for (const { node, scope } of index.callsByProperty.get('assign') ?? []) {
		const [target, ...args] = node.arguments;
		if (target && args.every((one) => one.type !== 'SpreadElement'))
			add(target, { node, scope, method: 'assign', args });
	}
	for (const { node, scope } of index.computedWrites) {
		if (node.left.type === 'MemberExpression')
			add(node.left.object, { node, scope, method: 'write', args: [node.left.property, node.right] });
	}
	for (const calls of [...index.callsByName.values(), index.callsByProperty.get('default') ?? []]) {
		for (const { node, scope } of calls) {
			// Compiled private fields: `add(this, field, value)` and `set(field, this, value)`.
			const [first, second, value] = node.arguments;
			const [owner, field] = second?.type === 'Identifier' ? [first, second] : [second, first];
			if (field?.type === 'Identifier' && owner?.type === 'ThisExpression' && value)
				add(field, { node, scope, method: 'set', args: [owner, value] });
		}
	}
	return found;
}

/** How a collection is called where it is filled: a variable's name, or a property's with a dot. */
function nameOf(target: Node): string | undefined {
	const inner = unwrap(target);
	if (inner.type === 'Identifier') return inner.name;
	if (inner.type !== 'MemberExpression') return undefined;
	const name = keyName(inner.property, inner.computed);
	return name === undefined ? undefined : `.${name}`;
}
