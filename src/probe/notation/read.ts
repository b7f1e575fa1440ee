import type {
	ArrayExpression,
	AssignmentExpression,
	Expression,
	Literal,
	ObjectExpression,
	UnaryExpression,
} from 'acorn';
import type { Value } from '../../protocol/value.ts';
import { constructed } from './read-call.ts';
import { type Reader, refuse } from './reader.ts';

/** Reads the tree of an expression as a value; throws NotationError at the first node that is none. */
export function readValue(tree: Expression): Value {
	return new TreeReader().read(tree);
}

class TreeReader implements Reader {
	readonly #names = new Map<string, number>();
	#ids = 0;
	/** Name for the next object that begins. */
	#pending: string | undefined;

	read(node: Expression): Value {
		switch (node.type) {
			case 'Literal':
				return this.#literal(node);
			case 'TemplateLiteral':
				if (node.expressions.length > 0) return refuse('A text cannot have parts to fill in', node);
				return { t: 'string', v: node.quasis[0]?.value.cooked ?? '' };
			case 'Identifier':
				return this.#identifier(node.name, node);
			case 'UnaryExpression':
				return this.#unary(node);
			case 'ArrayExpression':
				return this.#array(node);
			case 'ObjectExpression':
				return this.#object(node);
			case 'AssignmentExpression':
				return this.#named(node);
			case 'NewExpression':
			case 'CallExpression':
			case 'MemberExpression':
				return constructed(this, node);
			default:
				return refuse(
					'Only values can stand here: JSON, undefined, NaN, 1n, new Map([…]) and the like',
					node,
				);
		}
	}

	begin(): number {
		const id = ++this.#ids;
		if (this.#pending !== undefined) this.#names.set(this.#pending, id);
		this.#pending = undefined;
		return id;
	}

	#literal(node: Literal): Value {
		const { value, bigint, regex } = node;
		if (regex) return { t: 'regexp', id: this.begin(), v: regex.pattern, f: regex.flags };
		if (typeof bigint === 'string') return { t: 'bigint', v: String(value) };
		switch (typeof value) {
			case 'string':
				return { t: 'string', v: value };
			case 'boolean':
				return { t: 'boolean', v: value };
			case 'number':
				return numberValue(value);
			default:
				return { t: 'null' };
		}
	}

	#identifier(name: string, node: Expression): Value {
		if (name === 'undefined') return { t: 'undefined' };
		if (name === 'NaN' || name === 'Infinity') return { t: 'number', v: name };
		const id = this.#names.get(name);
		if (id !== undefined) return { t: 'ref', id };
		if (name.startsWith('$')) return refuse(`Nothing before this is named ${name}`, node);
		return refuse(`${name} is no value`, node);
	}

	#unary({ operator, argument }: UnaryExpression): Value {
		const value = operator === '-' || operator === '+' ? this.read(argument) : undefined;
		if (operator === 'void') return { t: 'undefined' };
		if (operator === '-' && value?.t === 'bigint') return { t: 'bigint', v: String(-BigInt(value.v)) };
		if (value?.t !== 'number') return refuse('A sign goes before a number', argument);
		const number = Number(value.v);
		return numberValue(operator === '-' ? -number : number);
	}

	#array({ elements }: ArrayExpression): Value {
		const id = this.begin();
		const e: [number, Value][] = [];
		for (const [index, item] of elements.entries()) {
			if (!item) continue;
			if (item.type === 'SpreadElement') return refuse('... is not possible here', item);
			e.push([index, this.read(item)]);
		}
		return { t: 'array', id, e, n: elements.length };
	}

	#object(node: ObjectExpression): Value {
		return { t: 'object', id: this.begin(), e: this.entries(node) };
	}

	/** Of two entries with the same key the latter counts, as in the language. */
	entries({ properties }: ObjectExpression): [string, Value][] {
		const found = new Map<string, Value>();
		for (const one of properties) {
			if (one.type === 'SpreadElement') return refuse('... is not possible here', one);
			if (one.kind !== 'init' || one.method) return refuse('An entry is a key and a value', one);
			const { key } = one;
			const isName = key.type === 'Identifier' && !one.computed;
			if (!isName && key.type !== 'Literal') return refuse('A key is a name, a text or a number', one.key);
			found.set(isName ? key.name : String((key as Literal).value), this.read(one.value));
		}
		return [...found];
	}

	/** `$1 = {…}`: an object that `$1` stands for from here on. */
	#named({ operator, left, right }: AssignmentExpression): Value {
		if (operator !== '=' || left.type !== 'Identifier' || !/^\$\w*$/.test(left.name))
			return refuse('A name for a value looks like $1 = …', left);
		if (this.#names.has(left.name)) return refuse(`${left.name} is a name already`, left);
		this.#pending = left.name;
		const value = this.read(right);
		if (!('id' in value) || value.t === 'ref') return refuse('Only objects can have a name', right);
		return value;
	}
}

function numberValue(v: number): Value {
	if (Number.isFinite(v) && !Object.is(v, -0)) return { t: 'number', v };
	return { t: 'number', v: Object.is(v, -0) ? '-0' : (String(v) as 'NaN' | 'Infinity' | '-Infinity') };
}
