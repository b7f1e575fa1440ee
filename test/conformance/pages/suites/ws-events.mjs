import { chain, next, open, plain, pushing, socketAt, task, uncaught } from '../kit.mjs';

const keys = (event) => Reflect.ownKeys(event).map(String);
async function received(data = 'x') {
	const socket = await open('/echo');
	socket.binaryType = 'arraybuffer';
	socket.send(data);
	const event = await next(socket, 'message');
	socket.close();
	return event;
}
async function closed(path, act = (socket) => socket.send('go')) {
	const socket = await open(path);
	const log = [];
	for (const type of ['error', 'close'])
		socket.addEventListener(type, () => log.push(`${type} ${socket.readyState}`));
	act(socket);
	const event = await next(socket, 'close');
	return { event, log, socket };
}
const closeFacts = (event) => [
	event.code,
	event.reason,
	event.wasClean,
	event.isTrusted,
	event.cancelable,
	event.bubbles,
];

export const checks = {
	'events of any class that the page dispatches': async () => {
		const log = [];
		const seen = await uncaught(async () => {
			for (const make of [
				(type) => new Event(type),
				(type) => new UIEvent(type, { detail: 5 }),
				(type) => new CustomEvent(type),
				(type) => new MessageEvent(type, { data: 'mine' }),
				(type) => new CloseEvent(type, { code: 4000 }),
			]) {
				const socket = new WebSocket(socketAt('/echo'));
				for (const type of ['open', 'message', 'error', 'close']) {
					socket[`on${type}`] = (event) =>
						log.push(`${event.type} ${event.constructor.name} ${socket.readyState}`);
					socket.dispatchEvent(make(type));
				}
				socket.onerror = null;
				socket.close();
			}
		});
		return [log, seen];
	},
	'message: class and tag': async () => {
		const event = await received();
		return [
			event.constructor === MessageEvent,
			Object.getPrototypeOf(event) === MessageEvent.prototype,
			String(event),
			chain(event),
		];
	},
	'message: flags': async () => {
		const event = await received();
		return [
			event.isTrusted,
			event.bubbles,
			event.cancelable,
			event.composed,
			event.defaultPrevented,
			event.type,
		];
	},
	'message: origin, source, ports, lastEventId': async () => {
		const event = await received();
		return [event.origin, event.source, event.ports.length, Object.isFrozen(event.ports), event.lastEventId];
	},
	'message: origin through another name': async () => {
		const socket = new WebSocket(socketAt('/echo').replace('a.localhost', 'B.localhost'));
		await next(socket, 'open');
		socket.send('x');
		const event = await next(socket, 'message');
		socket.close();
		return event.origin;
	},
	'message: own keys': async () => keys(await received()),
	'message: for-in': async () => {
		const names = [];
		for (const name in await received()) names.push(name);
		return names;
	},
	'message: the getters of the prototype answer': async () => {
		const event = await received('text');
		return ['data', 'origin', 'source', 'ports', 'lastEventId'].map((key) =>
			plain(Object.getOwnPropertyDescriptor(MessageEvent.prototype, key).get.call(event)),
		);
	},
	'message: one event and one data for all listeners': async () => {
		const socket = await open('/echo');
		socket.binaryType = 'arraybuffer';
		const seen = [];
		socket.addEventListener('message', (event) => seen.push([event, event.data]));
		socket.onmessage = (event) => seen.push([event, event.data]);
		socket.send(new Uint8Array([1]));
		await next(socket, 'message');
		await task();
		socket.close();
		return [seen[0][0] === seen[1][0], seen[0][1] === seen[1][1], seen.length];
	},
	'message: a property put on the event stays': async () => {
		const socket = await open('/echo');
		const seen = [];
		socket.addEventListener('message', (event) => {
			event.mark = 'mine';
		});
		socket.addEventListener('message', (event) => seen.push(event.mark));
		socket.send('x');
		await next(socket, 'message');
		await task();
		socket.close();
		return seen;
	},
	'message: timeStamp follows that of open': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		const opened = await next(socket, 'open');
		socket.send('x');
		const event = await next(socket, 'message');
		socket.close();
		return [event.timeStamp >= opened.timeStamp, event.timeStamp <= performance.now() + 5];
	},
	'open: class, flags, keys': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		const event = await next(socket, 'open');
		socket.close();
		return [
			event.constructor.name,
			event.isTrusted,
			event.bubbles,
			event.cancelable,
			keys(event),
			socket.protocol,
		];
	},
	'open: state when it fires': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		const before = socket.readyState;
		await next(socket, 'open');
		const at = socket.readyState;
		socket.close();
		return [before, at];
	},
	'open handler before and after listeners': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		const log = [];
		socket.addEventListener('open', () => log.push('first'));
		socket.onopen = () => log.push('handler');
		socket.addEventListener('open', () => log.push('last'));
		await next(socket, 'open');
		socket.close();
		return log;
	},
	'close: class, flags, keys': async () => {
		const { event } = await closed('/close?code=1000&reason=bye');
		return [event.constructor === CloseEvent, String(event), keys(event), closeFacts(event)];
	},
	'close: by the peer with a code of its own': async () =>
		closeFacts((await closed('/close?code=4321&reason=b%C3%A9')).event),
	'close: by the page without a code': async () =>
		closeFacts((await closed('/echo', (socket) => socket.close())).event),
	'close: by the page with code and reason': async () =>
		closeFacts((await closed('/echo', (socket) => socket.close(3005, 'why'))).event),
	'dropped by the peer': async () => {
		const { event, log } = await closed('/drop');
		return [closeFacts(event), log];
	},
	'close only, when clean': async () => (await closed('/close?code=1000')).log,
	'refused handshake: error before close, state 3': async () => {
		const socket = new WebSocket(socketAt('/refuse'));
		const log = [];
		socket.addEventListener('error', (event) =>
			log.push(['error', socket.readyState, event.constructor.name, keys(event), event.message]),
		);
		socket.addEventListener('close', (event) => log.push(['close', socket.readyState, closeFacts(event)]));
		await next(socket, 'close');
		return log;
	},
	'refused handshake: a microtask or task between error and close': async () => {
		const socket = new WebSocket(socketAt('/refuse'));
		const log = [];
		socket.addEventListener('error', () => {
			log.push('error');
			queueMicrotask(() => log.push('microtask'));
		});
		socket.addEventListener('close', () => log.push('close'));
		await next(socket, 'close');
		await task();
		return log;
	},
	'close() while connecting': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		const log = [];
		for (const type of ['open', 'error', 'close'])
			socket.addEventListener(type, (event) => log.push([type, socket.readyState, event.code]));
		socket.close();
		log.push(socket.readyState);
		await next(socket, 'close');
		return log;
	},
	'closing twice makes one event': async () => {
		const socket = await open('/echo');
		let count = 0;
		socket.addEventListener('close', () => count++);
		const returned = [socket.close(), socket.close(1000), socket.close(3000, 'x')];
		await next(socket, 'close');
		await task(20);
		return [count, returned];
	},
	'messages in order, empty text and empty bytes among them': async () => {
		const socket = await pushing('a', '', 'b', '0x', '0x0102', 'c');
		socket.binaryType = 'arraybuffer';
		const seen = [];
		socket.onmessage = ({ data }) => seen.push(typeof data === 'string' ? data : [...new Uint8Array(data)]);
		socket.send('go');
		while (seen.length < 6) await next(socket, 'message');
		socket.close();
		return seen;
	},
	'each message is a task of its own': async () => {
		const socket = await pushing('a', 'b');
		const log = [];
		socket.onmessage = ({ data }) => {
			log.push(data);
			Promise.resolve()
				.then(() => {})
				.then(() => log.push(`after ${data}`));
		};
		socket.send('go');
		await next(socket, 'message');
		while (log.length < 4) await task(5);
		socket.close();
		return log;
	},
	'no message after close() is lost before the close event': async () => {
		const socket = await open('/echo');
		const log = [];
		socket.onmessage = ({ data }) => log.push(data);
		socket.onclose = () => log.push('close');
		socket.send('x');
		socket.close();
		await next(socket, 'close');
		await task();
		return log.at(-1);
	},
	'handlers may be replaced by the page with defineProperty': async () => {
		const socket = await open('/echo');
		const log = [];
		Object.defineProperty(socket, 'onmessage', { value: () => log.push('own'), writable: true });
		socket.addEventListener('message', () => log.push('listener'));
		socket.send('x');
		await next(socket, 'message');
		await task();
		socket.close();
		return log;
	},
	'MessageEvent accessor replaced by the page': async () => {
		const found = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
		const log = [];
		Object.defineProperty(MessageEvent.prototype, 'data', {
			...found,
			get() {
				log.push('read');
				return found.get.call(this);
			},
		});
		const event = await received('seen');
		const before = log.length;
		const { data } = event;
		Object.defineProperty(MessageEvent.prototype, 'data', found);
		return [before, data, log.length];
	},
};
