import { assignmentsTo } from '../syntax/by-binding.ts';
import { isCodeOf } from '../syntax/generator-body.ts';
import { goneThrough } from '../syntax/gone-through.ts';
import { isHandedOut } from '../syntax/handed-out.ts';
import { calledFor, givenAtOnce } from '../syntax/immediate.ts';
import { isFoundBefore } from '../syntax/looked-up.ts';
import { isClass, isFunction, isWithin, type Node } from '../syntax/node.ts';
import type { Binding, Definition, Scope } from '../syntax/scope.ts';
import type { ScriptIndex } from '../syntax/script-index.ts';
import { isMadeOfChosen } from '../value/chosen.ts';
import {
	ATTACKER,
	constant,
	depsOf,
	EVENT,
	type FunctionValue,
	OPAQUE,
	topFrame,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { givenTo, globalName, isInLine, named, shorten } from './definitions.ts';
import type { Fills } from './fills.ts';
import { KeptValues, type Static } from './kept.ts';
import type { LiveValues } from './live.ts';
import { leavesOpen, type Machine } from './machine.ts';
import { Namespaces } from './namespaces.ts';
import { ChosenOutcomes, isChosen } from './outcomes.ts';
import { valuesOfParameter } from './parameters.ts';
import { orRandom, randomnessOf } from './randomness.ts';
import { defaultOf, isDefaulting, isOfItself } from './reassigned.ts';
import { isCalledByOthers } from './stand-ins.ts';
import { ofState } from './state-pairs.ts';

/** More values than this for one name say nothing. */
const MOST_VALUES = 8;
const MOST_ASSIGNMENTS = 400;
/** Stands for the keys of all elements. */
const EACH = constant('*element');

/** Finds out what the script's own variables, properties and `this` are before a message arrives. */
export class Resolver {
	readonly #index: ScriptIndex;
	readonly #m: Machine;
	readonly #bindings: KeptValues<Binding>;
	readonly #pending = new Set<Binding>();
	/** Values that variables have while the next one is worked out. */
	readonly #present = new Map<Binding, Value>();
	readonly #nodes: KeptValues<Node>;
	readonly #listeners: Set<Node>;
	readonly #statically: Static['statically'];
	readonly #fills: Fills;
	readonly #namespaces: Namespaces;
	readonly #outcomes: ChosenOutcomes;

	constructor(
		m: Machine,
		index: ScriptIndex,
		listeners: Set<Node>,
		live: LiveValues,
		fills: Fills,
		ways: Static,
	) {
		this.#bindings = new KeptValues(live, ways);
		this.#nodes = new KeptValues(live, ways);
		this.#fills = fills;
		this.#m = m;
		this.#index = index;
		this.#listeners = listeners;
		this.#statically = ways.statically;
		this.#outcomes = new ChosenOutcomes(index, {
			read: (node, scope) => this.expression(node, scope),
			textOf: (node) => m.fullText(node),
		});
		this.#namespaces = new Namespaces(m, index, ways.statically);
	}

	/** Value of a variable of the script. */
	binding(binding: Binding): Value {
		const known = this.#bindings.get(binding);
		if (known) return known;
		if (this.#pending.has(binding)) return this.#present.get(binding) ?? this.#symbol(binding, 'variable');
		this.#pending.add(binding);
		const value = this.#bindings.keep(binding, () =>
			named(this.#fills.ofVariable(binding, this.#resolve(binding)), globalName(binding)),
		);
		this.#pending.delete(binding);
		return value;
	}

	/** Value of an expression of the script, or a symbol named by its text. */
	expression(node: Node, scope: Scope): Value {
		const known = this.#nodes.get(node);
		if (known) return known;
		const frame = topFrame(scope);
		return this.#nodes.keep(node, () => {
			const found = this.#statically(() => this.#orSymbol(node, () => this.#m.evaluate(node, frame), scope));
			const value = orRandom(found, node, () => this.#randomness(node, scope));
			// Of what somebody else chooses, only what the script's own list has gets here.
			return depsOf(value) & ATTACKER && isFoundBefore(this.#index, node, scope)
				? this.#m.values.symbol({ name: shorten(this.#m.text(node)), kind: 'variable', node }, OPAQUE)
				: value;
		});
	}

	/** What a getter gives before any message arrives. */
	result(getter: FunctionValue, receiver: Value): Value {
		const { node } = getter;
		return this.#statically(() =>
			this.#orSymbol(node, () => this.#m.invoke(getter, receiver, [], node, 'used')),
		);
	}

	#orSymbol(node: Node, act: () => Value, scope?: Scope): Value {
		try {
			return act();
		} catch (error) {
			if (!leavesOpen(error)) throw error;
			const random = this.#randomness(node, scope);
			const known = scope && this.#outcomes.about(node, scope);
			const name = shorten(this.#m.text(node));
			return this.#m.values.symbol({ name, kind: 'variable', node, ...known }, OPAQUE | random);
		}
	}

	#randomness(node: Node, scope = this.#index.root): number {
		return randomnessOf(this.#index, node, scope, (one) => this.#m.fullText(one));
	}

	#symbol(
		binding: Binding,
		kind: 'variable' | 'parameter' | 'import',
		possible?: () => Value[],
		deps = 0,
	): Value {
		const node = binding.definitions[0]?.pattern;
		const name = `${binding.name}`;
		const place = node ? `@${node.start}` : '';
		return this.#m.values.symbol(
			{ name: name + place, kind, node, global: globalName(binding), ...(possible ? { possible } : {}) },
			OPAQUE | deps,
		);
	}

	#resolve(binding: Binding): Value {
		const assignments = assignmentsTo(this.#index, binding.name, binding).slice(0, MOST_ASSIGNMENTS);
		const definitions = binding.definitions.filter((one) => one.kind !== 'none');
		const [loop, ...more] = binding.definitions;
		const chosen = loop?.kind === 'none' && more.length === 0 ? this.#ofChosen(binding, loop) : undefined;
		if (chosen) return chosen;
		const [only] = definitions;
		const param = definitions.find((one) => one.kind === 'param');
		const local = assignments.length === 1 && definitions.length === 0 ? assignments[0] : undefined;
		if (
			local?.node.type === 'AssignmentExpression' &&
			local.node.operator === '=' &&
			local.node.left.type === 'Identifier' &&
			isCodeOf(local.scope, binding.scope)
		) {
			return this.#namespaces.of(binding, local.node) ?? this.expression(local.node.right, local.scope);
		}
		if (definitions.length === 1 && only && assignments.length === 0) return this.#definition(binding, only);
		if (definitions.length === 1 && only?.kind === 'init' && assignments.length <= MOST_VALUES) {
			const again = assignments.map(({ node }) => node);
			if (again.every((one) => isInLine(one, binding.scope))) return this.#inTurn(binding, only, assignments);
		}
		const last = definitions.at(-1);
		// Compilers' helpers put something else in their own place when they first run.
		const isOwn = ({ node }: { node: Node }) => last?.value && isWithin(node, last.value);
		if (definitions.every((one) => one.kind === 'function') && last && assignments.every(isOwn))
			return this.#definition(binding, last);
		const again = definitions.filter((one) => one.kind === 'init');
		// Compilers save a `var` by naming it as a parameter that nobody gives.
		if (definitions[0]?.kind === 'param' && again.length === 1 && again[0] && assignments.length === 0)
			return this.#definition(binding, again[0]);
		if (param && assignments.every((one) => isDefaulting(one.node, binding.name)))
			return this.#definition(binding, param, assignments);
		const possible = () => {
			const values: Value[] = definitions.length === 0 ? [UNDEFINED] : [];
			for (const one of definitions) values.push(this.#definition(binding, one));
			for (const one of assignments.slice(0, MOST_VALUES)) values.push(this.#assigned(one.node, one.scope));
			return values;
		};
		const isGiven = param !== undefined && assignments.every((one) => isOfItself(one.node, binding.name));
		const given = isGiven ? this.#definition(binding, param) : UNDEFINED;
		let deps = isChosen(given) ? ATTACKER : 0;
		for (const one of assignments.slice(0, MOST_VALUES)) deps |= this.#randomness(one.node, one.scope);
		const made = this.#symbol(binding, 'variable', possible, deps);
		if (made.t !== 'term' || !made.symbol) return made;
		made.symbol.givenAt = () => assignments.map((one) => one.node);
		if (given.t === 'term') made.symbol.byOthers = given.symbol?.byOthers;
		return made;
	}

	/** The last value of a variable that is given each of its values in turn, each made from the one before. */
	#inTurn(binding: Binding, first: Definition, assignments: readonly { node: Node; scope: Scope }[]): Value {
		let value = this.#definition(binding, first);
		for (const { node, scope } of assignments.toSorted((a, b) => a.node.start - b.node.start)) {
			this.#present.set(binding, value);
			value = this.expression(node, scope);
		}
		this.#present.delete(binding);
		return value;
	}

	#assigned(node: Node, scope: Scope): Value {
		if (node.type === 'AssignmentExpression' && node.left.type === 'Identifier')
			return this.expression(node.right, scope);
		return this.#m.values.symbol({ name: shorten(this.#m.text(node)), kind: 'variable', node }, OPAQUE);
	}

	#definition(
		binding: Binding,
		definition: Definition,
		defaults: { node: Node; scope: Scope }[] = [],
	): Value {
		const { value, scope, kind } = definition;
		const frame = topFrame(scope);
		switch (kind) {
			case 'function':
			case 'class':
				if (value && (isFunction(value) || isClass(value))) return { t: 'function', node: value, frame };
				break;
			case 'init': {
				if (!value) break;
				const state = ofState(this.#m, binding, definition);
				const made = () => this.#namespaces.of(binding, value) ?? this.expression(value, scope);
				return state ?? this.#extract(binding, definition.pattern, made(), scope);
			}
			case 'import':
				return this.#symbol(binding, 'import');
			case 'param':
				return this.#param(binding, definition, defaults);
			default:
		}
		return this.#symbol(binding, 'variable');
	}

	/** Of what a visitor or embedder chooses, each part that is gone through is their choice. */
	#ofChosen(binding: Binding, definition: Definition): Value | undefined {
		const list = goneThrough(this.#index, definition);
		const all = list && this.expression(list.node, list.scope);
		if (all?.t !== 'term' || !isMadeOfChosen(all, ATTACKER)) return undefined;
		const { pattern, scope } = definition;
		return this.#extract(binding, pattern, this.#m.get(all, EACH, pattern), scope);
	}

	#extract(binding: Binding, pattern: Node, value: Value, scope: Scope): Value {
		if (pattern.type === 'Identifier') {
			if (value.t === 'term' && value.symbol?.kind === 'variable' && !value.symbol.possible)
				return this.#symbol(binding, 'variable', undefined, value.deps);
			return value;
		}
		const frame = topFrame(scope);
		return this.#statically(() => {
			try {
				this.#m.bind(pattern, value, frame, true);
			} catch (error) {
				if (!leavesOpen(error)) throw error;
			}
			return frame.vars.get(binding.name) ?? this.#symbol(binding, 'variable', undefined, depsOf(value));
		});
	}

	#param(binding: Binding, definition: Definition, defaults: { node: Node; scope: Scope }[]): Value {
		const { index = 0, pattern } = definition;
		const owner = calledFor(this.#index, definition);
		if (!owner) return this.#symbol(binding, 'parameter');
		const extract = (value: Value) => this.#extract(binding, pattern, value, definition.scope);
		if (this.#listeners.has(owner) && index === 0) return extract(this.#m.values.term('event', [], EVENT));
		const atOnce = givenAtOnce(this.#index, definition);
		if (atOnce && atOnce.node.type !== 'SpreadElement')
			return extract(this.expression(atOnce.node, atOnce.scope));
		const chosen = this.#ofChosen(binding, definition);
		if (chosen) return chosen;
		const empty = () => this.#m.values.object('object', false);
		const calls = () => givenTo(this.#index, owner, index);
		const possible = () =>
			valuesOfParameter(pattern, {
				extract,
				empty,
				defaults: defaults.flatMap(({ node, scope }) =>
					node.type === 'AssignmentExpression' ? [this.expression(defaultOf(node.right), scope)] : [],
				),
				given: calls().map((one) => one && this.expression(one.node, one.scope)),
			});
		let random = 0;
		for (const one of calls()) if (one) random |= this.#randomness(one.node, one.scope);
		const param = this.#symbol(binding, 'parameter', possible, random);
		if (param.t !== 'term' || !param.symbol) return param;
		param.symbol.openTo = () => isCalledByOthers(this.#index, owner);
		param.symbol.givenAt = () => calls().flatMap((one) => (one ? [one.node] : []));
		if (pattern.type !== 'AssignmentPattern' && defaults.length === 0)
			param.symbol.byOthers = () =>
				isHandedOut(this.#index, owner) && (pattern.type === 'Identifier' || extract(empty()) === UNDEFINED);
		return param;
	}
}
