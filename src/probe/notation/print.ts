import type { Value } from '../../protocol/value.ts';
import { type ArrayName, bytesOfElements, elementsOfBytes, isArrayName } from './binary.ts';
import { layout } from './layout.ts';
import { ERRORS, isPlainKey, isRegExp } from './words.ts';

export interface Printed {
	/** JavaScript-like text that `parseValue` reads. */
	text: string;
	/** What the value had and the text has not, in words, each once. */
	lost: string[];
}

/** Most elements of a typed array written one by one; longer ones are written as base64. */
const MOST_ELEMENTS = 32;

/**
 * A value as editable text: JSON where it is JSON, else the expressions a developer would write for it
 * (`new Map([["a", 1n]])`, `undefined`, `-0`). What refers to itself or stands twice has a name: `$1 = { self: $1 }`.
 */
export function printValue(value: Value): Printed {
	const printer = new Printer(referredTo(value));
	const text = printer.print(value);
	return { text, lost: [...printer.lost] };
}

type Of<T extends Value['t']> = Extract<Value, { t: T }>;

class Printer {
	readonly lost = new Set<string>();
	readonly #named: ReadonlySet<number>;

	constructor(named: ReadonlySet<number>) {
		this.#named = named;
	}

	print(value: Value): string {
		const text = this.#bare(value);
		return 'id' in value && value.t !== 'ref' && this.#named.has(value.id) ? `$${value.id} = ${text}` : text;
	}

