import fc from 'fast-check';
import type { Value } from '../../../src/protocol/value.ts';

const bytes = (unit: number) =>
	fc
		.uint8Array({ minLength: 0, maxLength: 6 })
		.map((part) => Buffer.concat(Array.from({ length: unit }, () => part)));
const b64 = (b: Buffer) => b.toString('base64');
const id = 0;

const numbers: fc.Arbitrary<Value> = fc.double().map((v): Value => {
	if (Object.is(v, -0)) return { t: 'number', v: '-0' };
	return { t: 'number', v: Number.isFinite(v) ? v : (String(v) as 'NaN') };
});
const texts = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom('\u2028', '*/', '`$1`'));
const primitives: fc.Arbitrary<Value> = fc.oneof(
	fc.constant<Value>({ t: 'undefined' }),
	fc.constant<Value>({ t: 'null' }),
	fc.boolean().map((v): Value => ({ t: 'boolean', v })),
	numbers,
	fc.bigInt().map((v): Value => ({ t: 'bigint', v: String(v) })),
	texts.map((v): Value => ({ t: 'string', v })),
);
const units: [string, number][] = [
	['Int8Array', 1],
	['Uint8Array', 1],
	['Uint8ClampedArray', 1],
	['Int16Array', 2],
	['Uint16Array', 2],
	['Int32Array', 4],
	['Uint32Array', 4],
	['Float32Array', 4],
	['Float64Array', 8],
	['BigInt64Array', 8],
	['BigUint64Array', 8],
	['DataView', 1],
];
const views = fc
	.constantFrom(...units)
	.chain(([c, unit]) => bytes(unit).map((b): Value => ({ t: 'view', id, c, b: b64(b), n: b.length, o: 0 })));
const blobs = fc.tuple(bytes(1), fc.constantFrom('', 'text/plain'), fc.option(texts), fc.nat()).map(
	([b, m, name, modified]): Value => ({
		t: 'blob',
		id,
		n: b.length,
		m,
		...(name === null ? {} : { name, modified }),
		...(b.length > 0 ? { b: b64(b) } : {}),
	}),
);
const leaves: fc.Arbitrary<Value> = fc.oneof(
	{ weight: 6, arbitrary: primitives },
	fc.option(fc.integer({ min: -8.64e15, max: 8.64e15 })).map((v): Value => ({ t: 'date', id, v })),
	fc
		.constantFrom('a+', '(?:)', '[/]', 'a\\/b', '^\\d{2}$')
		.map((v): Value => ({ t: 'regexp', id, v, f: 'gi' })),
	fc
		.tuple(fc.constantFrom('Error', 'TypeError', 'URIError'), texts)
		.map(([c, v]): Value => ({ t: 'error', id, c, v })),
	fc
		.oneof(
			texts.map((v): Value => ({ t: 'string', v })),
			numbers,
		)
		.map((v): Value => ({ t: 'boxed', id, v })),
	bytes(1).map((b): Value => ({ t: 'buffer', id, c: 'ArrayBuffer', b: b64(b), n: b.length })),
	views,
	blobs,
	/** Becomes a reference to an object that began before, where there is one. */
	fc.nat().map((pick): Value => ({ t: 'ref', id: pick })),
);

/** What an array has beside its elements: the language itself takes indexes for elements. */
const names = fc
	.oneof(texts, fc.constantFrom('__proto__', 'index', '-1', '4294967295'))
	.filter((name) => !/^(0|[1-9]\d*)$/.test(name) || Number(name) >= 2 ** 32 - 1);

/** What an array may have beside its elements; mostly nothing. */
const namedMembers = (value: fc.Arbitrary<Value>): fc.Arbitrary<[string, Value][]> =>
	fc.oneof(
		{ weight: 3, arbitrary: fc.constant<[string, Value][]>([]) },
		fc.uniqueArray(fc.tuple(names, value), { minLength: 1, maxLength: 2, selector: ([name]) => name }),
	);

/** Any value that can be sent and is known in full, as the hook puts it: ids in order, references to what began before. */
export const sendable: fc.Arbitrary<Value> = fc
	.letrec<{ value: Value }>((tie) => ({
		value: fc.oneof(
			{ depthSize: 'small', withCrossShrink: true },
			leaves,
			fc
				.uniqueArray(fc.tuple(fc.oneof(texts, fc.constantFrom('__proto__', '7', 'a')), tie('value')), {
					maxLength: 4,
					selector: ([key]) => key,
				})
				.map((e): Value => ({ t: 'object', id, e })),
			fc
				.uniqueArray(fc.tuple(fc.oneof(fc.nat(6), fc.nat(4e9)), tie('value')), {
					maxLength: 4,
					selector: ([index]) => index,
				})
				.chain((e) =>
					fc.tuple(fc.nat(3), namedMembers(tie('value'))).map(([more, names]): Value => {
						const sorted = e.toSorted(([a], [b]) => a - b);
						const n = (sorted.at(-1)?.[0] ?? -1) + 1 + more;
						return { t: 'array', id, e: [...sorted, ...names], n };
					}),
				),
			fc
				.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 })
				.map((e): Value => ({ t: 'map', id, e, n: e.length })),
			fc.array(tie('value'), { maxLength: 3 }).map((e): Value => ({ t: 'set', id, e, n: e.length })),
		),
	}))
	.value.map(numbered);

/** The value with ids given in order, references made to point at something, and collections as the language has them. */
export function numbered(value: Value): Value {
	let last = 0;
	const visit = (one: Value): Value => {
		if (one.t === 'ref') return last === 0 ? { t: 'null' } : { t: 'ref', id: 1 + (one.id % last) };
		if (!('id' in one)) return one;
		const made = { ...one, id: ++last };
		if (made.t === 'object') made.e = made.e.map(([key, item]) => [key, visit(item)]);
		else if (made.t === 'array') made.e = made.e.map(([key, item]) => [key, visit(item)]);
		else if (made.t === 'map') {
			const isNew = newOnes();
			made.e = made.e.flatMap(([key, item]): [Value, Value][] => {
				const first = visit(inCollection(key));
				return isNew(first) ? [[first, visit(item)]] : [];
			});
			made.n = made.e.length;
		} else if (made.t === 'set') {
			const isNew = newOnes();
			made.e = made.e.map((item) => visit(inCollection(item))).filter(isNew);
			made.n = made.e.length;
		}
		return made;
	};
	return visit(value);
}

/** Maps and sets have no negative zero. */
const inCollection = (value: Value): Value =>
	value.t === 'number' && value.v === '-0' ? { t: 'number', v: 0 } : value;

/** Says of each value whether it is the first of its kind. */
function newOnes(): (value: Value) => boolean {
	const seen = new Set<string>();
	return (value) => {
		const key = 'id' in value ? `object ${value.id}` : JSON.stringify(value);
		return !seen.has(key) && Boolean(seen.add(key));
	};
}
