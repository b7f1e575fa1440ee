import { isFunction, type Node } from '../syntax/node.ts';
import type { Binding, Scope } from '../syntax/scope.ts';
import type { ScriptIndex } from '../syntax/script-index.ts';
import type { SourceText } from '../syntax/text.ts';
import { ValueFactory } from '../value/factory.ts';
import {
	EVENT,
	type Frame,
	type FunctionValue,
	OPAQUE,
	topFrame,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { RuntimeContext } from '../verdict.ts';
import { bind } from './assign.ts';
import { call, callMethod } from './call.ts';
import { construct } from './construct.ts';
import { Course } from './course.ts';
import { thisIn } from './definitions.ts';
import { OF_JQUERY } from './event-member.ts';
import type { Explorer } from './explore.ts';
import { evaluate } from './expression.ts';
import { Fills } from './fills.ts';
import { globalValue } from './globals.ts';
import { assume, type HandlerStart } from './handler-start.ts';
import { invoke } from './invoke.ts';
import type { Static } from './kept.ts';
import { LiveValues } from './live.ts';
import { type Completion, type Fate, leavesOpen, type Machine, OutOfBudget, OutOfDepth } from './machine.ts';
import { get, set } from './member.ts';
import { type Notes, noNotes } from './notes.ts';
import { hasOwn } from './object-globals.ts';
import { test } from './operators.ts';
import { attempt, isRejected, runLater } from './promises.ts';
import { Properties } from './properties.ts';
import { Resolver } from './resolve.ts';
import { Run } from './run.ts';
import { execute } from './statement.ts';
import { partOf, through } from './stream.ts';
import { Texts } from './texts.ts';
import { unresolved } from './unresolved.ts';
import { Walk } from './walk.ts';

const STATIC_STEPS = 4000;
/** Values that are worked out for the sake of each other before any message. */
const DEEPEST_STATIC = 12;
/** Expressions and statements within each other: the engine's stack must not be used up. */
const DEEPEST = 700;

export interface InterpreterOptions {
	index: ScriptIndex;
	source: SourceText;
	/** Functions that are message listeners: their first parameter is a message event. */
	listeners: Set<Node>;
	/** Counts steps; false when the budget for following paths, or for all, is used up. */
	take: (steps: number, exploring: boolean) => boolean;
	/** Live values of globals. */
	values: RuntimeContext['values'];
}

/** Executes a handler along its paths with a symbolic message event. */
export class Interpreter implements Machine {
	readonly values = new ValueFactory();
	readonly texts: Texts;
	readonly index: ScriptIndex;
	run: Run;
	readonly #options: InterpreterOptions;
	readonly #resolver: Resolver;
	readonly #properties: Properties;
	readonly #fills: Fills;
	readonly #start = { ofSender: new Course(), ofOthers: new Course() };
	readonly #live: LiveValues;
	#staticDepth = 0;
	/** How often that was too deep. */
	#cutOff = 0;
	#depth = 0;

	constructor(options: InterpreterOptions) {
		this.#options = options;
		this.index = options.index;
		this.#live = new LiveValues(this.values, options.values);
		this.run = this.#newRun([], true, noNotes(), STATIC_STEPS, undefined);
		const expression = (node: Node, scope: Scope) => this.#resolver.expression(node, scope);
		this.#fills = new Fills(options.index, this.values, expression);
		this.texts = new Texts(options.index, this.values, expression);
		const ways: Static = {
			statically: (act) => this.#statically(act),
			isCut: (act) => this.#isCut(act),
			isTop: () => this.#staticDepth === 0,
		};
		this.#resolver = new Resolver(this, options.index, options.listeners, this.#live, this.#fills, ways);
		const result = (getter: FunctionValue, receiver: Value) => this.#resolver.result(getter, receiver);
		this.#properties = new Properties(options.index, expression, this.#fills, result, this.#live, ways);
	}

	/** The paths of a handler that gets a message from anyone. */
	walk(start: HandlerStart): Walk {
		const { handler, scope, thisValue, bound = [], closure, operators, given, jQueryEvent } = start;
		const frame = closure ?? topFrame(scope);
		const event = this.values.term('event', jQueryEvent ? [OF_JQUERY] : [], EVENT);
		const act = (): Value => {
			if (start.when) assume(this, start.when);
			const message = operators ? through(this, operators, event) : event;
			if (!message || start.unheard) return UNDEFINED;
			const parts = (given ?? [[]]).map((path) => partOf(this, message, path, handler));
			const args = [...bound, ...parts];
			if (isFunction(handler)) {
				const fn: FunctionValue = { t: 'function', node: handler, frame, thisValue };
				return this.invoke(fn, thisValue, args, handler, 'dropped');
			}
			const subscriber = this.values.symbol({ name: 'subscriber', kind: 'variable', node: handler }, OPAQUE);
			return this.unresolved(subscriber, undefined, args, handler, 'dropped');
		};
		return new Walk({
			begin: (prefix, notes, explorer, mostSteps, isKnown) =>
				this.#newRun(prefix, false, notes, mostSteps, explorer, isKnown, start.sketchy),
			follow: (run) => {
				this.run = run;
				const outcome = attempt(this, act);
				runLater(this);
				if (!isRejected(outcome)) run.notes.completed = true;
			},
			usedIn: (during) => this.#live.usedIn(during),
			textOf: (path) => this.#live.textOf(path),
		});
	}

	#newRun(
		prefix: readonly boolean[],
		isStatic: boolean,
		notes: Notes,
		limit: number,
		explorer: Explorer | undefined,
		isKnown: Run['isKnown'] = () => false,
		sketchy = false,
	): Run {
		return new Run({
			prefix,
			static: isStatic,
			sketchy,
			notes,
			limit,
			tick: (steps) => {
				if (this.#options.take(steps, !isStatic)) return;
				notes.outOfTime = true;
				throw new OutOfBudget('time is up');
			},
			start: this.#start,
			offer: (taken, turn) => explorer?.offer(taken, turn) ?? false,
			isKnown,
		});
	}

	#statically(act: () => Value): Value {
		const outer = this.run;
		if (this.#staticDepth > DEEPEST_STATIC) {
			this.#cutOff++;
			return this.values.symbol({ name: 'value', kind: 'variable' }, OPAQUE);
		}
		this.#staticDepth++;
		this.run = this.#newRun([], true, noNotes(), STATIC_STEPS, undefined);
		try {
			return this.values.aging(act);
		} finally {
			this.run = outer;
			this.#staticDepth--;
		}
	}

	/** Whether an act, not begun at the top itself, came to where nothing is worked out any more. */
	#isCut(act: () => void): boolean {
		const before = this.#cutOff;
		act();
		return this.#cutOff > before && this.#staticDepth > 0;
	}

	evaluate(node: Node, frame: Frame, fate: Fate = 'used'): Value {
		this.#enter();
		try {
			return evaluate(this, node, frame, fate);
		} finally {
			this.#depth--;
		}
	}
	execute(node: Node, frame: Frame): Completion {
		this.#enter();
		try {
			return execute(this, node, frame);
		} finally {
			this.#depth--;
		}
	}
	#enter(): void {
		if (++this.#depth <= DEEPEST) return;
		this.#depth--;
		throw new OutOfDepth('too deep');
	}
	invoke(fn: FunctionValue, thisValue: Value | undefined, args: Value[], site: Node, fate: Fate): Value {
		return invoke(this, fn, thisValue, args, site, fate);
	}
	call(callee: Value, thisValue: Value | undefined, args: Value[], site: Node, fate: Fate): Value {
		return call(this, callee, thisValue, args, site, fate);
	}
	callMethod(receiver: Value, name: string, args: Value[], site: Node, fate: Fate): Value {
		return callMethod(this, receiver, name, args, site, fate);
	}
	unresolved(callee: Value, receiver: Value | undefined, args: Value[], site: Node, fate: Fate): Value {
		return unresolved(this, callee, receiver, args, site, fate);
	}
	construct(callee: Value, args: Value[], site: Node, fate: Fate): Value {
		return construct(this, callee, args, site, fate);
	}
	get(object: Value, key: Value, site: Node): Value {
		return get(this, object, key, site);
	}
	set(object: Value, key: Value, value: Value, site: Node): void {
		set(this, object, key, value, site);
	}
	bind(pattern: Node, value: Value, frame: Frame, declares: boolean): void {
		bind(this, pattern, value, frame, declares);
	}
	test(value: Value, site: Node): boolean {
		return test(this, value, site);
	}
	resolve(binding: Binding): Value {
		// Variables of functions may have the name of a global: they are not it.
		const live = binding.scope.parent ? undefined : this.live(binding.name);
		return live ?? this.#resolver.binding(binding);
	}
	thisOf(scope: Scope | undefined): Value {
		return thisIn(this.values, this.#options.index, scope);
	}
	evaluateStatic(node: Node, scope: Scope): Value {
		return this.#resolver.expression(node, scope);
	}
	apart(act: () => Value): Value | undefined {
		try {
			return this.#statically(act);
		} catch (error) {
			if (!leavesOpen(error)) throw error;
			return undefined;
		}
	}
	global(name: string): Value {
		return globalValue(this, name);
	}
	methodNamed(receiver: Value, name: string): readonly FunctionValue[] {
		return this.#properties.methods(receiver, name);
	}
	getterNamed(receiver: Value, name: string): FunctionValue | undefined {
		return this.#properties.getter(receiver, name);
	}
	propertyValues(receiver: Value, name: string): readonly Value[] {
		return this.#properties.properties(receiver, name);
	}
	propertyNodes(receiver: Value, name: string): Node[] {
		return this.#properties.propertyNodes(receiver, name);
	}
	assignmentsTo(name: string): readonly Node[] {
		return this.#properties.assignmentsTo(name);
	}
	collected(name: string, value: Value): Value {
		return this.#fills.ofProperty(name, value);
	}
	directProperty(receiver: Value, name: string): Value | undefined {
		return this.#properties.direct(receiver, name);
	}
	text(node: Node): string {
		return this.#options.source.slice(node);
	}
	fullText(node: Node): string {
		return this.#options.source.text.slice(node.start, Math.min(node.end, node.start + 20_000));
	}
	scopeOf(node: Node): Scope | undefined {
		return this.#options.index.scopes.get(node);
	}
	hasOwn(object: Value, key: Value, site: Node): Value {
		return hasOwn(this, object, key, site);
	}
	live(name: string): Value | undefined {
		return this.#live.at(name);
	}
}
