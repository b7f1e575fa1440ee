import { drained, nativeText, next, plain, thrown, watched } from '../kit.mjs';

const self = async (data, ...rest) => {
	const arrived = next(window, 'message');
	window.postMessage(data, ...(rest.length ? rest : ['*']));
	return arrived;
};
const _names = ['data', 'origin', 'source', 'ports', 'lastEventId'];

export const checks = {
	'postMessage returns undefined': async () => {
		const result = window.postMessage('x', '*');
		await drained();
		return plain(result);
	},
	'postMessage is asynchronous, after microtasks': async () => {
		const log = [];
		window.addEventListener('message', () => log.push('message'), { once: true });
		window.postMessage('x', '*');
		log.push('sync');
		queueMicrotask(() => log.push('microtask'));
		await drained();
		return log;
	},
	'messages arrive in order': async () => {
		const log = [];
		const listener = ({ data }) => typeof data === 'number' && log.push(data);
		window.addEventListener('message', listener);
		for (let i = 0; i < 50; i++) window.postMessage(i, '*');
		await drained();
		window.removeEventListener('message', listener);
		return log;
	},
	'the data is copied when posted': async () => {
		const data = { a: 1 };
		const arrived = next(window, 'message');
		window.postMessage(data, '*');
		data.a = 2;
		const event = await arrived;
		return [event.data.a, event.data === data];
	},
	'no arguments': () => thrown(() => window.postMessage()),
	'one argument: own origin': async () => {
		const arrived = next(window, 'message');
		window.postMessage('x');
		return (await arrived).data;
	},
	'targetOrigin: invalid': () =>
		['nonsense', '', 'http://', 5, 'http://a b'].map((origin) =>
			thrown(() => window.postMessage('x', origin)),
		),
	'targetOrigin: null and undefined': () => [
		thrown(() => window.postMessage('x', null)),
		thrown(() => window.postMessage('x', undefined)),
	],
	'targetOrigin: own, slash, options': async () => {
		const seen = [];
		for (const rest of [
			[location.origin],
			['/'],
			[{ targetOrigin: '*' }],
			[{ targetOrigin: location.origin }],
			[{}],
			[`${location.origin}/path?x`],
		]) {
			const arrived = next(window, 'message');
			window.postMessage('x', ...rest);
			seen.push((await arrived).data);
		}
		return seen;
	},
	'targetOrigin: another origin does not arrive': async () => {
		const log = [];
		const listener = ({ data }) => data === 'wrong' && log.push(data);
		window.addEventListener('message', listener);
		window.postMessage('wrong', 'http://elsewhere.invalid');
		await drained();
		window.removeEventListener('message', listener);
		return log;
	},
	'arguments are converted once, in order': () => {
		const log = [];
		const origin = { toString: () => (log.push('toString'), '*') };
		const data = {
			get a() {
				log.push('data');
				return 1;
			},
		};
		const list = {
			[Symbol.iterator]() {
				log.push('iterator');
				return [][Symbol.iterator]();
			},
		};
		window.postMessage(data, origin, list);
		const keys = [];
		window.postMessage(data, watched({ targetOrigin: '*', transfer: [] }, keys));
		return [log, keys];
	},
	'the data is read once': async () => {
		let reads = 0;
		await self({
			get a() {
				reads++;
				return reads;
			},
		});
		return reads;
	},
	'a getter of the data that throws': () =>
		thrown(() =>
			window.postMessage(
				{
					get a() {
						throw new RangeError('mine');
					},
				},
				'*',
			),
		),
	DataCloneError: () =>
		[() => {}, Symbol('s'), document, window, new WeakMap(), Promise.resolve(), new Proxy({}, {})].map(
			(data) => thrown(() => window.postMessage(data, '*')),
		),
	'DataCloneError: class and code': () => {
		try {
			window.postMessage(() => {}, '*');
		} catch (error) {
			return [
				error instanceof DOMException,
				error.code,
				error.name,
				Object.getPrototypeOf(error) === DOMException.prototype,
			];
		}
	},
	'transfer: a buffer': async () => {
		const buffer = new ArrayBuffer(8);
		const event = await self(buffer, '*', [buffer]);
		return [buffer.byteLength, event.data.byteLength];
	},
	'transfer: a port': async () => {
		const { port1, port2 } = new MessageChannel();
		const event = await self('port', '*', [port2]);
		const back = next(port1, 'message');
		port1.start();
		event.ports[0].postMessage('through');
		return [(await back).data, event.ports.length, event.ports[0] === port2];
	},
	'transfer: a port in the data': async () => {
		const { port2 } = new MessageChannel();
		const event = await self({ port: port2 }, '*', [port2]);
		return event.data.port === event.ports[0];
	},
	'transfer: a port not in the list': () => thrown(() => window.postMessage(new MessageChannel().port1, '*')),
	'transfer: duplicates': () => {
		const { port1 } = new MessageChannel();
		return thrown(() => window.postMessage('x', '*', [port1, port1]));
	},
	'transfer: what cannot be': () => [
		thrown(() => window.postMessage('x', '*', [{}])),
		thrown(() => window.postMessage('x', '*', 5)),
		thrown(() => window.postMessage('x', '*', [1])),
	],
	'transfer: streams': async () => {
		const stream = new ReadableStream({
			start(control) {
				control.enqueue('chunk');
				control.close();
			},
		});
		const event = await self(stream, '*', [stream]);
		const { value } = await event.data.getReader().read();
		return [value, stream.locked];
	},
	messageerror: async () => {
		const seen = [];
		window.onmessageerror = (event) => seen.push(event.type);
		window.addEventListener('messageerror', (event) => seen.push(event.data), { once: true });
		window.dispatchEvent(new MessageEvent('messageerror', { data: 'x' }));
		window.onmessageerror = null;
		return seen;
	},
	'postMessage of window: descriptor and identity': async () => {
		const found = Object.getOwnPropertyDescriptor(window, 'postMessage');
		return [
			Object.keys(found),
			found.writable,
			found.enumerable,
			found.configurable,
			window.postMessage === window.postMessage,
			'postMessage' in Window.prototype,
		];
	},
	'postMessage of window: name, length, own keys, text': () => [
		window.postMessage.name,
		window.postMessage.length,
		Reflect.ownKeys(window.postMessage).map(String).sort(),
		nativeText(window.postMessage),
		thrown(() => new window.postMessage('x', '*')),
	],
	'postMessage of window: on a wrong receiver': () => [
		thrown(() => window.postMessage.call({}, 'x', '*')),
		thrown(() => (0, window.postMessage)('x', '*')),
		thrown(() => window.postMessage.call(null, 'x', '*')),
		thrown(() => postMessage('x', '*')),
	],
	'postMessage of window: replaced by the page': () => {
		const native = window.postMessage;
		const calls = [];
		window.postMessage = (...args) => calls.push(args);
		window.postMessage('x', '*');
		window.postMessage = native;
		return [calls, window.postMessage === native];
	},
	'postMessage of window: kept by the page and called later': async () => {
		const { postMessage } = window;
		const arrived = next(window, 'message');
		postMessage('kept', '*');
		return (await arrived).data;
	},
};
