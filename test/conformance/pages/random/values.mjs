// Random values of every type that structured clone knows, and how a page would describe what it got.
import { random } from './rng.mjs';

const TEXTS = ['', 'text', 'ü€😀', '\ud800', '</script>', '__proto__', '"\\\n\u2028', '0', 'x'.repeat(60)];
const NUMBERS = [0, -0, 1, -1.5, NaN, Infinity, -Infinity, 2 ** 53, 1e300, 5e-324];
const KEYS = ['a', 'b', '0', '1', '-1', '', 'length', 'toJSON', 'constructor', 'ü', 't', 'id'];
const VIEWS = [
	Uint8Array,
	Int16Array,
	Float64Array,
	Uint8ClampedArray,
	BigInt64Array,
	DataView,
	Float32Array,
];
const ERRORS = [Error, TypeError, RangeError, EvalError, SyntaxError];

/** The value that follows from `seed`. */
export function valueOf(seed) {
	const { below, chance, one } = random(seed);
	const made = [];
	let left = 25;
	const keep = (object) => {
		made.push(object);
		return object;
	};
	const several = (run) => {
		for (let i = below(4); i > 0 && left > 0; i--) run();
	};
	const buffer = () => {
		const bytes = new Uint8Array(8 * (1 + below(3)));
		for (let i = 0; i < bytes.length; i++) bytes[i] = below(256);
		return bytes.buffer;
	};
	const compound = [
		() => {
			const object = keep(chance(0.15) ? Object.create(null) : {});
			several(() => {
				Object.defineProperty(object, one(...KEYS), {
					value: make(),
					enumerable: chance(0.9),
					configurable: true,
					writable: true,
				});
			});
			if (chance(0.1)) object[Symbol('hidden')] = 1;
			if (chance(0.1)) Object.defineProperty(object, 'got', { get: () => 7, enumerable: true });
			return object;
		},
		() => {
			const array = keep([]);
			several(() => array.push(make()));
			if (chance(0.2)) array.length += 1 + below(3);
			if (chance(0.1)) array[200 + below(1000)] = make();
			if (chance(0.2))
				Object.defineProperty(array, one('index', '-1', '1.5', '__proto__', 'x y'), {
					value: make(),
					enumerable: chance(0.9),
				});
			return array;
		},
		() => {
			const map = keep(new Map());
			several(() => map.set(make(), make()));
			return map;
		},
		() => {
			const set = keep(new Set());
			several(() => set.add(make()));
			return set;
		},
		() => keep(new Date(chance(0.2) ? NaN : below(2e9) * 1000)),
		() => keep(new RegExp(one('a/b', '[/]', '(?:)', '\\d+'), one('', 'g', 'iu', 'ys'))),
		() => keep(Object(one(5, 'boxed', true, -0, 9n, ''))),
		() => keep(buffer()),
		() => {
			const View = one(...VIEWS);
			const from = one(0, 8);
			const whole = buffer();
			return keep(chance(0.5) ? new View(whole) : new View(whole, Math.min(from, whole.byteLength)));
		},
		() => {
			const error = keep(new (one(...ERRORS))(one('wrong', '')));
			error.stack = 'stack';
			if (chance(0.2)) error.name = one('TypeError', 'Custom', 5);
			if (chance(0.2)) error.cause = make();
			return error;
		},
		() => keep(new DOMException('refused', one('DataCloneError', 'AbortError'))),
		() => keep(new Blob(['blob'], { type: 'text/plain' })),
		() => keep(new File(['file'], 'name.txt', { lastModified: 5 })),
		() =>
			keep(
				new (class Point extends Object {
					x = 1;
					get y() {
						return 2;
					}
				})(),
			),
		() => keep(new (class List extends Array {})(2)),
		() => keep(new (class Deep extends Map {})([[1, 2]])),
		() => keep(new DOMPoint(1, 2)),
		() => keep(new ImageData(1, 1)),
	];
	const refused = [
		() => () => {},
		() => Symbol('s'),
		() => document.createElement('p'),
		() => new WeakMap(),
		() => new Proxy({}, {}),
		() => ({
			get bad() {
				throw new RangeError('getter');
			},
		}),
	];
	function make() {
		left--;
		if (made.length > 0 && chance(0.15)) return one(...made);
		if (left < 0 || chance(0.5))
			return one(
				undefined,
				null,
				true,
				false,
				12n,
				-(2n ** 70n),
				one(...TEXTS),
				one(...NUMBERS),
				one(...TEXTS),
			);
		if (chance(0.03)) return one(...refused)();
		return one(...compound)();
	}
	return make();
}

const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a page can tell of a value that it got: JSON in which equal texts mean equal values, cycles and sharing too. */
export function tell(value, seen = new Map()) {
	if (value === undefined) return 'undefined';
	if (typeof value === 'string') return ['string', value];
	if (typeof value === 'bigint') return ['bigint', String(value)];
	if (typeof value === 'number') return ['number', Object.is(value, -0) ? '-0' : String(value)];
	if (typeof value === 'symbol' || typeof value === 'function') return [typeof value];
	if (typeof value !== 'object' || value === null) return value;
	if (seen.has(value)) return ['ref', seen.get(value)];
	seen.set(value, seen.size + 1);
	const entries = () => Object.keys(value).map((key) => [key, tell(value[key], seen)]);
	if (Array.isArray(value))
		return ['array', value.length, Object.keys(value).map((key) => [key, tell(value[key], seen)])];
	const tag = tagOf(value);
	if (ArrayBuffer.isView(value))
		return [
			'view',
			tag,
			value.byteOffset,
			hex(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
		];
	switch (tag) {
		case 'Map':
			return ['map', [...value].map(([key, inner]) => [tell(key, seen), tell(inner, seen)])];
		case 'Set':
			return ['set', [...value].map((inner) => tell(inner, seen))];
		case 'Date':
			return ['date', value.getTime()];
		case 'RegExp':
			return ['regexp', value.source, value.flags];
		case 'Number':
		case 'String':
		case 'Boolean':
			return ['boxed', tell(value.valueOf())];
		case 'ArrayBuffer':
			return ['buffer', hex(new Uint8Array(value))];
		case 'Error':
			return ['error', Object.getPrototypeOf(value).constructor.name, value.message];
		case 'DOMException':
			return ['error', 'DOMException', value.message];
		case 'Blob':
			return ['blob', value.size, value.type];
		case 'File':
			return ['blob', value.size, value.type, value.name, value.lastModified];
		case 'Object':
			return ['object', entries()];
		default:
			return ['platform', tag];
	}
}
