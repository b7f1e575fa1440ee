import type { ObjectValue, Primitive, Term, Value } from '../value/value.ts';

/** Lists with more in them, or deeper within each other, are told apart by which ones they are. */
const MOST_ITEMS = 100;
const DEEPEST = 3;

/**
 * Keys of conditions that are equal also for those on different lists of the same content: a handler that writes out
 * whom it lets in makes that list anew on each of its paths.
 */
export class Contents {
	readonly #settings: ReadonlyMap<string, Term>;
	readonly #known = new Map<string, string>();

	/** `settings`: what is told apart by its own key. */
	constructor(settings: ReadonlyMap<string, Term>) {
		this.#settings = settings;
	}

	/** Equal for conditions with the same answers. */
	keyOf(term: Term): string {
		const known = this.#known.get(term.key);
		if (known !== undefined) return known;
		const key = this.#settings.has(term.key) ? term.key : this.#made(term);
		this.#known.set(term.key, key);
		return key;
	}

	#made(term: Term): string {
		const isOfLists = term.args.some(
			(one) => isPlainList(one) || (one.t === 'term' && this.keyOf(one) !== one.key),
		);
		if (!isOfLists) return term.key;
		const args = term.args.map((one) => this.#part(one, 0));
		return `${term.op}(${args})${term.deps}${term.symbol?.name ?? ''}`;
	}

	#part(value: Value, depth: number): string {
		switch (value.t) {
			case 'constant':
				return textOf(value.value);
			case 'regex':
				return `/${value.source}/${value.flags}${value.lastIndex ?? 0}`;
			case 'function':
				return 'function';
			case 'term':
				return this.keyOf(value);
			case 'object':
				return isPlainList(value) && depth < DEEPEST
					? `${value.kind}${value.open}[${value.items.map((one) => this.#part(one, depth + 1))}]`
					: `@${value.id}`;
		}
	}
}

function isPlainList(value: Value): value is ObjectValue {
	if (value.t !== 'object' || (value.kind !== 'array' && value.kind !== 'set')) return false;
	return value.props.size === 0 && value.entries.length === 0 && value.items.length <= MOST_ITEMS;
}

const textOf = (value: Primitive): string =>
	typeof value === 'string' ? JSON.stringify(value) : `${typeof value} ${String(value)}`;
