import type { Literal } from '../interpret/run.ts';
import { type Primitive, type Term, UNDEFINED, type Value } from '../value/value.ts';
import { termText } from '../words/term-text.ts';
import { pathOf } from './path.ts';
import { anything, partAt, type TypeName, type Wish } from './wish.ts';

/** What the conditions on a way to a use ask of the data, and what of it could not be met. */
export interface Demand {
	wish: Wish;
	/** Conditions on the data that ask for something only the page knows, as code. */
	unmet: string[];
}

/** Puts the conditions under which a use is reached into wishes; `origin` is what the sender will have. */
export function demandOf(literals: readonly Literal[], origin: string): Demand {
	const demand: Demand = { wish: anything(), unmet: [] };
	const demander = new Demander(demand, origin);
	for (const { term, truth } of literals) demander.require(term, truth);
	return demand;
}

class Demander {
	readonly #demand: Demand;
	readonly #origin: string;

	constructor(demand: Demand, origin: string) {
		this.#demand = demand;
		this.#origin = origin;
	}

	require(term: Term, truth: boolean): void {
		const [left, right] = term.args;
		switch (term.op) {
			case '!':
				if (left?.t === 'term') this.require(left, !truth);
				return;
			case 'fn:Boolean':
				if (left?.t === 'term') this.require(left, truth);
				return;
			case '===':
			case '==':
				this.#equal(term, truth);
				return;
			case '<':
			case '<=':
			case '>':
			case '>=':
				this.#bounded(term, truth);
				return;
			case '~':
				if (left?.t === 'term') this.#textual(left, truth);
				return;
			case 'in': {
				const part = this.#part(right);
				if (truth && part && left?.t === 'constant')
					partAt(part, [{ kind: 'member', key: String(left.value) }], true);
				else if (truth) this.#keyOf(left, right);
				return;
			}
			case 'instanceof': {
				const part = this.#part(left);
				const name = right?.t === 'term' ? right.symbol?.name : undefined;
				if (part && truth && name) part.instanceOf = name;
				return;
			}
			case 'fn:Array.isArray': {
				const part = this.#part(left);
				if (part) part.isArray = truth;
				return;
			}
			case 'throws:JSON.parse': {
				const path = pathOf(left);
				if (path && !truth) partAt(this.#demand.wish, [...path, { kind: 'json' }], true);
				return;
			}
			case 'lookup':
				if (truth) this.#keyOf(right, left);
				return;
			case 'call':
				this.#textual(term, truth);
				return;
			default: {
				const part = this.#part(term);
				if (part) part.truthy = truth;
			}
		}
	}

	/** What is wanted of the part of the data that a value stands for; undefined when it is none. */
	#part(value: Value | undefined): Wish | undefined {
		const path = pathOf(value);
		return path && partAt(this.#demand.wish, path, true);
	}

	#equal(term: Term, truth: boolean): void {
		const [left, right] = term.args;
		if (!left || !right) return;
		const [asked, other] = left.t === 'constant' ? [right, left] : [left, right];
		if (asked.t === 'term' && other.t === 'constant') {
			if (asked.op === 'typeof') {
				this.#typed(asked.args[0], String(other.value), truth);
				return;
			}
			if (this.#lengthened(asked, other.value, truth)) return;
			if (this.#textCompared(asked, other.value, truth)) return;
		}
		const part = this.#part(asked) ?? this.#part(other);
		if (!part) return;
		const given = this.#part(asked) === part ? other : asked;
		if (given.t === 'constant') {
			equalTo(part, given.value, truth, term.op === '==');
			return;
		}
		if (!truth) return;
		const known = given.t === 'term' ? this.#known(given) : undefined;
		if (known) part.equals = known;
		else if (!pathOf(given)) this.#demand.unmet.push(termText(term));
	}

	/** What the page compares with, where the script shows it. */
	#known(term: Term): Wish['equals'] {
		if (term.op === 'origin') return { value: this.#origin };
		const possible = (term.symbol?.possible?.() ?? []).flatMap((one) =>
			one.t === 'term' && one !== term ? (one.symbol?.possible?.() ?? []) : [one],
		);
		const constants = possible.filter((one) => one.t === 'constant');
		return constants.find(({ value }) => value) ?? constants[0];
	}

	#typed(value: Value | undefined, name: string, truth: boolean): void {
		const part = this.#part(value);
		if (!part) return;
		if (truth) part.type = name as TypeName;
		else part.notTypes.push(name as TypeName);
	}

	#lengthened(term: Term, value: Primitive, truth: boolean): boolean {
		const [object, key] = term.args;
		if (term.op !== 'get' || key?.t !== 'constant' || (key.value !== 'length' && key.value !== 'size'))
			return false;
		const part = this.#part(object);
		if (part && truth && typeof value === 'number') part.length = value;
		return part !== undefined;
	}

