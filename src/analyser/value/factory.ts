import {
	DATA,
	depsOf,
	type FunctionValue,
	type ObjectValue,
	type Primitive,
	type Symbolic,
	type Term,
	type Value,
} from './value.ts';

/** Makes terms and objects; equal terms made by one factory have equal keys. */
export class ValueFactory {
	/** Every term made from message data, the first of each kind. */
	readonly ofData: Term[] = [];
	readonly #keys = new Map<string, string>();
	readonly #functionIds = new Map<object, number>();
	#ids = 0;

	/** A term of the operation and operands; `deps` adds to what the operands depend on. */
	term(op: string, args: readonly Value[], deps = 0, symbol?: Symbolic): Term {
		let all = deps;
		for (const one of args) all |= depsOf(one);
		const long = `${op}(${args.map((one) => this.key(one)).join(',')})${symbol ? symbol.name : ''}`;
		const known = this.#keys.get(long);
		const key = known ?? `#${this.#keys.size}`;
		const term: Term = symbol
			? { t: 'term', op, args, deps: all, key, symbol }
			: { t: 'term', op, args, deps: all, key };
		if (known === undefined) {
			this.#keys.set(long, key);
			if (all & DATA) this.ofData.push(term);
		}
		return term;
	}

	/** A named unknown. */
	symbol(symbol: Symbolic, deps: number): Term {
		return this.term('symbol', [], deps, symbol);
	}

	/** A function that the interpreter itself provides. */
	native(name: string, act: (args: Value[]) => Value): Term {
		return this.term('symbol', [], 0, { name: `${name}@${++this.#ids}`, kind: 'result', native: act });
	}

	/** A new object; `fresh` when the running handler makes it. */
	object(kind: ObjectValue['kind'], fresh: boolean, items: Value[] = []): ObjectValue {
		return {
			t: 'object',
			id: ++this.#ids,
			kind,
			props: new Map(),
			items,
			entries: [],
			open: false,
			fresh,
			deps: 0,
		};
	}

	/** Equal for values that are the same for certain. */
	key(value: Value): string {
		switch (value.t) {
			case 'constant':
				return primitiveKey(value.value);
			case 'regex':
				return `/${value.source}/${value.flags}`;
			case 'object':
				return `@${value.id}`;
			case 'function':
				return `f${this.#functionId(value)}`;
			case 'term':
				return value.key;
		}
	}

	#functionId(value: FunctionValue): number {
		const known = this.#functionIds.get(value.node);
		if (known !== undefined) return known;
		const id = this.#functionIds.size;
		this.#functionIds.set(value.node, id);
		return id;
	}
}

function primitiveKey(value: Primitive): string {
	return `${typeof value}:${String(value)}`;
}
