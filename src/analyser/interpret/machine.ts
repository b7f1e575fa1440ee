import type { Node } from '../syntax/node.ts';
import type { Binding, Scope } from '../syntax/scope.ts';
import type { ScriptIndex } from '../syntax/script-index.ts';
import type { ValueFactory } from '../value/factory.ts';
import type { Frame, FunctionValue, Value } from '../value/value.ts';
import type { Run } from './run.ts';
import type { Texts } from './texts.ts';

/** What becomes of a value: thrown away, only tested, or used further. */
export type Fate = 'dropped' | 'tested' | 'used';

/** How a statement ended; undefined: normally. */
export type Completion =
	| undefined
	| { type: 'return'; value: Value }
	| { type: 'break' | 'continue'; label: string | undefined };

/** A JavaScript exception on its way up. */
export class Thrown {
	readonly value: Value;
	constructor(value: Value) {
		this.value = value;
	}
}

/** Raised in static evaluation where the answer depends on something not known. */
export class Undecided {}

/** Raised when a budget (steps, time, paths) is used up. */
export class OutOfBudget extends Error {}

/** Raised where a path goes too deep to be followed; other paths may still be. */
export class OutOfDepth extends OutOfBudget {}

/** Whether static evaluation ended in something that only leaves its value open. */
export function leavesOpen(error: unknown): boolean {
	return error instanceof Undecided || error instanceof Thrown || error instanceof OutOfBudget;
}

/** The parts of the interpreter, as each of them sees the others. */
export interface Machine {
	readonly values: ValueFactory;
	readonly texts: Texts;
	readonly index: ScriptIndex;
	run: Run;
	evaluate(node: Node, frame: Frame, fate?: Fate): Value;
	execute(node: Node, frame: Frame): Completion;
	invoke(fn: FunctionValue, thisValue: Value | undefined, args: Value[], site: Node, fate: Fate): Value;
	call(callee: Value, thisValue: Value | undefined, args: Value[], site: Node, fate: Fate): Value;
	callMethod(receiver: Value, name: string, args: Value[], site: Node, fate: Fate): Value;
	unresolved(callee: Value, receiver: Value | undefined, args: Value[], site: Node, fate: Fate): Value;
	construct(callee: Value, args: Value[], site: Node, fate: Fate): Value;
	get(object: Value, key: Value, site: Node): Value;
	set(object: Value, key: Value, value: Value, site: Node): void;
	/** Binds the names of a pattern; `declare` makes new variables in the frame, otherwise assigns. */
	bind(pattern: Node, value: Value, frame: Frame, declare: boolean): void;
	/** Decides a condition, exploring both answers where it is not known. */
	test(value: Value, site: Node): boolean;
	/** Value of a variable of the script itself. */
	resolve(binding: Binding): Value;
	/** What `this` is in a function of the script. */
	thisOf(scope: Scope | undefined): Value;
	/** The value an expression has before any message, or a symbol. */
	evaluateStatic(node: Node, scope: Scope): Value;
	/** What an act of the script gives apart from any message; undefined where it cannot be followed. */
	apart(act: () => Value): Value | undefined;
	global(name: string): Value;
	/** A known function of the script that a member of an unknown object stands for. */
	methodNamed(receiver: Value, name: string): readonly FunctionValue[];
	/** The one getter of that name that an instance of a class has. */
	getterNamed(receiver: Value, name: string): FunctionValue | undefined;
	/** The values the script gives properties of that name. */
	propertyValues(receiver: Value, name: string): readonly Value[];
	/** Where the script gives properties of that name their values. */
	propertyNodes(receiver: Value, name: string): Node[];
	/** Where properties of that name are assigned to. */
	assignmentsTo(name: string): readonly Node[];
	/** A collection that properties of that name hold, with what the script puts into it; any other value as it is. */
	collected(name: string, value: Value): Value;
	/** The one value a property has for certain, where the script shows it. */
	directProperty(receiver: Value, name: string): Value | undefined;
	/** Whether an object has a property of its own. */
	hasOwn(object: Value, key: Value, site: Node): Value;
	/** The live value of a free name, where run-time facts were given. */
	live(name: string): Value | undefined;
	text(node: Node): string;
	fullText(node: Node): string;
	scopeOf(node: Node): Scope | undefined;
}
