import type { Expression } from 'acorn';
import type { Value } from '../../protocol/value.ts';
import { isArrayName } from './binary.ts';
import { base64Of, bufferOf, bytesOf, contentOf, lengthInBytes, partsOf } from './read-binary.ts';
import { type Call, listed, nameOf, type Reader, refuse, textOf } from './reader.ts';
import { ERRORS } from './words.ts';

/** Reads the calls and constructions that stand for values: `new Map([…])`, `Object(1)`, `new Uint8Array([…]).buffer`. */
export function constructed(reader: Reader, node: Call): Value {
	if (node.type === 'MemberExpression') return bufferOf(reader, node);
	const name = nameOf(node.callee);
	const args = node.arguments.map((one) => {
		if (one.type === 'SpreadElement') return refuse('... is not possible here', one);
		return one;
	});
	const read = node.type === 'NewExpression' ? constructions : calls;
	if (isArrayName(name) && node.type === 'NewExpression') {
		const id = reader.begin();
		const b = bytesOf(reader, name, args[0], node);
		return { t: 'view', id, c: name, b, n: lengthInBytes(b), o: 0 };
	}
	if (ERRORS.has(name) && node.type === 'NewExpression')
		return { t: 'error', id: reader.begin(), c: name, v: textOf(reader, args[0], node, '') };
	const known = Object.hasOwn(read, name) ? read[name] : undefined;
	if (!known)
		return refuse(`${node.type === 'NewExpression' ? 'new ' : ''}${name} makes no value here`, node);
	return known(reader, args, node);
}

type Read = (reader: Reader, args: Expression[], node: Call) => Value;

const constructions: Record<string, Read> = {
	Map: (reader, [list], node) => {
		const id = reader.begin();
		const e = (list ? listed(list, 'A Map', node) : []).map((pair): [Value, Value] => {
			const [key, item, more] = listed(pair, 'An entry', node);
			if (!key || !item || more) return refuse('An entry of a Map is [key, value]', pair);
			return [reader.read(key), reader.read(item)];
		});
		return { t: 'map', id, e, n: e.length };
	},
	Set: (reader, [list], node) => {
		const id = reader.begin();
		const e = (list ? listed(list, 'A Set', node) : []).map((item) => reader.read(item));
		return { t: 'set', id, e, n: e.length };
	},
	Date: (reader, [time], node) => {
		const id = reader.begin();
		const given = time ? reader.read(time) : undefined;
		if (given?.t !== 'string' && given?.t !== 'number')
			return refuse('A Date takes a text or milliseconds', time ?? node);
		const v = new Date(given.v).getTime();
		if (Number.isNaN(v) && given.t === 'string') return refuse('That is no date', time ?? node);
		return { t: 'date', id, v: Number.isNaN(v) ? null : v };
	},
	RegExp: (reader, [source, flags], node) => {
		const id = reader.begin();
		const [v, f] = [textOf(reader, source, node, ''), textOf(reader, flags, node, '')];
		try {
			return { t: 'regexp', id, v: new RegExp(v, f).source, f };
		} catch {
			return refuse('That is no regular expression', source ?? node);
		}
	},
	DataView: (reader, [buffer], node) => {
		const id = reader.begin();
		const b = contentOf(reader, buffer, node);
		return { t: 'view', id, c: 'DataView', b, n: lengthInBytes(b), o: 0 };
	},
	Blob: (reader, [parts, options], node) => {
		const id = reader.begin();
		const b = partsOf(reader, parts, node);
		return { t: 'blob', id, n: lengthInBytes(b), m: option(reader, options, 'type').text, ...content(b) };
	},
	File: (reader, [parts, name, options], node) => {
		const id = reader.begin();
		const b = partsOf(reader, parts, node);
		return {
			t: 'blob',
			id,
			n: lengthInBytes(b),
			m: option(reader, options, 'type').text,
			name: textOf(reader, name, node),
			modified: option(reader, options, 'lastModified').number,
			...content(b),
		};
	},
};

const calls: Record<string, Read> = {
	Object: (reader, [inner], node) => {
		const id = reader.begin();
		const v = inner ? reader.read(inner) : undefined;
		if (!v || !['boolean', 'number', 'string', 'bigint'].includes(v.t))
			return refuse('Object(…) takes a number, text, boolean or BigInt', inner ?? node);
		return { t: 'boxed', id, v };
	},
	Array: (reader, [length], node) => {
		const id = reader.begin();
		return {
			t: 'array',
			id,
			e: [],
			n: lengthOf(reader, length, node),
		};
	},
	BigInt: (reader, [digits], node) => {
		const v = textOf(reader, digits, node);
		return /^-?\d+$/.test(v) ? { t: 'bigint', v: String(BigInt(v)) } : refuse('BigInt takes digits', node);
	},
	'Object.assign': (reader, [array, entries], node) => {
		const made = array ? reader.read(array) : undefined;
		if (made?.t !== 'array' || entries?.type !== 'ObjectExpression')
			return refuse(
				'Object.assign(Array(length), {index: value, name: value}) makes an array with holes or names',
				node,
			);
		const e = new Map<number | string, Value>(made.e);
		for (const [key, item] of reader.entries(entries)) {
			const index = Number(key);
			const isIndex = String(index) === key && index >= 0 && index < MOST_LENGTH;
			if (isIndex && index >= made.n) refuse(`${key} is no index of this array`, entries);
			e.set(isIndex ? index : key, item);
		}
		return { ...made, e: inOrder([...e]) };
	},
	'Uint8Array.fromBase64': (reader, [text], node) => {
		const id = reader.begin();
		const b = base64Of(reader, text, node);
		return { t: 'view', id, c: 'Uint8Array', b, n: lengthInBytes(b), o: 0 };
	},
};

/** As an array has them: its elements by their indexes, then the names. */
function inOrder(e: readonly [number | string, Value][]): [number | string, Value][] {
	const elements = e.filter((one): one is [number, Value] => typeof one[0] === 'number');
	return [...elements.sort(([a], [b]) => a - b), ...e.filter(([key]) => typeof key === 'string')];
}

function content(b: string): { b?: string } {
	return b === '' ? {} : { b };
}

function option(
	reader: Reader,
	options: Expression | undefined,
	name: string,
): { text: string; number: number } {
	const entries = options?.type === 'ObjectExpression' ? reader.entries(options) : [];
	const value = entries.find(([key]) => key === name)?.[1];
	return {
		text: value?.t === 'string' ? value.v : '',
		number: value?.t === 'number' && typeof value.v === 'number' ? value.v : 0,
	};
}

const MOST_LENGTH = 2 ** 32 - 1;

function lengthOf(reader: Reader, given: Expression | undefined, node: Call): number {
	const value = given && reader.read(given);
	const length = value?.t === 'number' ? Number(value.v) : Number.NaN;
	if (Number.isInteger(length) && length >= 0 && length <= MOST_LENGTH) return length;
	return refuse('That is no length of an array', given ?? node);
}