	#bare(value: Value): string {
		switch (value.t) {
			case 'undefined':
			case 'null':
				return value.t;
			case 'boolean':
			case 'number':
				return String(value.v);
			case 'bigint':
				return `${value.v}n`;
			case 'string':
				if (value.n !== undefined) this.lost.add(`the end of a text of ${value.n} characters`);
				return quoted(value.v);
			case 'object':
				return this.#object(value);
			case 'array':
				return this.#array(value);
			case 'map':
				if (value.n > value.e.length) this.lost.add(`${value.n - value.e.length} entries of a Map`);
				return `new Map(${this.#list(value.e.map(([key, item]) => this.#list([this.print(key), this.print(item)])))})`;
			case 'set':
				if (value.n > value.e.length) this.lost.add(`${value.n - value.e.length} entries of a Set`);
				return `new Set(${this.#list(value.e.map((item) => this.print(item)))})`;
			case 'date':
				return `new Date(${dateText(value.v)})`;
			case 'regexp':
				return regexpText(value);
			case 'error':
				return this.#error(value);
			case 'boxed':
				return `Object(${this.print(value.v)})`;
			case 'buffer':
				if (value.c === 'SharedArrayBuffer') this.lost.add('that a buffer is a SharedArrayBuffer');
				return `${this.#bytes('Uint8Array', value.b, value.n)}.buffer`;
			case 'view':
				return this.#view(value);
			case 'blob':
				return this.#blob(value);
			case 'ref':
				return `$${value.id}`;
			case 'port':
				return this.#missing(`MessagePort #${value.port}`);
			case 'platform':
				return this.#missing(value.c);
			case 'omitted':
				return this.#missing(`a part that was not recorded (${value.why})`);
		}
	}

	#list(items: readonly string[]): string {
		return layout('[', items, ']', false);
	}

	#object({ e, c, n }: Of<'object'>): string {
		if (c !== undefined) this.lost.add(`the class ${c}`);
		if (n !== undefined && n > e.length) this.lost.add(`${n - e.length} entries of an object`);
		const items = e.map(([key, item]) => `${isPlainKey(key) ? key : quoted(key)}: ${this.print(item)}`);
		return layout('{', items, '}', true);
	}

	#array({ e, n }: Of<'array'>): string {
		const names = e.filter(([key]) => typeof key === 'string');
		if (names.length === 0) return this.#elements(e, n);
		const elements = this.#elements(e.slice(0, e.length - names.length), n);
		return elements.startsWith('Object') ? this.#sparse(e, n) : this.#assigned(elements, names);
	}

	#elements(e: Of<'array'>['e'], n: number): string {
		const items: string[] = [];
		for (const [key, item] of e) {
			const index = Number(key);
			// Holes cost a comma each: where there are many, the entries are named instead.
			if (index - items.length > MOST_ELEMENTS) return this.#sparse(e, n);
			while (items.length < index) items.push('');
			items.push(this.print(item));
		}
		if (n - items.length > MOST_ELEMENTS) return this.#sparse(e, n);
		while (items.length < n) items.push('');
		// The comma after a last hole ends the list; without one more it would not count.
		const isLastHole = items.at(-1) === '';
		return items.includes('') ? `[${items.join(', ')}${isLastHole ? ',' : ''}]` : this.#list(items);
	}

	#sparse(e: Of<'array'>['e'], n: number): string {
		if (e.length === 0) return `Array(${n})`;
		return this.#assigned(`Array(${n})`, e);
	}

	#assigned(array: string, e: Of<'array'>['e']): string {
		const items = e.map(([key, item]) => {
			const isPlain = typeof key === 'number' || isPlainKey(key);
			return `${isPlain ? key : quoted(key)}: ${this.print(item)}`;
		});
		return `Object.assign(${array}, ${layout('{', items, '}', true)})`;
	}

	#error({ c, v, s }: Of<'error'>): string {
		const name = ERRORS.has(c) ? c : 'Error';
		if (name !== c) this.lost.add(`the class ${c}`);
		if (s) this.lost.add('the stack of an error');
		return `new ${name}(${quoted(v)})`;
	}

	#view(value: Of<'view'>): string {
		if (value.o > 0) this.lost.add('where a view starts in its buffer');
		if (value.c === 'DataView') return `new DataView(${this.#bytes('Uint8Array', value.b, value.n)}.buffer)`;
		if (isArrayName(value.c)) return this.#bytes(value.c, value.b, value.n);
		this.lost.add(`the class ${value.c}`);
		return this.#bytes('Uint8Array', value.b, value.n);
	}

	#bytes(name: ArrayName, base64: string, length: number): string {
		const whole = elementsOfBytes('Uint8Array', base64)?.length === length;
		if (!whole) this.lost.add(`the end of ${length} bytes`);
		const elements = elementsOfBytes(name, base64);
		// There are many bit patterns of NaN, and which one an engine keeps is its own affair.
		const hasNaN = elements?.some((one) => Number.isNaN(one)) ?? false;
		const exact = elements && !hasNaN && bytesOfElements(name, elements) === base64;
		if (exact && elements.length <= MOST_ELEMENTS) {
			const items = elements.map((one) =>
				typeof one === 'bigint' ? `${one}n` : Object.is(one, -0) ? '-0' : String(one),
			);
			return `new ${name}([${items.join(', ')}])`;
		}
		const bytes = `Uint8Array.fromBase64(${quoted(base64)})`;
		return name === 'Uint8Array' ? bytes : `new ${name}(${bytes}.buffer)`;
	}

	#blob({ n, m, name, modified, b = '' }: Of<'blob'>): string {
		const parts = n === 0 ? '[]' : `[${this.#bytes('Uint8Array', b, n)}]`;
		const options = [
			...(m ? [`type: ${quoted(m)}`] : []),
			...(name !== undefined && modified ? [`lastModified: ${modified}`] : []),
		];
		const rest = options.length > 0 ? `, { ${options.join(', ')} }` : '';
		return name === undefined ? `new Blob(${parts}${rest})` : `new File(${parts}, ${quoted(name)}${rest})`;
	}

	#missing(what: string): string {
		this.lost.add(what);
		return `null /* ${what.replaceAll('*/', '* /').replace(/[\r\n\u2028\u2029]/g, ' ')} */`;
	}
}

/** A text in quotes, without line breaks of any kind. */
function quoted(text: string): string {
	return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function dateText(time: number | null): string {
	if (time === null || !Number.isFinite(new Date(time).getTime())) return 'NaN';
	return quoted(new Date(time).toISOString());
}

function regexpText({ v, f }: Of<'regexp'>): string {
	const literal = `/${v}/${f}`;
	return isRegExp(literal) ? literal : `new RegExp(${quoted(v)}, ${quoted(f)})`;
}

/** Ids of the objects that something refers to. */
function referredTo(value: Value): Set<number> {
	const found = new Set<number>();
	const visit = (one: Value): void => {
		if (one.t === 'ref') found.add(one.id);
		else if (one.t === 'object' || one.t === 'array') for (const [, item] of one.e) visit(item);
		else if (one.t === 'map') for (const pair of one.e) pair.forEach(visit);
		else if (one.t === 'set') one.e.forEach(visit);
	};
	visit(value);
	return found;
}
