import { frame, next, plain, task, nativeText as text } from '../kit.mjs';

export const checks = {
	'built-ins that hooks like to touch': () =>
		[
			Function.prototype,
			Object,
			Reflect,
			Promise,
			Promise.prototype,
			Error,
			JSON,
			Array.prototype,
			Proxy,
			WeakMap.prototype,
			Map.prototype,
		].map((object) => Reflect.ownKeys(object).map(String)),
	'errors of wrapped methods: message, realm, class': () => {
		try {
			EventTarget.prototype.addEventListener.call(1, 'x');
		} catch (error) {
			return [
				error instanceof TypeError,
				Object.getPrototypeOf(error) === TypeError.prototype,
				error.message,
				Reflect.ownKeys(error).map(String),
			];
		}
	},
	'properties may be put on methods': () => {
		const method = EventTarget.prototype.addEventListener;
		method.extra = 1;
		return [method.extra, delete method.extra, 'extra' in method];
	},
	'methods are writable and deletable': () => {
		const found = Object.getOwnPropertyDescriptor(EventTarget.prototype, 'addEventListener');
		const gone = [delete EventTarget.prototype.addEventListener, typeof window.addEventListener];
		Object.defineProperty(EventTarget.prototype, 'addEventListener', found);
		return gone;
	},
	'prototypes frozen by the page': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		inner.Object.freeze(inner.EventTarget.prototype);
		inner.Object.freeze(inner.MessageEvent.prototype);
		const got = next(inner, 'message');
		inner.postMessage('x', '*');
		return (await got).data;
	},
	'traps on Object.prototype are not sprung': () => {
		const { port1, port2 } = new MessageChannel();
		return trapped(Object.prototype, TRAPS, () => {
			port1.onmessage = quiet;
			port2.postMessage('x');
			window.addEventListener('message', quiet);
			window.dispatchEvent(new MessageEvent('message'));
			window.removeEventListener('message', quiet);
		});
	},
	'traps on Array.prototype are not sprung': () =>
		trapped(Array.prototype, [0, 1, 2, 3], () => {
			window.addEventListener('message', quiet);
			window.dispatchEvent(new MessageEvent('message', { __proto__: null, data: 'x' }));
			window.removeEventListener('message', quiet);
			new WebSocket(address).close();
		}),
	'replaced built-ins are not called': async () => {
		const log = [];
		const spots = [
			[Array.prototype, ['push', 'map', 'forEach', 'slice', 'join', 'indexOf', 'splice', 'shift', 'filter']],
			[String.prototype, ['slice', 'split', 'indexOf', 'replace', 'match', 'startsWith', 'substring']],
			[Map.prototype, ['get', 'set', 'has', 'delete']],
			[WeakMap.prototype, ['get', 'set', 'has', 'delete']],
			[Set.prototype, ['add', 'has']],
			[WeakSet.prototype, ['add', 'has']],
			[Function.prototype, ['call', 'apply', 'bind', 'toString']],
			[Reflect, ['apply', 'construct', 'ownKeys', 'get']],
			[Object, ['defineProperty', 'keys', 'create', 'assign', 'getOwnPropertyDescriptor', 'getPrototypeOf']],
			[JSON, ['stringify', 'parse']],
			[Math, ['random', 'min', 'max', 'floor']],
			[Date, ['now']],
			[Performance.prototype, ['now']],
			[RegExp.prototype, ['exec', 'test']],
			[EventTarget.prototype, ['dispatchEvent']],
			[Promise.prototype, ['then', 'catch']],
			[
				window,
				[
					'setTimeout',
					'queueMicrotask',
					'requestAnimationFrame',
					'structuredClone',
					'Error',
					'CustomEvent',
					'FocusEvent',
					'WeakRef',
				],
			],
		];
		const kept = [];
		const { port1, port2 } = new MessageChannel();
		for (const [object, names] of spots)
			for (const name of names) {
				const found = Object.getOwnPropertyDescriptor(object, name);
				if (!found || !('value' in found)) continue;
				kept[kept.length] = [object, name, found];
				const native = found.value;
				object[name] = new Proxy(native, {
					__proto__: null,
					apply: (target, self, args) => {
						log[log.length] = name;
						return $apply(target, self, args);
					},
					construct: (target, args, newTarget) => {
						log[log.length] = `new ${name}`;
						return $construct(target, args, newTarget);
					},
				});
			}
		const before = log.length;
		window.addEventListener('message', quiet);
		window.dispatchEvent(new MessageEvent('message', { data: 'x' }));
		window.removeEventListener('message', quiet);
		port1.onmessage = quiet;
		port2.postMessage('x');
		const socket = new WebSocket(address);
		socket.close();
		const used = [];
		for (let i = before; i < log.length; i++) used[used.length] = log[i];
		for (let i = 0; i < kept.length; i++) $define(kept[i][0], kept[i][1], kept[i][2]);
		return used;
	},
	'event traffic on window and document': async () => {
		const log = [];
		const { dispatchEvent } = EventTarget.prototype;
		EventTarget.prototype.dispatchEvent = function (event) {
			log.push(event.type);
			return dispatchEvent.call(this, event);
		};
		window.addEventListener('message', () => {}, { once: true });
		window.postMessage('x', '*');
		await task(30);
		EventTarget.prototype.dispatchEvent = dispatchEvent;
		return log;
	},
	'structuredClone of a result of ours': () => plain(structuredClone({ a: [1, new Date(0)] }).a[0]),
	'console is left alone': () => [Reflect.ownKeys(console).length, text(console.log)],
};

const TRAPS = [
	'get',
	'set',
	'value',
	'writable',
	'enumerable',
	'configurable',
	'capture',
	'once',
	'signal',
	'passive',
	'detail',
	'bubbles',
	'handleEvent',
	'toJSON',
	'then',
	'apply',
	'construct',
	'kind',
	'type',
	'id',
	'seq',
	'data',
	'origin',
	'source',
	'ports',
	'stack',
];

/** What code running in `act` reads or writes through getters and setters put on `prototype`. */
function trapped(prototype, keys, act) {
	let log = '';
	for (const key of keys)
		$define(prototype, key, {
			__proto__: null,
			configurable: true,
			get() {
				log += `get ${key};`;
				return undefined;
			},
			set(value) {
				log += `set ${key};`;
				$define(this, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
			},
		});
	act();
	const seen = log;
	for (const key of keys) delete prototype[key];
	return seen;
}

const { apply: $apply, construct: $construct } = Reflect;
const $define = Object.defineProperty;
const quiet = () => {};
const address = `ws://${location.host}/echo`;
