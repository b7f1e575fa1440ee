import { type ClassNode, type FunctionNode, isClass, isFunction, type Node, unwrap } from './node.ts';

/** Where a binding gets a value: the expression, and how to take the value out of it. */
export interface Definition {
	kind: 'init' | 'function' | 'class' | 'param' | 'import' | 'catch' | 'loop' | 'assign' | 'none';
	/** The pattern that holds the name; the name itself when nothing is destructured. */
	pattern: Node;
	value?: Node | undefined;
	scope: Scope;
	/** For a parameter: its function and position. */
	owner?: FunctionNode;
	index?: number;
}

/** A declared name. */
export interface Binding {
	name: string;
	scope: Scope;
	definitions: Definition[];
}

const NO_BINDINGS: ReadonlyMap<string, Binding> = new Map();

/** A lexical scope: the script, a function, a block or a catch clause. */
export class Scope {
	readonly node: Node;
	readonly parent: Scope | undefined;
	/** The nearest function (or script) scope, where `var` goes. */
	readonly variableScope: Scope;
	#bindings: Map<string, Binding> | undefined;
	/** The class whose member this function is. */
	ownerClass: ClassNode | undefined;
	/** The name this function is known by, as a variable and as a property. */
	variableName: string | undefined;
	propertyName: string | undefined;
	/** It is the setter of that property. */
	isSetter = false;
	/** The function runs on the `this` around it: it is called with it, or handed over together with it. */
	sharesThis = false;
	/** Arguments when the function is called where it stands. */
	immediate: readonly Node[] | undefined;
	/** It is given the arguments of the function around it, of which a compiler made it. */
	hasArgumentsOfOuter = false;
	/** Names of what it is given by dependency injection, as listed before it: `['$window', function (w) { … }]`. */
	injected: readonly string[] | undefined;

	constructor(node: Node, parent: Scope | undefined, isVariableScope: boolean) {
		this.node = node;
		this.parent = parent;
		this.variableScope = isVariableScope || !parent ? this : parent.variableScope;
	}

	/** The names declared here; most blocks have none. */
	get bindings(): ReadonlyMap<string, Binding> {
		return this.#bindings ?? NO_BINDINGS;
	}

	/** Adds a definition of a name, declaring it when new. */
	declare(name: string, definition: Definition): void {
		this.#bindings ??= new Map();
		const known = this.#bindings.get(name);
		if (known) known.definitions.push(definition);
		else this.#bindings.set(name, { name, scope: this, definitions: [definition] });
	}

	/** The binding a name means here; undefined for a global. */
	lookup(name: string): Binding | undefined {
		for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
			const found = scope.#bindings?.get(name);
			if (found) return found;
		}
		return undefined;
	}

	/** The one definition of a name here; undefined where there is none, or more than one. */
	definition(name: string): Definition | undefined {
		const definitions = this.lookup(name)?.definitions;
		return definitions?.length === 1 ? definitions[0] : undefined;
	}

	/** The function whose `this` holds here: the nearest that has its own, or the class for its fields; undefined at the top. */
	thisScope(): Scope | undefined {
		for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
			const { node, sharesThis } = scope;
			const hasOwn = isFunction(node) && node.type !== 'ArrowFunctionExpression' && !sharesThis;
			if (isClass(node) || hasOwn) return scope;
		}
		return undefined;
	}
}

/** Whether an expression is a global of that name, which the script has not declared itself. */
export function isGlobal(node: Node, name: string, scope: Scope): boolean {
	const inner = unwrap(node);
	return inner.type === 'Identifier' && inner.name === name && !scope.lookup(name);
}
