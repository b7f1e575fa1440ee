import type { CallExpression, NewExpression } from 'acorn';
import { callsOf } from './interpret/definitions.ts';
import type { Interpreter } from './interpret/interpreter.ts';
import { assignmentsTo } from './syntax/by-binding.ts';
import { listOfForEach } from './syntax/gone-through.ts';
import { makersAbove } from './syntax/inheritance.ts';
import {
	type FunctionNode,
	isBinding,
	isClass,
	isFunction,
	keyName,
	type Node,
	unwrap,
} from './syntax/node.ts';
import { isSelf, type Maker, makerOfMethod, makerOfThis } from './syntax/prototypes.ts';
import type { Registration } from './syntax/registration.ts';
import { type Definition, isGlobal, type Scope } from './syntax/scope.ts';
import type { Placed, ScriptIndex } from './syntax/script-index.ts';
import { type Frame, topFrame, type Value } from './value/value.ts';

/** A function that a registration hands over, and how, where not as the registration says. */
export interface Handler {
	node: FunctionNode;
	how?: string;
	/** Code that is not seen makes the listener of it, and may call it with something else than the event. */
	wrapped?: boolean;
}

/** Calls of a function that registers what it is given. */
const MOST_CALLS = 40;

/** Finds the functions that registrations hand over, and what they are called with. */
export class Handlers {
	readonly #index: ScriptIndex;
	readonly #interpreter: Interpreter;
	readonly #registrations: readonly Registration[];
	/** Arguments that handlers were bound to; the event comes after them. */
	readonly #bound = new Map<FunctionNode, Value[]>();
	/** What handlers that a function made were made with. */
	readonly #closures = new Map<FunctionNode, Frame>();
	/** What `this` is in methods that another class of the script has from the one that they stand in. */
	readonly #inherited = new Map<FunctionNode, Value>();

	constructor(index: ScriptIndex, interpreter: Interpreter, registrations: readonly Registration[]) {
		this.#index = index;
		this.#registrations = registrations;
		this.#interpreter = interpreter;
	}

	/** Arguments that a handler was bound to. */
	boundTo(node: FunctionNode): Value[] | undefined {
		return this.#bound.get(node);
	}

	/** The variables around a handler that a function made: those that hold functions, lists of them and constants. */
	closureOf(node: FunctionNode): Frame | undefined {
		return this.#closures.get(node);
	}

	/** What `this` is in a handler. */
	thisOf(node: FunctionNode): Value {
		return this.#inherited.get(node) ?? this.#interpreter.thisOf(this.#index.scopes.get(node));
	}

	/** The functions that a registration may hand over; none where their code is not in the script. */
	of({ listener, scope }: Registration): Handler[] {
		if (isFunction(listener)) return [{ node: listener }];
		const given = [
			this.#givenToHelper(listener, scope),
			this.#elementsGone(listener, scope),
			this.#ofInstance(listener, scope),
		];
		const found = given.find((one) => one.length > 0) ?? this.#functionsAt(listener, scope, 0);
		for (const { node } of found) this.#inherit(node, scope);
		if (found.length > 0 || listener.type !== 'CallExpression') return found;
		// Which way the call goes is not known before the page runs: it is taken to give on the function it is given.
		for (const one of isBoundToThis(listener) ? [] : listener.arguments) {
			const inner = one.type === 'SpreadElement' ? [] : this.#functionsAt(one, scope, 1);
			if (inner.length > 0) return inner;
		}
		return [];
	}

