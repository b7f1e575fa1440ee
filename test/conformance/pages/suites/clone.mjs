import { frame, next, plain, thrown } from '../kit.mjs';

/** `data` as it arrives at this window and over a port. */
async function both(make, look = plain) {
	const arrived = next(window, 'message');
	window.postMessage(make(), '*');
	const one = look((await arrived).data);
	const { port1, port2 } = new MessageChannel();
	const told = next(port1, 'message');
	port1.start();
	port2.postMessage(make());
	return [one, look((await told).data)];
}
const shape = (value) => [
	Object.prototype.toString.call(value),
	Object.getPrototypeOf(Object(value))?.constructor?.name,
];

export const checks = {
	primitives: async () => [
		await both(() => undefined),
		await both(() => null),
		await both(() => -0),
		await both(() => Number.NaN),
		await both(() => 10n ** 30n),
		await both(() => 'ä\ud800'),
	],
	'boxed primitives': async () => [
		await both(() => new Number(-0), shape),
		await both(() => new String('x'), shape),
		await both(() => Object(5n), shape),
		await both(() => new Boolean(false), shape),
	],
	'Date and RegExp': async () => [
		await both(
			() => new Date(5),
			(date) => [date.getTime(), ...shape(date)],
		),
		await both(
			() => Object.assign(/a/gi, { lastIndex: 3 }),
			(one) => [String(one), one.lastIndex],
		),
	],
	'Map and Set': () =>
		both(
			() => new Map([[new Set([1, 'a']), { x: [] }]]),
			(map) => [...map].map(([key, value]) => [[...key], plain(value)]),
		),
	'Map with itself': () =>
		both(
			() => {
				const map = new Map();
				return map.set('self', map);
			},
			(map) => map.get('self') === map,
		),
	'cycles and shared references': () =>
		both(
			() => {
				const shared = {};
				const data = { one: shared, two: shared, list: [shared] };
				data.self = data;
				return data;
			},
			(data) => [data.self === data, data.one === data.two, data.list[0] === data.one],
		),
	'sparse arrays and extra properties': () =>
		both(
			() => Object.assign([1, , 3], { extra: 'x' }),
			(list) => [list.length, 1 in list, list.extra, Object.keys(list)],
		),
	'typed arrays share their buffer': () =>
		both(
			() => {
				const buffer = new ArrayBuffer(8);
				return [new Uint8Array(buffer, 2, 3), new Float64Array(buffer), new DataView(buffer, 1)];
			},
			([bytes, floats, view]) => [
				bytes.buffer === floats.buffer,
				bytes.byteOffset,
				bytes.length,
				view.byteOffset,
				view.buffer === bytes.buffer,
			],
		),
	'resizable buffers': () =>
		both(
			() => new ArrayBuffer(2, { maxByteLength: 8 }),
			(buffer) => [buffer.resizable, buffer.maxByteLength],
		),
	'Blob, File, FileList': () =>
		both(
			() => [new Blob(['ab'], { type: 'text/x' }), new File(['abc'], 'n', { lastModified: 5 })],
			([blob, file]) => [blob.size, blob.type, file.name, file.lastModified, file.size],
		),
	'Error kinds': () =>
		both(
			() => [
				new RangeError('r', { cause: 'c' }),
				new TypeError('t'),
				Object.assign(new Error('e'), { extra: 1 }),
			],
			(list) =>
				list.map((one) => [
					one.name,
					one.message,
					one.cause === undefined,
					one.extra === undefined,
					...shape(one),
				]),
		),
	'Error subclass': () =>
		both(
			() => {
				class Mine extends Error {
					name = 'Mine';
				}
				return new Mine('m');
			},
			(one) => [one.name, one.message, ...shape(one)],
		),
	DOMException: () =>
		both(
			() => new DOMException('m', 'AbortError'),
			(one) => [one.name, one.code, one.message, one instanceof DOMException],
		),
	'class instances lose their class': () =>
		both(
			() =>
				new (class Mine {
					a = 1;
					#b = 2;
					get c() {
						return this.#b;
					}
				})(),
			(one) => [Object.keys(one), ...shape(one)],
		),
	'getters become values': () =>
		both(
			() => ({
				get a() {
					return 'got';
				},
			}),
			(one) => Object.getOwnPropertyDescriptor(one, 'a'),
		),
	'non-enumerable, symbols, prototypes are left out': () =>
		both(
			() =>
				Object.defineProperty(
					Object.assign(Object.create({ inherited: 1 }), { a: 1, [Symbol('s')]: 2 }),
					'hidden',
					{ value: 3 },
				),
			(one) => [Reflect.ownKeys(one).map(String), one.inherited === undefined],
		),
	'objects without a prototype': () =>
		both(
			() => Object.assign(Object.create(null), { a: 1 }),
			(one) => shape(one),
		),
	'an own __proto__': () =>
		both(
			() => JSON.parse('{"__proto__":{"x":1}}'),
			(one) => [Object.hasOwn(one, '__proto__'), one.x === undefined],
		),
	'DOMRect, DOMMatrix, DOMPoint': () =>
		both(
			() => [new DOMRect(1, 2, 3, 4), new DOMPoint(1, 2), new DOMMatrix()],
			(list) => list.map((one) => shape(one)),
		),
	ImageData: () =>
		both(
			() => new ImageData(2, 1),
			(one) => [one.width, one.height, one.data.length],
		),
	CryptoKey: async () => {
		const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, false, ['encrypt']);
		return both(
			() => key,
			(one) => [one.type, one.extractable, one.algorithm.name],
		);
	},
	'order of keys': () => both(() => ({ b: 1, 2: 1, a: 1, 1: 1 }), Object.keys),
	'order of reads': async () => {
		const log = [];
		const data = {};
		for (const key of ['b', 'a', '1'])
			Object.defineProperty(data, key, {
				enumerable: true,
				get: () => {
					log.push(key);
					return 0;
				},
			});
		await both(
			() => data,
			() => 0,
		);
		return log;
	},
	'properties deleted by a getter': () =>
		both(
			() => {
				const data = {
					get a() {
						delete data.b;
						return 1;
					},
					b: 2,
				};
				return data;
			},
			(one) => Object.keys(one),
		),
	'deep nesting': () =>
		both(
			() => {
				let data = {};
				for (let i = 0; i < 500; i++) data = { data };
				return data;
			},
			(one) => {
				let depth = 0;
				for (let at = one; at.data; at = at.data) depth++;
				return depth;
			},
		),
	'wide objects': () =>
		both(
			() => Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, i])),
			(one) => Object.keys(one).length,
		),
	'a megabyte of text': () =>
		both(
			() => 'y'.repeat(1 << 20),
			(one) => one.length,
		),
	'what cannot be cloned': () =>
		[
			() => {},
			Symbol('s'),
			new WeakMap(),
			document.body,
			new Proxy({}, {}),
			navigator,
			new Event('x'),
			new WeakRef({}),
		].map((data) => thrown(() => new MessageChannel().port1.postMessage(data))),
	'a failing value deep inside': () => thrown(() => window.postMessage({ a: [{ b: () => {} }] }, '*')),
	'detached buffers': () => {
		const buffer = new ArrayBuffer(2);
		structuredClone(buffer, { transfer: [buffer] });
		return [
			thrown(() => window.postMessage(buffer, '*', [buffer])),
			thrown(() => new MessageChannel().port1.postMessage(buffer)),
		];
	},
	'the clone belongs to the realm of the receiver': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const arrived = next(inner, 'message');
		inner.postMessage({ list: [], map: new Map() }, '*');
		const { data } = await arrived;
		return [
			data instanceof inner.Object,
			data.list instanceof inner.Array,
			data.map instanceof inner.Map,
			data instanceof Object,
		];
	},
	'wasm modules and shared memory': () => [
		thrown(() =>
			window.postMessage(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer, '*'),
		),
		thrown(() => window.postMessage(new WebAssembly.Memory({ initial: 1 }), '*')),
	],
};
