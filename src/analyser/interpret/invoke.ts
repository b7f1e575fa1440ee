import { type FunctionNode, isClass, isFunction, keyName, type Node } from '../syntax/node.ts';
import type { Definition, Scope } from '../syntax/scope.ts';
import {
	DATA,
	depsOf,
	EVENT,
	type Frame,
	type FunctionValue,
	OF_MESSAGE,
	OPAQUE,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { giveErrorText } from './errors.ts';
import type { Fate, Machine } from './machine.ts';
import { attempt } from './promises.ts';
import { block } from './statement.ts';

const DEEPEST = 16;

/** Runs a function of the script; past a depth, or in recursion, its result is unknown. */
export function invoke(
	m: Machine,
	fn: FunctionValue,
	thisValue: Value | undefined,
	args: Value[],
	site: Node,
	fate: Fate,
): Value {
	const { node } = fn;
	if (isClass(node)) return m.construct(fn, args, site, fate);
	const all = fn.bound ? [...fn.bound, ...args] : args;
	const rounds = repeats(m.run.active, node);
	if (m.run.active.length >= DEEPEST || rounds > 1) {
		m.run.notes.unfollowed = true;
		// Not followed any further: counts as a use only if data goes in.
		const deps = all.reduce((sum, one) => sum | depsOf(one), 0);
		// What a function does with parts of what it was given it has been seen doing with the whole.
		const isDescent = rounds > 0 && !(deps & EVENT) && all.every(isPart) && !isHandedOn(m, node, all);
		if (deps & (DATA | EVENT) && !isDescent) return m.unresolved(nameless(m, fn), undefined, all, site, fate);
		const symbol = { name: `${m.text(node).slice(0, 30)}`, kind: 'result' as const, node: site };
		const operands = isDescent ? [nameless(m, fn), ...all.filter((one) => one.t !== 'function')] : [];
		return m.values.term('result', operands, deps | OPAQUE, symbol);
	}
	if (m.run.sketchy && isAside(m, fn, thisValue, all) && !givesChosen(m, node, fate)) {
		if (fate === 'dropped') m.run.use('call', site, {});
		return m.values.term('result', [], OPAQUE, {
			name: `${m.text(site).slice(0, 60)}`,
			kind: 'result',
			node: site,
		});
	}
	const frame: Frame = {
		scope: undefined,
		vars: new Map(),
		parent: fn.frame,
		thisValue:
			node.type === 'ArrowFunctionExpression'
				? fn.thisValue
				: (fn.thisValue ?? thisValue ?? unknownThis(m, node)),
		args: node.type === 'ArrowFunctionExpression' ? undefined : all,
		old: m.run.static ? m.scopeOf(node) : undefined,
	};
	m.run.invoked.add(node);
	m.run.active.push(node);
	m.run.given.push(all);
	m.run.fates.push(node.generator ? 'used' : fate);
	try {
		const body = () => run(m, fn, frame, all, fate);
		if (node.generator) return generated(m, body);
		return node.async ? attempt(m, body) : body();
	} finally {
		m.run.active.pop();
		m.run.given.pop();
		m.run.fates.pop();
	}
}

/** Whether what a function gives itself is no count of its rounds, on which it may do something else. */
function isPart(value: Value): boolean {
	return value.t !== 'constant' || typeof value.value !== 'number';
}

/** Whether it is given the very data that it was given before: then it is another object's function of that name. */
function isHandedOn(m: Machine, node: Node, args: readonly Value[]): boolean {
	const before = new Set(m.run.given[m.run.active.lastIndexOf(node)]?.map((one) => m.values.key(one)));
	return args.every((one) => !(depsOf(one) & DATA) || before.has(m.values.key(one)));
}

/** Whether a function gets to see nothing of the message, neither by what it is given nor by what is around it. */
function isAside(
	m: Machine,
	{ node, frame, thisValue: own }: FunctionValue,
	thisValue: Value | undefined,
	args: readonly Value[],
): boolean {
	if (m.run.active.length === 0 || frame.scope === undefined || !isFunction(node)) return false;
	const seen = [own ?? thisValue ?? UNDEFINED, ...args];
	return seen.every((one) => one.t !== 'function' && !(depsOf(one) & OF_MESSAGE)) && !m.run.keepsMessage;
}

/** What others than the page's own side can choose: parts of its address, and of who opened or framed it. */
const ASKS_SENDER = /\b(?:URLSearchParams|referrer|ancestorOrigins|location\s*\.\s*(?:search|hash|href))\b/;

/** Whether what a function gives, and is asked for, may be what others choose: then it is no mere setting. */
function givesChosen(m: Machine, node: FunctionNode, fate: Fate): boolean {
	return fate !== 'dropped' && ASKS_SENDER.test(m.text(node));
}

function repeats(active: readonly Node[], node: Node): number {
	let count = 0;
	for (const one of active) if (one === node) count++;
	return count;
}

function unknownThis(m: Machine, node: Node): Value {
	return m.values.symbol({ name: `this@${node.start}`, kind: 'this', node }, 32);
}

function nameless(m: Machine, fn: FunctionValue): Value {
	return m.values.symbol({ name: m.text(fn.node).slice(0, 40), kind: 'result', node: fn.node }, 32);
}

/** Runs a generator to its end. */
function generated(m: Machine, body: () => Value): Value {
	const yields: Value[] = [];
	m.run.yields.push(yields);
	try {
		const iterator = m.values.object('iterator', true, [body()]);
		iterator.yields = yields;
		return iterator;
	} finally {
		m.run.yields.pop();
	}
}

function run(m: Machine, fn: FunctionValue, frame: Frame, args: Value[], fate: Fate): Value {
	const { node } = fn;
	if (!isFunction(node)) return UNDEFINED;
	const scope = m.scopeOf(node);
	if (node.type === 'FunctionExpression' && node.id) frame.vars.set(node.id.name, fn);
	if (scope) for (const name of hoistedIn(scope)) if (!frame.vars.has(name)) frame.vars.set(name, UNDEFINED);
	node.params.forEach((param, index) => {
		if (param.type === 'RestElement')
			m.bind(param.argument, m.values.object('array', true, args.slice(index)), frame, true);
		else m.bind(param, args[index] ?? UNDEFINED, frame, true);
	});
	if (node.body.type !== 'BlockStatement') return m.evaluate(node.body, frame, fate);
	const done = block(m, node.body.body, frame);
	return done?.type === 'return' ? done.value : UNDEFINED;
}

const hoisted = new WeakMap<Scope, readonly string[]>();

/** The variables of a function, which are there, with no value, before it comes to where they get one. */
function hoistedIn(scope: Scope): readonly string[] {
	const known = hoisted.get(scope);
	if (known) return known;
	const isVariable = ({ kind }: Definition) => kind === 'init' || kind === 'none' || kind === 'loop';
	const names = [...scope.bindings].flatMap(([name, { definitions }]) =>
		definitions.some(isVariable) ? [name] : [],
	);
	hoisted.set(scope, names);
	return names;
}

/** Makes an instance of a class or constructor function of the script. */
export function instantiate(m: Machine, fn: FunctionValue, args: Value[], site: Node, fate: Fate): Value {
	const { node } = fn;
	const object = m.values.object('instance', true);
	object.of = node;
	object.open = true;
	for (const one of args) object.deps |= depsOf(one);
	if (!isClass(node)) {
		const made = m.invoke(fn, object, args, site, 'used');
		return made.t === 'object' || made.t === 'regex' || made.t === 'function' ? made : object;
	}
	const own: Frame = {
		scope: undefined,
		vars: new Map(),
		parent: fn.frame,
		thisValue: object,
		args: undefined,
	};
	for (const member of node.body.body) {
		if (member.type === 'PropertyDefinition' && member.value && !member.static) {
			const name = keyName(member.key, member.computed);
			if (name !== undefined) object.props.set(name, m.evaluate(member.value, own));
		}
	}
	const maker = node.body.body.find((one) => one.type === 'MethodDefinition' && one.kind === 'constructor');
	if (maker?.type === 'MethodDefinition') {
		m.invoke(
			{ t: 'function', node: maker.value, frame: fn.frame, thisValue: object },
			object,
			args,
			site,
			fate,
		);
	} else giveErrorText(m, object, args);
	return object;
}
