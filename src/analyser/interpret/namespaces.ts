import { type FunctionNode, isFunction, isWithin, type Node, unwrap } from '../syntax/node.ts';
import type { Binding } from '../syntax/scope.ts';
import type { ScriptIndex } from '../syntax/script-index.ts';
import { type FunctionValue, topFrame, type Value } from '../value/value.ts';
import { leavesOpen, type Machine } from './machine.ts';

/**
 * Makes the objects of enumerations and namespaces as compilers write them:
 * `(function (e) { … })(name || (name = {}))` and `var name = ((e) => (…, e))(name || {})`.
 */
export class Namespaces {
	readonly #index: ScriptIndex;
	readonly #m: Machine;
	readonly #statically: (act: () => Value) => Value;
	#fillers: Map<Node, FunctionNode> | undefined;

	constructor(m: Machine, index: ScriptIndex, statically: (act: () => Value) => Value) {
		this.#index = index;
		this.#m = m;
		this.#statically = statically;
	}

	/** What is first put into a variable by that assignment or as that first value; undefined for anything else. */
	of({ name }: Binding, made: Node): Value | undefined {
		this.#fillers ??= this.#collect();
		const inner = unwrap(made);
		if (inner.type !== 'CallExpression') return this.#filled(this.#fillers.get(inner));
		const [only, ...more] = inner.arguments;
		const given = only && unwrap(only);
		const callee = unwrap(inner.callee);
		if (given?.type !== 'LogicalExpression' || more.length > 0 || !isFunction(callee)) return undefined;
		const isOwn = given.left.type === 'Identifier' && given.left.name === name;
		return isOwn && given.right.type === 'ObjectExpression' ? this.#filled(callee) : undefined;
	}

	#filled(node: FunctionNode | undefined): Value | undefined {
		const parent = node && this.#index.scopes.get(node)?.parent;
		if (!node || !parent) return undefined;
		const filler: FunctionValue = { t: 'function', node, frame: topFrame(parent) };
		const object = this.#m.values.object('object', true);
		this.#statically(() => {
			try {
				return this.#m.invoke(filler, undefined, [object], node, 'dropped');
			} catch (error) {
				if (!leavesOpen(error)) throw error;
				object.open = true;
				return object;
			}
		});
		object.fresh = false;
		object.settled = [...object.props.keys()].every((name) =>
			this.#m.assignmentsTo(name).every((one) => isWithin(one, node)),
		);
		return object;
	}

	#collect(): Map<Node, FunctionNode> {
		const found = new Map<Node, FunctionNode>();
		for (const one of this.#index.functions) {
			const [given, ...more] = this.#index.scopes.get(one)?.immediate ?? [];
			const inner = given && unwrap(given);
			if (inner?.type !== 'LogicalExpression' || more.length > 0) continue;
			const made = unwrap(inner.right);
			if (made.type === 'AssignmentExpression') found.set(made, one);
		}
		return found;
	}
}
