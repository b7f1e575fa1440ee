import { chain, frame, frameAt, next, plain, task, thrown, watched } from '../kit.mjs';

const self = async (data, ...rest) => {
	const arrived = next(window, 'message');
	window.postMessage(data, ...(rest.length ? rest : ['*']));
	return arrived;
};
const names = ['data', 'origin', 'source', 'ports', 'lastEventId'];

export const checks = {
	'event: class, tag, chain': async () => {
		const event = await self('x');
		return [
			event.constructor === MessageEvent,
			String(event),
			chain(event),
			Object.getPrototypeOf(event) === MessageEvent.prototype,
		];
	},
	'event: own keys': async () => Reflect.ownKeys(await self('x')).map(String),
	'event: for-in': async () => {
		const found = [];
		for (const name in await self('x')) found.push(name);
		return found;
	},
	'event: flags': async () => {
		const event = await self('x');
		return [event.isTrusted, event.bubbles, event.cancelable, event.composed, event.returnValue, event.type];
	},
	'event: attributes': async () => {
		const event = await self('x');
		return [
			event.data,
			event.origin,
			event.source === window,
			event.lastEventId,
			event.ports,
			Object.isFrozen(event.ports),
		];
	},
	'event: the same data at every read': async () => {
		const event = await self({ a: 1 });
		return [event.data === event.data, event.ports === event.ports, event.source === event.source];
	},
	'event: data changed by a listener stays changed': async () => {
		const seen = [];
		window.addEventListener(
			'message',
			({ data }) => {
				data.mark = 1;
			},
			{ once: true },
		);
		window.addEventListener('message', ({ data }) => seen.push(data.mark), { once: true });
		await self({});
		await task();
		return seen;
	},
	'event: properties redefined by a listener': async () => {
		const seen = [];
		window.addEventListener('message', (event) => Object.defineProperty(event, 'data', { value: 'mine' }), {
			once: true,
		});
		window.addEventListener('message', (event) => seen.push(event.data, Object.keys(event)), { once: true });
		await self('x');
		await task();
		return seen;
	},
	'event: prototype replaced by a listener': async () => {
		const event = await self('x');
		Object.setPrototypeOf(event, null);
		const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
		return [event.data, get.call(event)];
	},
	'event: after the dispatch': async () => {
		const event = await self('x');
		await task();
		return [
			event.currentTarget,
			event.target === window,
			event.eventPhase,
			event.composedPath().length,
			window.event,
		];
	},
	'event: dispatched again': async () => {
		const event = await self('again');
		await task();
		const log = [];
		const target = new EventTarget();
		target.addEventListener('message', (inner) => log.push(inner === event, inner.isTrusted, inner.data));
		target.dispatchEvent(event);
		return [log, event.isTrusted];
	},
	'event: dispatched during its dispatch': () =>
		new Promise((resolve) => {
			window.addEventListener('message', (event) => resolve(thrown(() => window.dispatchEvent(event))), {
				once: true,
			});
			window.postMessage('x', '*');
		}),
	'getters: brand checks': () =>
		names.map((name) => {
			const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, name);
			return [
				thrown(() => get.call({})),
				thrown(() => get.call(new Event('x'))),
				thrown(() => get.call(undefined)),
				thrown(() => get.call(new Proxy(new MessageEvent('m'), {}))),
			];
		}),
	'getters: through the prototype chain': () =>
		names.map((name) => thrown(() => MessageEvent.prototype[name])),
	'getters: on objects inheriting from an event': () =>
		names.map((name) => thrown(() => Object.create(new MessageEvent('m'))[name])),
	'getters: of another realm': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const event = await self('realm');
		return names.map(
			(name) =>
				plain(Object.getOwnPropertyDescriptor(inner.MessageEvent.prototype, name).get.call(event)) !==
				'never',
		);
	},
	'getters: cannot be set': async () => {
		const event = await self('x');
		return names.map((name) =>
			thrown(() => {
				event[name] = 1;
			}),
		);
	},
	'getters: Reflect.get with another receiver': () =>
		thrown(() => Reflect.get(new MessageEvent('m', { data: 1 }), 'data', {})),
	'constructor: defaults': () => {
		const event = new MessageEvent('m');
		return [names.map((name) => plain(event[name])), event.isTrusted, event.cancelable];
	},
	'constructor: init': () => {
		const { port1 } = new MessageChannel();
		const event = new MessageEvent('m', {
			data: { a: 1 },
			origin: 'o',
			lastEventId: 'i',
			source: window,
			ports: [port1],
			bubbles: true,
		});
		return [
			plain(event.data),
			event.origin,
			event.lastEventId,
			event.source === window,
			event.ports[0] === port1,
			event.bubbles,
		];
	},
	'constructor: init is read in order': () => {
		const log = [];
		new MessageEvent('m', watched({}, log));
		return log;
	},
	'constructor: errors': () => [
		thrown(() => new MessageEvent()),
		thrown(() => MessageEvent('m')),
		thrown(() => new MessageEvent('m', 5)),
		thrown(() => new MessageEvent('m', { source: {} })),
		thrown(() => new MessageEvent('m', { ports: 5 })),
	],
	initMessageEvent: () => {
		const event = new MessageEvent('m');
		event.initMessageEvent('n', true, true, 'data', 'origin', 'id', null, []);
		return [event.type, event.data, event.origin, event.lastEventId, event.cancelable];
	},
	'a synthetic event with hostile data': () => {
		const log = [];
		const data = new Proxy(
			{},
			{
				get: (_, key) => log.push(`get ${String(key)}`),
				ownKeys: () => (log.push('keys'), []),
				getPrototypeOf: () => (log.push('proto'), null),
				getOwnPropertyDescriptor: () => (log.push('own'), undefined),
				has: () => (log.push('has'), false),
			},
		);
		const listener = (event) => log.push('run', event.data === data);
		window.addEventListener('message', listener);
		window.dispatchEvent(new MessageEvent('message', { data }));
		window.removeEventListener('message', listener);
		return log;
	},
	'a synthetic event with getters in its data': () => {
		const log = [];
		const data = {
			get a() {
				log.push('a');
				return 1;
			},
			toJSON: () => log.push('toJSON'),
			toString: () => log.push('toString'),
			get [Symbol.toStringTag]() {
				log.push('tag');
				return 'x';
			},
			get constructor() {
				log.push('constructor');
				return Object;
			},
			get then() {
				log.push('then');
				return undefined;
			},
			[Symbol.iterator]: () => log.push('iterator'),
		};
		const listener = (event) => log.push('run', event.data === data);
		window.addEventListener('message', listener);
		window.dispatchEvent(new MessageEvent('message', { data }));
		window.removeEventListener('message', listener);
		return log;
	},
	'a synthetic event with hostile own properties': () => {
		const log = [];
		const event = new MessageEvent('message', { data: 1 });
		for (const key of [
			'data',
			'origin',
			'source',
			'ports',
			'type',
			'isTrusted2',
			'timeStamp',
			'target',
			'currentTarget',
		])
			Object.defineProperty(event, key, { get: () => log.push(`get ${key}`) });
		const listener = () => log.push('run');
		window.addEventListener('message', listener);
		window.dispatchEvent(event);
		window.removeEventListener('message', listener);
		return log;
	},
	'an event that is no MessageEvent': () => {
		const log = [];
		const listener = (event) => log.push(String(event), event.data);
		window.addEventListener('message', listener);
		window.onmessage = (event) => log.push(`handler ${event}`);
		window.dispatchEvent(new Event('message'));
		window.dispatchEvent(new CustomEvent('message', { detail: { a: 1 } }));
		window.onmessage = null;
		window.removeEventListener('message', listener);
		return log;
	},
	'a revoked Proxy as data': () => {
		const { proxy, revoke } = Proxy.revocable({}, {});
		revoke();
		const log = [];
		const listener = (event) => log.push(event.data === proxy);
		window.addEventListener('message', listener);
		window.dispatchEvent(new MessageEvent('message', { data: proxy }));
		window.removeEventListener('message', listener);
		return log;
	},
	'a window of another origin as data of a synthetic event': async () => {
		const data = (await frameAt('b', '')).contentWindow;
		const log = [];
		const listener = (event) => log.push(event.data === data);
		window.addEventListener('message', listener);
		window.dispatchEvent(new MessageEvent('message', { data, source: data }));
		window.removeEventListener('message', listener);
		return log;
	},
};
