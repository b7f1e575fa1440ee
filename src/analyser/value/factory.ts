import {
	DATA,
	depsOf,
	type FunctionValue,
	type Native,
	type ObjectValue,
	OPAQUE,
	type Primitive,
	type Symbolic,
	type Term,
	type Value,
} from './value.ts';

/** Terms beyond this are not looked into. */
const LARGEST = 1500;
const DEEPEST = 150;
const LONG_TEXT = 200;
const NO_OPERANDS: readonly Value[] = [];

/** Makes terms and objects; equal terms made by one factory have equal keys. */
export class ValueFactory {
	/** Every term made from message data, the first of each kind. */
	readonly ofData: Term[] = [];
	/** The first term of each operation on the same operands. */
	readonly #terms = new Map<string, Term>();
	/** The keys of named unknowns. */
	readonly #symbols = new Map<string, string>();
	readonly #functionIds = new Map<object, number>();
	readonly #longTexts = new Map<string, number>();
	/** What was made new by code that is run before any message. */
	#young: ObjectValue[] | undefined;
	#ids = 0;

	/** A term of the operation and operands; `deps` adds to what the operands depend on. */
	term(op: string, args: readonly Value[], deps = 0, symbol?: Symbolic): Term {
		let all = deps;
		let size = 1;
		let depth = 1;
		let long = op;
		for (const one of args) {
			long += `,${this.key(one)}`;
			if (one.t === 'term') {
				all |= one.deps;
				size += one.size;
				if (one.depth >= depth) depth = one.depth + 1;
			} else if (one.t === 'object') {
				all |= depsOf(one);
				size += sizeOf(one, 0);
				depth = Math.max(depth, depthOf(one) + 1);
			} else if (one.t === 'function') all |= depsOf(one);
		}
		if (size > LARGEST || depth > DEEPEST) return this.#tooLarge(op, args, all);
		if (symbol) long += `(${symbol.name}`;
		const known = this.#terms.get(long);
		if (known && !symbol && known.deps === all && args.every((one, index) => isSame(one, known.args[index])))
			return known;
		const key = known?.key ?? this.#newKey();
		const term: Term = symbol
			? { t: 'term', op, args, deps: all, key, size, depth, symbol }
			: { t: 'term', op, args, deps: all, key, size, depth };
		if (!known) {
			this.#terms.set(long, term);
			if (all & DATA) this.ofData.push(term);
		}
		return term;
	}

	#newKey(): string {
		return `#${this.#terms.size + this.#symbols.size}`;
	}

	/** An operation whose result is not looked into: `s += s` in a loop makes more of them than there are atoms. */
	#tooLarge(op: string, args: readonly Value[], deps: number): Term {
		const name = `${op} of ${args.map((one) => this.key(one)).join()}`;
		return this.term('result', [], deps | OPAQUE, { name, kind: 'result' });
	}

	/** A named unknown. */
	symbol(symbol: Symbolic, deps: number): Term {
		const { name } = symbol;
		const known = this.#symbols.get(name);
		const key = known ?? this.#newKey();
		const term: Term = { t: 'term', op: 'symbol', args: NO_OPERANDS, deps, key, size: 1, depth: 1, symbol };
		if (known === undefined) {
			this.#symbols.set(name, key);
			if (deps & DATA) this.ofData.push(term);
		}
		return term;
	}

	/** A function that the interpreter itself provides. */
	native(name: string, act: Native): Term {
		return this.symbol({ name: `${name}@${++this.#ids}`, kind: 'result', native: act }, 0);
	}

	/** A new object; `fresh` when the running handler makes it. */
	object(kind: ObjectValue['kind'], fresh: boolean, items: Value[] = []): ObjectValue {
		const made: ObjectValue = {
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
		if (fresh) this.#young?.push(made);
		return made;
	}

	/** Objects that are made meanwhile are there from then on: writing to them changes what outlives the writer. */
	aging<Result>(act: () => Result): Result {
		const outer = this.#young;
		const young: ObjectValue[] = [];
		this.#young = young;
		try {
			return act();
		} finally {
			for (const one of young) one.fresh = false;
			this.#young = outer;
		}
	}

	/** Equal for values that are the same for certain. */
	key(value: Value): string {
		switch (value.t) {
			case 'constant':
				return this.#primitiveKey(value.value);
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

	#primitiveKey(value: Primitive): string {
		if (typeof value !== 'string' || value.length < LONG_TEXT) return `${typeof value}:${String(value)}`;
		const id = this.#longTexts.get(value) ?? this.#longTexts.size;
		this.#longTexts.set(value, id);
		return `text ${id}`;
	}
}

/** Whether operands with equal keys are one: constants are made anew wherever they stand. */
function isSame(one: Value, other: Value | undefined): boolean {
	return (
		one === other || (one.t === 'constant' && other?.t === 'constant' && Object.is(one.value, other.value))
	);
}

/** The operations in a value, also in a list of lists, up to a little more than the largest that is looked into. */
function sizeOf(value: Value, level: number): number {
	if (value.t === 'term') return value.size;
	if (value.t !== 'object' || level > 4) return 0;
	let size = 0;
	eachPart(value, (one) => {
		if (size <= LARGEST) size += sizeOf(one, level + 1);
	});
	return size;
}

function depthOf(object: ObjectValue): number {
	let depth = 0;
	eachPart(object, (one) => {
		if (one.t === 'term') depth = Math.max(depth, one.depth);
	});
	return depth;
}

function eachPart({ items, props, entries }: ObjectValue, visit: (part: Value) => void): void {
	for (const one of items) visit(one);
	if (props.size > 0) for (const one of props.values()) visit(one);
	for (const pair of entries) for (const one of pair) visit(one);
}