	#functionsAt(node: Node, scope: Scope, depth: number): Handler[] {
		if (settlesOwnPromise(node, scope)) return [];
		return this.#functionsOf(this.#interpreter.evaluateStatic(node, scope), depth);
	}

	/** What the callers of a function give it that registers what it is given. */
	#givenToHelper(listener: Node, scope: Scope): Handler[] {
		const only = listener.type === 'Identifier' && paramAt(listener.name, scope);
		if (!only || only.owner === undefined) return [];
		const position = only.index ?? 0;
		const perCall = callsOf(this.#index, only.owner, MOST_CALLS).map((one) => {
			const argument = one.node.arguments[position];
			return argument && argument.type !== 'SpreadElement' ? this.#functionsAt(argument, one.scope, 1) : [];
		});
		// Where others are called by that name with something else, they are not all calls of this one.
		const isSure = this.#index.scopes.get(only.owner)?.variableName !== undefined;
		if (!isSure && perCall.some((one) => one.length === 0)) return [];
		const found = new Map(perCall.flat().map((one) => [one.node, one]));
		return [...found.values()];
	}

	/** The functions in a list of which each is registered: `list.forEach((one) => target.addEventListener(type, one))`. */
	#elementsGone(listener: Node, scope: Scope): Handler[] {
		const only = listener.type === 'Identifier' && paramAt(listener.name, scope);
		if (!only || (only.index ?? 0) > 0) return [];
		const over = only.owner && listOfForEach(this.#index, only.owner);
		if (!over) return [];
		const list = this.#interpreter.evaluateStatic(over.node, over.scope);
		if (list.t !== 'object' || !/^(array|set)$/.test(list.kind)) return [];
		return list.items.slice(0, MOST_CALLS).flatMap((one) => this.#functionsOf(one, 1));
	}

	/** What the instance itself is given under the name, where others have something of that name too. */
	#ofInstance(listener: Node, scope: Scope): Handler[] {
		const name = memberName(listener);
		if (name === undefined || listener.type !== 'MemberExpression' || !isSelf(listener.object, scope))
			return [];
		const values = this.#index.propertyValues.get(name) ?? [];
		const own = this.#makerAround(scope) ?? scope.thisScope();
		const given = values.filter(
			(one) =>
				one.object &&
				isSelf(one.object, one.scope) &&
				(this.#makerAround(one.scope) ?? one.scope.thisScope()) === own,
		);
		const [only, ...more] = given;
		if (!only || more.length > 0 || values.length < 2) return [];
		const value = unwrap(only.node);
		const isWritten = isFunction(isBinding(value) ? unwrap(value.callee.object) : value);
		return isWritten ? this.#functionsAt(value, only.scope, 0) : [];
	}

	/** A handler that a class or constructor function has from another is called on its instance. */
	#inherit(node: FunctionNode, scope: Scope): void {
		const owner = makerOfMethod(this.#index, node);
		const own = this.#makerAround(scope);
		if (!owner || !own || owner === own || this.#inherited.has(node)) return;
		if (makersAbove(this.#index, own).includes(owner) && !this.#isSharedWithOthers(node, own, owner))
			this.#inherited.set(node, this.#interpreter.thisOf(this.#index.scopes.get(own)));
	}

	/** Whether instances of other makings register the handler too: what it does there is possible as well. */
	#isSharedWithOthers(node: FunctionNode, own: Maker, owner: Maker): boolean {
		const name = this.#index.scopes.get(node)?.propertyName;
		return this.#registrations.some(({ listener, scope }) => {
			if (memberName(listener) !== name) return false;
			const other = this.#makerAround(scope);
			return other !== undefined && other !== own && makersAbove(this.#index, other).includes(owner);
		});
	}

	#makerAround(scope: Scope): Maker | undefined {
		for (let one: Scope | undefined = scope; one; one = one.parent) {
			const maker = one.ownerClass ?? makerOfThis(this.#index, one);
			if (maker) return maker;
		}
		return undefined;
	}

	/** The function that unknown code is given, or that such a function without parameters makes: `useMemo(() => make(origin))`. */
	#madeBy(value: Value, depth: number): Handler[] {
		if (value.t === 'function' && !isClass(value.node) && value.node.params.length === 0) {
			const { body } = value.node;
			const own = this.#index.scopes.get(value.node);
			const made = own && body.type !== 'BlockStatement' ? this.#functionsAt(body, own, depth + 1) : [];
			if (made.length > 0) return made;
		}
		return this.#functionsOf(value, depth);
	}

	#functionsOf(value: Value, depth: number): Handler[] {
		if (depth > 4) return [];
		if (value.t === 'function') {
			if (isClass(value.node)) return [];
			if (value.bound?.length) this.#bound.set(value.node, value.bound);
			const own = this.#index.scopes.get(value.node);
			const around =
				own?.parent && closureOf(value.frame, own.parent, (name) => isLasting(this.#index, own, name));
			if (around && !this.#closures.has(value.node)) this.#closures.set(value.node, around);
			return [{ node: value.node }];
		}
		if (value.t === 'object') {
			const own = value.props.get('handleEvent') ?? this.#interpreter.methodNamed(value, 'handleEvent')[0];
			return own ? this.#functionsOf(own, depth + 1).map((one) => ({ ...one, how: 'handleEvent' })) : [];
		}
		if (value.t !== 'term' || !value.symbol) return [];
		for (const one of value.symbol.wraps ?? []) {
			const found = this.#madeBy(one, depth + 1);
			if (found.length > 0) return found.map((each) => ({ ...each, wrapped: true }));
		}
		for (const one of value.symbol.possible?.() ?? []) {
			const found = this.#functionsOf(one, depth + 1);
			if (found.length > 0) return found.slice(0, 1);
		}
		if (value.op === 'result') {
			// What unknown code made of a function is taken to call it: `bind(this, this.handle)`.
			for (const one of value.args.slice(1)) {
				const found = this.#madeBy(one, depth + 1);
				if (found.length > 0) return found.map((each) => ({ ...each, wrapped: true }));
			}
		}
		if (value.symbol.kind === 'this') {
			const [own] = this.#interpreter.methodNamed(value, 'handleEvent');
			if (own && !isClass(own.node)) return [{ node: own.node, how: 'handleEvent' }];
		}
		const name = value.symbol.name.split('.').at(-1) ?? '';
		const methods = value.symbol.kind === 'property' ? this.#interpreter.methodNamed(value, name) : [];
		return methods.length > 0 && methods[0] ? this.#functionsOf(methods[0], depth + 1).slice(0, 1) : [];
	}
}

/**
 * Whether it is `this.method.bind(this, …)`: what follows is given to the method, and is not the listener. Libraries have
 * a `bind(this, function)` of their own.
 */
function isBoundToThis(node: Node): boolean {
	const inner = unwrap(node);
	if (!isBinding(inner) || inner.arguments[0]?.type !== 'ThisExpression') return false;
	const method = unwrap(inner.callee.object);
	return method.type === 'MemberExpression' && unwrap(method.object).type === 'ThisExpression';
}

/** Whether a name settles a promise that is made for it: `const { resolve } = Promise.withResolvers()`. */
function settlesOwnPromise(node: Node, scope: Scope): boolean {
	const inner = unwrap(node);
	const only = inner.type === 'Identifier' ? scope.definition(inner.name) : undefined;
	const made = only?.pattern.type === 'ObjectPattern' && only.value ? unwrap(only.value) : undefined;
	const callee = made?.type === 'CallExpression' ? unwrap(made.callee) : undefined;
	if (!only || callee?.type !== 'MemberExpression' || !isGlobal(callee.object, 'Promise', only.scope))
		return false;
	return keyName(callee.property, callee.computed) === 'withResolvers';
}

/** The parameter that a name stands for, where it is nothing else. */
function paramAt(name: string, scope: Scope): Definition | undefined {
	const only = scope.definition(name);
	return only?.kind === 'param' && only.pattern.type === 'Identifier' ? only : undefined;
}

/** What a function was given for good, where it made another one that knows it; nothing where there is no such thing. */
function closureOf(made: Frame, scope: Scope, lasts: (name: string) => boolean): Frame | undefined {
	const vars = new Map<string, Value>();
	for (let one: Frame | undefined = made; one; one = one.parent) {
		for (const [name, value] of one.vars) {
			const lasting = !vars.has(name) && lasts(name) ? lastingOf(value) : undefined;
			if (lasting) vars.set(name, lasting);
		}
	}
	return vars.size === 0 ? undefined : { ...made, vars, parent: topFrame(scope) };
}

/** Whether a variable of a function keeps the value it is given there, and where that is a list, its elements. */
function isLasting(index: ScriptIndex, scope: Scope, name: string): boolean {
	const binding = scope.lookup(name);
	const kinds = new Set(binding?.definitions.map(({ kind }) => kind));
	const isGivenOnce = kinds.size === 1 && (kinds.has('param') || binding?.definitions.length === 1);
	if (!isGivenOnce || !(kinds.has('param') || kinds.has('init'))) return false;
	if (assignmentsTo(index, name, binding).length > 0) return false;
	const isWritten = ({ node, scope: own }: Placed<CallExpression | NewExpression>) => {
		const callee = unwrap(node.callee);
		const list = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
		return list?.type === 'Identifier' && list.name === name && own.lookup(name) === binding;
	};
	return !CHANGING.some((method) => index.callsByProperty.get(method)?.some(isWritten));
}

/** Methods that change a list. */
const CHANGING = ['push', 'unshift', 'splice', 'pop', 'shift', 'sort', 'reverse'];

function lastingOf(value: Value): Value | undefined {
	if (value.t === 'function' || value.t === 'regex') return value;
	if (value.t === 'constant') return value.value === undefined || value.value === null ? undefined : value;
	const isList = value.t === 'object' && value.kind === 'array' && !value.open;
	return isList && value.items.every((one) => one.t === 'function' || one.t === 'constant')
		? { ...value, fresh: false }
		: undefined;
}

/** The name of the method that is handed over, as it is or bound. */
function memberName(node: Node): string | undefined {
	const inner = unwrap(node);
	if (isBinding(inner)) return memberName(inner.callee.object);
	return inner.type === 'MemberExpression' ? keyName(inner.property, inner.computed) : undefined;
}