	/** `data.indexOf('x') === 0`, `data.slice(0, 3) === 'abc'` and the like. */
	#textCompared(term: Term, value: Primitive, truth: boolean): boolean {
		if (term.op !== 'call') return false;
		const [receiver, name, first, second] = term.args;
		const method = name?.t === 'constant' ? String(name.value) : '';
		if (/^(indexOf|lastIndexOf|search)$/.test(method)) {
			if (value === 0 && truth && first?.t === 'constant') {
				const part = this.#part(receiver);
				if (part) part.starts = String(first.value);
			} else if (value === -1 || value === 0) this.#textual(term, value === -1 ? !truth : truth);
			return true;
		}
		if (!/^(slice|substr|substring)$/.test(method) || !truth || typeof value !== 'string') return false;
		const part = this.#part(receiver);
		if (!part || first?.t !== 'constant') return false;
		if (first.value === 0 || second === undefined) {
			if (Number(first.value) < 0) part.ends = value;
			else if (first.value === 0) part.starts = value;
			return true;
		}
		return false;
	}

	#bounded(term: Term, truth: boolean): void {
		const [left, right] = term.args;
		const swapped = left?.t === 'constant';
		const [asked, bound] = swapped ? [right, left] : [left, right];
		if (asked?.t !== 'term' || bound?.t !== 'constant' || typeof bound.value !== 'number') return;
		const operator = swapped ? (FLIPPED[term.op] ?? term.op) : term.op;
		const effective = truth ? operator : (NEGATED[operator] ?? operator);
		const limit = bound.value + (effective === '>' ? 1 : effective === '<' ? -1 : 0);
		const isLeast = effective.startsWith('>');
		if (asked.op === 'call') {
			this.#textual(asked, isLeast && limit <= 1 && limit >= 0);
			return;
		}
		const [object, key] = asked.args;
		if (asked.op === 'get' && key?.t === 'constant' && key.value === 'length') {
			const part = this.#part(object);
			if (part && isLeast) part.length = Math.max(limit, 1);
			return;
		}
		const part = this.#part(asked);
		if (!part) return;
		if (isLeast) part.least = limit;
		else part.most = limit;
	}

	/** A question about a text: does it start with, contain, match; is it one of those. */
	#textual(term: Term, truth: boolean): void {
		if (term.op !== 'call') return;
		const [receiver, name, first] = term.args;
		const method = name?.t === 'constant' ? String(name.value) : '';
		if (/^(test|exec)$/.test(method)) {
			this.#matches(this.#part(first), receiver, truth);
			return;
		}
		const part = this.#part(receiver);
		if (!part) {
			this.#memberOf(method, receiver, first, truth);
			return;
		}
		if (/^(match|search|matchAll)$/.test(method)) {
			this.#matches(part, first, truth);
			return;
		}
		if (method === 'hasOwnProperty' && first?.t === 'constant' && truth) {
			partAt(part, [{ kind: 'member', key: String(first.value) }], true);
			return;
		}
		if (first?.t !== 'constant' || typeof first.value !== 'string' || !truth) return;
		if (method === 'startsWith') part.starts = first.value;
		else if (method === 'endsWith') part.ends = first.value;
		else if (/^(includes|indexOf|lastIndexOf|contains)$/.test(method)) part.contains.push(first.value);
	}

	#matches(part: Wish | undefined, regex: Value | undefined, truth: boolean): void {
		if (part && truth && regex?.t === 'regex') part.pattern = { source: regex.source, flags: regex.flags };
	}

	/** `LIST.includes(data.type)`, `SET.has(…)`, `MAP.get(…)`: one of what the page has there. */
	#memberOf(method: string, receiver: Value | undefined, first: Value | undefined, truth: boolean): void {
		if (!truth || !/^(includes|has|indexOf|get|hasOwnProperty)$/.test(method)) return;
		const part = this.#part(first);
		if (!part || receiver?.t !== 'object') return;
		const keys = [...receiver.items, ...receiver.entries.map(([key]) => key)];
		const known = keys.find((one) => one.t === 'constant');
		if (known?.t === 'constant') part.equals = { value: known.value };
		else this.#keyOf(first, receiver);
	}

	/** A key of an object of the page's own. */
	#keyOf(key: Value | undefined, object: Value | undefined): void {
		const part = this.#part(key);
		if (!part || object?.t !== 'object') return;
		const [name] = object.props.keys();
		if (name !== undefined) part.equals = { value: name };
		else if (object.entries[0]?.[0].t === 'constant') part.equals = { value: object.entries[0][0].value };
	}
}

const FLIPPED: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const NEGATED: Record<string, string> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

function equalTo(part: Wish, value: Primitive, truth: boolean, loose: boolean): void {
	const isNothing = value === undefined || value === null;
	if (!truth) {
		part.not.push(value);
		if (isNothing) part.truthy ??= true;
		return;
	}
	part.equals = { value: isNothing && loose ? UNDEFINED.value : value };
}
