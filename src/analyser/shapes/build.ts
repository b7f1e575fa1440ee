import type { Value } from '../../protocol/value.ts';
import { toJsonText } from '../../session/json-value.ts';
import { LOOSE_DOT, readingsOf, WILD } from '../judge/readings.ts';
import { applyMethod } from '../pure/methods.ts';
import type { Primitive } from '../value/value.ts';
import type { Wish } from './wish.ts';

/** Longest list or text that is made because a length was asked for. */
const LONGEST = 10_000;

/** Makes data that is as wished; what no wish is about is `filling`. */
export class Builder {
	readonly #filling: string;
	#ids = 0;

	constructor(filling: string) {
		this.#filling = filling;
	}

	/** The data; undefined where the part is to be missing. */
	build(wish: Wish): Value | undefined {
		if (wish.equals) return primitive(wish.equals.value);
		if (wish.json) return this.#json(wish.json);
		if (wish.split) return this.#split(wish.split);
		if (wish.instanceOf) return this.#instance(wish.instanceOf, wish);
		if (isList(wish)) return this.#list(wish);
		if (wish.members.size > 0) return this.#object(wish);
		if (wish.truthy === false) return this.#falsy(wish);
		switch (wish.type) {
			case 'undefined':
				return undefined;
			case 'object':
				return this.#object(wish);
			case 'boolean':
				return { t: 'boolean', v: !wish.not.includes(true) };
			case 'number':
				return this.#number(wish);
			case 'bigint':
				return { t: 'bigint', v: '1' };
			default:
		}
		if (wish.least !== undefined || wish.most !== undefined) return this.#number(wish);
		if (wish.type === undefined && wish.notTypes.includes('string')) return this.#object(wish);
		return { t: 'string', v: this.#text(wish) };
	}

	#json(inner: Wish): Value | undefined {
		const value = new Builder(this.#filling).build(inner);
		const text = value && toJsonText(value);
		return { t: 'string', v: text ?? '{}' };
	}

	#split({ by, parts }: NonNullable<Wish['split']>): Value {
		const length = Math.max(...parts.keys()) + 1;
		const texts = Array.from({ length }, (_, index) => {
			const wish = parts.get(index);
			const value = wish ? this.build(wish) : undefined;
			return value && 'v' in value ? String(value.v) : this.#filling;
		});
		return { t: 'string', v: texts.join(by) };
	}

	#list(wish: Wish): Value {
		const id = ++this.#ids;
		const n = Math.min(Math.max(wish.length ?? 1, wish.least ?? 0), LONGEST);
		const e = Array.from({ length: n }, (_, index): [number, Value] => [
			index,
			((wish.members.get(String(index)) ?? wish.element)
				? this.build(wish.members.get(String(index)) ?? wish.element ?? wish)
				: undefined) ?? { t: 'string', v: this.#filling },
		]);
		const last = Math.max(-1, ...[...wish.members.keys()].map(Number));
		for (let index = n; index <= last; index++) {
			const inner = wish.members.get(String(index));
			e.push([index, (inner && this.build(inner)) ?? { t: 'string', v: this.#filling }]);
		}
		return { t: 'array', id, e, n: e.length };
	}

	#object(wish: Wish): Value {
		const id = ++this.#ids;
		const e: [string, Value][] = [];
		for (const [key, inner] of wish.members) {
			const value = this.build(inner);
			if (value) e.push([key, value]);
		}
		return { t: 'object', id, e };
	}

	#instance(name: string, wish: Wish): Value {
		const id = ++this.#ids;
		switch (name) {
			case 'Map': {
				const e = [...wish.members].map(([key, inner]): [Value, Value] => [
					{ t: 'string', v: key },
					this.build(inner) ?? { t: 'undefined' },
				]);
				return { t: 'map', id, e, n: e.length };
			}
			case 'Set':
				return { t: 'set', id, e: [{ t: 'string', v: this.#filling }], n: 1 };
			case 'Date':
				return { t: 'date', id, v: 0 };
			case 'RegExp':
				return { t: 'regexp', id, v: '.', f: '' };
			case 'ArrayBuffer':
				return { t: 'buffer', id, c: 'ArrayBuffer', b: 'AAEC', n: 3 };
			case 'Blob':
				return { t: 'blob', id, n: 3, m: '', b: 'AAEC' };
			case 'File':
				return { t: 'blob', id, n: 3, m: '', name: this.#filling, modified: 0, b: 'AAEC' };
			case 'Uint8Array':
				return { t: 'view', id, c: name, b: 'AAEC', n: 3, o: 0 };
			case 'Error':
			case 'TypeError':
				return { t: 'error', id, c: name, v: this.#filling };
			default:
				this.#ids--;
				return this.#object(wish);
		}
	}

	#falsy({ type, not }: Wish): Value | undefined {
		if (type === 'number') return { t: 'number', v: 0 };
		if (type === 'boolean') return { t: 'boolean', v: false };
		if (type === 'object') return { t: 'null' };
		return not.includes('') || type === 'undefined' ? undefined : { t: 'string', v: '' };
	}

	#number({ least, most, not }: Wish): Value {
		let v = least ?? (most === undefined ? 1 : Math.min(most, 1));
		while (not.includes(v) && (most === undefined || v + 1 <= most)) v++;
		return { t: 'number', v };
	}

	#text({ starts, ends, contains, pattern, length, not }: Wish): string {
		if (pattern) return this.#matching(pattern) ?? this.#filling;
		const bare = starts + contains.filter((one) => !starts.includes(one) && !ends.includes(one)).join('');
		let text = bare + this.#filling + ends;
		if (length !== undefined) text = text.slice(0, length).padEnd(Math.min(length, LONGEST), 'x');
		return not.includes(text) ? `${text}x` : text;
	}

	/** A text that the pattern matches, found by spelling it out. */
	#matching({ source, flags }: NonNullable<Wish['pattern']>): string | undefined {
		const regex = { kind: 'regex', source, flags, lastIndex: 0 } as const;
		for (const reading of readingsOf(source, flags)) {
			for (const wild of [this.#filling, '1', 'a', '']) {
				const text = reading.replaceAll(LOOSE_DOT, '.').replaceAll(WILD, wild);
				for (const padded of [text + this.#filling, text])
					if (applyMethod(regex, 'test', [padded]) === true) return padded;
			}
		}
		return undefined;
	}
}

function isList({ isArray, element, members, length }: Wish): boolean {
	if (isArray || element) return true;
	return members.size > 0 && length !== undefined && [...members.keys()].every((key) => /^\d+$/.test(key));
}

function primitive(value: Primitive): Value | undefined {
	switch (typeof value) {
		case 'string':
			return { t: 'string', v: value };
		case 'boolean':
			return { t: 'boolean', v: value };
		case 'number':
			return { t: 'number', v: Object.is(value, -0) ? '-0' : Number.isFinite(value) ? value : 'NaN' };
		case 'bigint':
			return { t: 'bigint', v: String(value) };
		default:
			return value === null ? { t: 'null' } : undefined;
	}
}
