import { type ClassNode, type FunctionNode, isClass, isFunction, type Node, unwrap } from '../syntax/node.ts';
import { resolveFunction } from '../syntax/resolve-function.ts';
import { returnsOf } from '../syntax/returns.ts';
import type { Scope } from '../syntax/scope.ts';
import type { ScriptIndex } from '../syntax/script-index.ts';
import { possibleOf } from '../value/chosen.ts';
import { ATTACKER, depsOf, type Symbolic, type Value } from '../value/value.ts';

/** Of a function's returns so many are looked for, among so many nodes. */
export const MOST_RETURNS = { found: 8, nodes: 600 };

/**
 * Whether code looks something up among what the script knows: its answer is one of its own, whatever was asked for.
 * Whether there is a certain text in something (`host.includes('*')`) is no such question.
 */
function picks(text: string): boolean {
	return /\.(?:(?:includes|has)\((?!\s*['"`][^'"`]*['"`]\s*\))|(?:some|find|every|test)\()|\bin\b/.test(text);
}

/** Whether a choice looks up what it then gives: that is not chosen any more, unlike the other way. */
export const isLookedUp = (test: string, given: string): boolean => picks(test) && test.includes(given);

interface Reading {
	read: (node: Node, scope: Scope) => Value;
	textOf: (node: Node) => string;
}

/** Finds what an embedder or visitor chooses among the values of expressions of which only running them tells the value. */
export class ChosenOutcomes {
	readonly #index: ScriptIndex;
	readonly #reading: Reading;
	/** What was found; of those that are being looked at: nothing, since functions may call each other. */
	readonly #known = new Map<Node, Value[]>();

	constructor(index: ScriptIndex, reading: Reading) {
		this.#index = index;
		this.#reading = reading;
	}

	/** What can be said of an expression that was not worked out: what somebody else chooses of it, and its class. */
	about(node: Node, scope: Scope): Pick<Symbolic, 'possible' | 'owner'> {
		return { possible: () => this.#of(node, scope), owner: this.#classOf(unwrap(node), scope) };
	}

	/** An instance is one of its class, whatever its making hangs on. */
	#classOf(node: Node, scope: Scope): ClassNode | undefined {
		const maker = node.type === 'NewExpression' ? this.#reading.read(node.callee, scope) : undefined;
		return maker?.t === 'function' && isClass(maker.node) ? maker.node : undefined;
	}

	/** Values that an expression may have and that somebody else chooses. */
	#of(node: Node, scope: Scope): Value[] {
		const known = this.#known.get(node);
		if (known) return known;
		this.#known.set(node, []);
		const found = this.#find(unwrap(node), scope);
		this.#known.set(node, found);
		return found;
	}

	#find(node: Node, scope: Scope): Value[] {
		const { textOf, read } = this.#reading;
		switch (node.type) {
			case 'ConditionalExpression': {
				const test = textOf(node.test);
				const open = [node.consequent, node.alternate].filter((one) => !isLookedUp(test, textOf(one)));
				return this.#chosenAmong(open, scope);
			}
			case 'LogicalExpression':
				return this.#chosenAmong([node.left, node.right], scope);
			case 'CallExpression': {
				const called =
					resolveFunction(this.#index, node.callee, scope) ?? onlyMethod(this.#index, node.callee);
				if (!called || called.async || called.generator || picks(textOf(called))) return [];
				const returned = returnsOf(this.#index, called, MOST_RETURNS).map((one) => read(one.node, one.scope));
				// What it makes of what it is given is still the choice of who chose that.
				const makes = returned.some((one) => one.t === 'term' || isFilled(one));
				const given = makes ? this.#chosenAmong(node.arguments, scope) : [];
				return [...returned.filter((one) => isChosen(one)), ...given];
			}
			default:
				return [];
		}
	}

	#chosenAmong(nodes: readonly Node[], scope: Scope): Value[] {
		return nodes.map((one) => this.#reading.read(one, scope)).filter((one) => isChosen(one));
	}
}

/** Whether somebody else chooses a value, or what an object has under keys that are worked out. */
export function isChosen(value: Value, depth = 0): boolean {
	if (depsOf(value) & ATTACKER) return true;
	if (value.t === 'object')
		return depth < 2 && value.kind === 'object' && value.entries.some(([, one]) => isChosen(one, depth + 1));
	return depth < 2 && possibleOf(value).some((one) => isChosen(one, depth + 1));
}

/** An object that gets properties by names that are worked out. */
const isFilled = (value: Value): boolean =>
	value.t === 'object' && value.kind === 'object' && value.entries.length > 0;

/** The one function of the script that is a property of that name. */
function onlyMethod(index: ScriptIndex, callee: Node): FunctionNode | undefined {
	const inner = unwrap(callee);
	if (inner.type !== 'MemberExpression' || inner.property.type !== 'Identifier' || inner.computed)
		return undefined;
	const functions = (index.propertyValues.get(inner.property.name) ?? []).flatMap((one) => {
		const value = unwrap(one.node);
		return isFunction(value) ? [value] : [];
	});
	return functions.length === 1 ? functions[0] : undefined;
}
