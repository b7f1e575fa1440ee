import { isFunction, isWithin, keyName, type Node, unwrap } from '../syntax/node.ts';
import { isSelf } from '../syntax/prototypes.ts';
import type { Scope } from '../syntax/scope.ts';
import type { PropertyValue, ScriptIndex } from '../syntax/script-index.ts';
import {
	DATA,
	depsOf,
	EVENT,
	type FunctionValue,
	ORIGIN,
	SOURCE,
	topFrame,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import { type ByExport, isOtherModule, ModuleExports, splitByExport } from './exports.ts';
import type { Fills } from './fills.ts';
import { Inherited } from './inherited.ts';
import { KeptValues, type Static } from './kept.ts';
import type { LiveValues } from './live.ts';
import { Pairs } from './pairs.ts';
import {
	isMadeElsewhere,
	keptValues,
	ofVariable,
	onlyReturned,
	ownerOf,
	sentFields,
} from './property-sources.ts';
import { isAnswering, isOpenField, isPlaceholder } from './stand-ins.ts';

/** More values than this for one name say nothing. */
const MOST_VALUES = 8;
const NONE: PropertyValue[] = [];

/** Finds out what the script gives its objects' properties, by their names and classes. */
export class Properties {
	readonly #index: ScriptIndex;
	readonly #expression: (node: Node, scope: Scope) => Value;
	readonly #fills: Fills;
	readonly #result: (getter: FunctionValue, receiver: Value) => Value;
	readonly #inherited: Inherited;
	/** By where a property gets them; those of getters hang on whose they are. */
	readonly #values: KeptValues<PropertyValue[], Value[]>;
	readonly #functions: KeptValues<PropertyValue[], FunctionValue[]>;
	readonly #only: KeptValues<PropertyValue, { value: Value | undefined }>;
	/** By getter and what it is run on. */
	readonly #results: KeptValues<object>;
	readonly #runs = new Pairs<PropertyValue>();
	readonly #assignments = new Map<PropertyValue[], Node[]>();
	readonly #byExport = new Map<PropertyValue[], ByExport>();
	readonly #kept = new Map<string, PropertyValue[]>();
	readonly #exports: ModuleExports;
	#sent: ReadonlySet<Node> | undefined;

	constructor(
		index: ScriptIndex,
		expression: (node: Node, scope: Scope) => Value,
		fills: Fills,
		result: (getter: FunctionValue, receiver: Value) => Value,
		live: LiveValues,
		ways: Static,
	) {
		this.#fills = fills;
		this.#result = result;
		this.#index = index;
		this.#inherited = new Inherited(index);
		this.#exports = new ModuleExports(index);
		this.#expression = expression;
		this.#values = new KeptValues(live, ways);
		this.#functions = new KeptValues(live, ways);
		this.#only = new KeptValues(live, ways);
		this.#results = new KeptValues(live, ways);
	}

	/** The values the script gives properties of that name, those of the receiver's class first. */
	properties(receiver: Value, name: string): readonly Value[] {
		const all = this.#entries(receiver, name);
		const first = all.slice(0, MOST_VALUES);
		const values = () =>
			first
				.flatMap((entry) => {
					if (entry.getter) return [this.#got(entry, receiver)];
					const exported = this.#exported(entry.node);
					return [...(exported ? [exported] : []), this.#unwrapGetter(entry.node, entry.scope)];
				})
				.map((one) => this.#fills.ofProperty(name, one));
		return first.some(isGetter) ? values() : (this.#values.get(all) ?? this.#values.keep(all, values));
	}

	/** The one getter of that name that a receiver has. */
	getter(receiver: Value, name: string): FunctionValue | undefined {
		const [only, ...more] = this.#entries(receiver, name);
		if (!only?.getter || more.length > 0) return undefined;
		const getter = this.#expression(only.node, only.scope);
		return getter.t === 'function' ? getter : undefined;
	}

	/** Where the script gives properties of that name their values. */
	propertyNodes(receiver: Value, name: string): Node[] {
		return this.#entries(receiver, name)
			.slice(0, MOST_VALUES)
			.map((one) => one.node);
	}

	/** Where properties of that name are assigned to. */
	assignmentsTo(name: string): readonly Node[] {
		const all = this.#named(name);
		const known = this.#assignments.get(all);
		if (known) return known;
		const places = all.length > 40 ? [] : all.filter((one) => one.object).map((one) => one.node);
		this.#assignments.set(all, places);
		return places;
	}

	#named(name: string): PropertyValue[] {
		const known = this.#kept.get(name);
		if (known) return known;
		this.#sent ??= sentFields(this.#index);
		const kept = keptValues(this.#index, name, this.#sent);
		this.#kept.set(name, kept);
		return kept;
	}

	/** Those that a receiver may have: what a script exports that is one module, no other module has. */
	#namedOf(receiver: Value, name: string): PropertyValue[] {
		if (name === 'default' && isOtherModule(receiver)) return NONE;
		const all = this.#exports.of(receiver, name) ?? this.#named(name);
		const known = this.#byExport.get(all) ?? splitByExport(all);
		this.#byExport.set(all, known);
		const { exported, others } = known;
		if (exported.length === 0) return all;
		return receiver.t === 'term' && receiver.symbol?.name === 'exports' ? exported : others;
	}

	#entries(receiver: Value, name: string): PropertyValue[] {
		const all = this.#namedOf(receiver, name);
		const own = this.#inherited.fields(receiver, all, name);
		if (own !== all && !own.some((one) => this.#isPassedOn(one, name)))
			return this.#alsoFromOutside(receiver, own, all);
		return all.length > 40 ? NONE : all;
	}

	/** What a class gives its instances, and what is given to those that the script names: `made.origin = …`. */
	#alsoFromOutside(receiver: Value, own: PropertyValue[], all: PropertyValue[]): PropertyValue[] {
		const owner = ownerOf(receiver);
		if (!owner || all.length > 40) return own;
		const outside = all.filter(({ object, scope }) => {
			if (object?.type !== 'Identifier' || isSelf(object, scope)) return false;
			const value = this.#expression(object, scope);
			return value.t === 'object' && value.of === owner;
		});
		return outside.length > 0 ? [...new Set([...own, ...outside])] : own;
	}

	/** Whether a property is given what another object has under the same name: whoever gave it to that says what it is. */
	#isPassedOn({ node, scope }: PropertyValue, name: string): boolean {
		const value = unwrap(node);
		if (value.type !== 'MemberExpression' || keyName(value.property, value.computed) !== name) return false;
		return !isMadeElsewhere(this.#expression(value.object, scope));
	}

	/** The one value of a property of a known class, set once and never again. */
	direct(receiver: Value, name: string): Value | undefined {
		const owner = ownerOf(receiver);
		if (!owner) return this.#export(name);
		const entries = this.#entries(receiver, name);
		const [only] = entries;
		if (entries.length !== 1 || !only || !isWithin(only.node, owner)) return undefined;
		if (only.getter) return this.#got(only, receiver);
		if (isFunction(only.node)) return undefined;
		const one = this.#only.get(only) ?? this.#only.keep(only, () => ({ value: this.#setOnce(only, name) }));
		return one.value;
	}

	#setOnce(only: PropertyValue, name: string): Value | undefined {
		const elsewhere = this.#named(name).some((one) => one.object && one.object.type !== 'ThisExpression');
		if (elsewhere) return undefined;
		const value = this.#fills.ofProperty(name, this.#expression(only.node, only.scope));
		if (value.t === 'object' && value.kind === 'object' && value.props.size === 0) return undefined;
		// What it is given by a message it does not have before.
		if (depsOf(value) & (ORIGIN | SOURCE | DATA | EVENT)) return undefined;
		return isOpenField(this.#index, only, name, value) ? undefined : value;
	}

	/** The functions of the script that a call of that method may mean. */
	methods(receiver: Value, name: string): readonly FunctionValue[] {
		const all = this.#namedOf(receiver, name);
		const owner = ownerOf(receiver);
		const own = owner ? [] : ofVariable(receiver, all);
		const entries = own.length > 0 ? own : this.#inherited.methods(receiver, all, name);
		if (entries.length > 12) return [];
		const functions = () => this.#functionsAmong(entries, receiver);
		const found =
			own.length > 0 || entries.some(isGetter)
				? functions()
				: (this.#functions.get(entries) ?? this.#functions.keep(entries, functions));
		if (!owner || !found.every(isPlaceholder)) return found;
		// What stands in for a method is there for the classes below, which bring their own.
		const below = all.filter((one) => this.#inherited.isBelow(one, owner)).slice(0, MOST_VALUES);
		const brought = this.#functionsAmong(below, receiver).filter((fn) =>
			found.every((one) => one.node !== fn.node),
		);
		return brought.length > 0 ? [...brought, ...found.filter(isAnswering)] : found;
	}

	#functionsAmong(entries: readonly PropertyValue[], receiver: Value): FunctionValue[] {
		const found: FunctionValue[] = [];
		for (const one of entries) {
			const value = one.getter ? this.#got(one, receiver) : this.#unwrapGetter(one.node, one.scope);
			const fn = value.t === 'function' ? value : undefined;
			if (fn && !found.some((each) => each.node === fn.node)) found.push(fn);
		}
		return found;
	}

	/** What a getter gives. */
	#got(entry: PropertyValue, receiver: Value): Value {
		const getter = this.#functionAt(unwrap(entry.node), entry.scope);
		if (getter.t !== 'function') return UNDEFINED;
		const result = () => this.#result(getter, receiver);
		// What an object holds may change.
		if (receiver.t !== 'term') return result();
		const run = this.#runs.of(entry, `${receiver.key} ${receiver.symbol?.owner?.start}`);
		return this.#results.get(run) ?? this.#results.keep(run, result);
	}

	/** What a module's export table gives: `name: () => name` and `get: function () { return name }` stand for `name`. */
	#unwrapGetter(node: Node, scope: Scope): Value {
		const inner = unwrap(node);
		if (!isFunction(inner)) return this.#expression(node, scope);
		const exported = this.#exported(inner);
		return exported?.t === 'function' ? exported : this.#functionAt(inner, scope);
	}

	/** The one value that a module exports under a name. */
	#export(name: string): Value | undefined {
		const all = this.#named(name);
		const [only] = all;
		const value = only && all.length === 1 && !only.object ? this.#exported(only.node) : undefined;
		return value?.t === 'object' || value?.t === 'regex' || value?.t === 'constant' ? value : undefined;
	}

	/** What `() => name` and `function () { return name }` give. */
	#exported(node: Node): Value | undefined {
		const inner = unwrap(node);
		if (!isFunction(inner) || inner.params.length > 0 || inner.async || inner.generator) return undefined;
		const returned = onlyReturned(inner);
		const own = this.#index.scopes.get(inner);
		return returned?.type === 'Identifier' && own ? this.#expression(returned, own) : undefined;
	}

	#functionAt(node: Node, scope: Scope): Value {
		const frame = topFrame(scope);
		return isFunction(node) ? { t: 'function', node, frame } : UNDEFINED;
	}
}

const isGetter = ({ getter }: PropertyValue): boolean => getter === true;
