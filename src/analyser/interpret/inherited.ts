import { makersAbove, makersOfInstances } from '../syntax/inheritance.ts';
import { isWithin } from '../syntax/node.ts';
import { type Maker, makerOfProperty } from '../syntax/prototypes.ts';
import type { PropertyValue, ScriptIndex } from '../syntax/script-index.ts';
import type { Value } from '../value/value.ts';
import { bindsItself, ownerOf } from './property-sources.ts';

type ByMaker = Map<Maker, PropertyValue[]>;

/** Which of the properties of a name that a script sets the instances of a class or constructor function have. */
export class Inherited {
	readonly #index: ScriptIndex;
	/** By all of a name, then by who has them. */
	readonly #nearestOf = new Map<PropertyValue[], ByMaker>();
	readonly #methodsOf = new Map<PropertyValue[], ByMaker>();
	readonly #fieldsOf = new Map<PropertyValue[], ByMaker>();

	constructor(index: ScriptIndex) {
		this.#index = index;
	}

	/** Whether a property is one of what has its other methods from `owner`. */
	isBelow(one: PropertyValue, owner: Maker): boolean {
		const maker = makerOfProperty(this.#index, one);
		return maker !== undefined && maker !== owner && makersAbove(this.#index, maker).includes(owner);
	}

	/**
	 * The methods that a receiver may have: `this` in a class is an instance of it, or of one that extends it, which may
	 * bring others. All where it has none.
	 */
	methods(receiver: Value, all: PropertyValue[], name: string): PropertyValue[] {
		return this.#ofReceiver(receiver, all, name, this.#methodsOf, []);
	}

	/** The fields likewise: the constructor of the class itself has run before that of one that extends it. */
	fields(receiver: Value, all: PropertyValue[], name: string): PropertyValue[] {
		const owner = ownerOf(receiver);
		return this.#ofReceiver(receiver, all, name, this.#fieldsOf, owner ? [owner] : []);
	}

	#ofReceiver(
		receiver: Value,
		all: PropertyValue[],
		name: string,
		known: Map<PropertyValue[], ByMaker>,
		always: readonly Maker[],
	): PropertyValue[] {
		const owner = ownerOf(receiver);
		if (!owner || all.length === 0) return all;
		const isThis = receiver.t === 'term' && receiver.symbol?.kind === 'this';
		if (!isThis || all.length === 1) return this.#nearest(owner, all, name);
		const before = known.get(all)?.get(owner);
		if (before) return before;
		const makers = new Set([...always, ...makersOfInstances(this.#index, owner)]);
		const nearest = [...makers].map((one) => this.#nearest(one, all, name)).filter((one) => one !== all);
		const [only = all, ...more] = nearest;
		const found = more.length > 0 ? [...new Set(nearest.flat())] : only;
		keep(known, all, owner, found);
		return found;
	}

	/** Those that it has itself or else inherits; all where it has none. */
	#nearest(owner: Maker, all: PropertyValue[], name: string): PropertyValue[] {
		const known = this.#nearestOf.get(all)?.get(owner);
		if (known) return known;
		const found = this.#findNearest(owner, all, name);
		keep(this.#nearestOf, all, owner, found);
		return found;
	}

	#findNearest(owner: Maker, all: PropertyValue[], name: string): PropertyValue[] {
		const own = all.filter((one) => this.#isOf(one, owner));
		const isSelfBound = own.length > 0 && own.every((one) => bindsItself(one, name));
		if ((own.length > 0 && !isSelfBound) || all.length === 1) return own.length > 0 ? own : all;
		for (const maker of makersAbove(this.#index, owner)) {
			const inherited = all.filter((one) => this.#isOf(one, maker));
			if (inherited.length > 0) return inherited;
		}
		return own.length > 0 ? own : all;
	}

	#isOf(one: PropertyValue, owner: Maker): boolean {
		if (makerOfProperty(this.#index, one) === owner) return true;
		return one.object?.type === 'ThisExpression' && isWithin(one.node, owner);
	}
}

function keep(
	table: Map<PropertyValue[], ByMaker>,
	all: PropertyValue[],
	maker: Maker,
	found: PropertyValue[],
): void {
	const byMaker = table.get(all) ?? new Map<Maker, PropertyValue[]>();
	byMaker.set(maker, found);
	table.set(all, byMaker);
}
