import { frame, next, open, socketAt, task, thrown } from '../kit.mjs';

const closing = async (...args) => {
	const socket = await open('/echo');
	const result = thrown(() => socket.close(...args));
	const state = socket.readyState;
	if (state === 1) socket.close();
	const event = await next(socket, 'close');
	return [result, state, event.code, event.reason, event.wasClean];
};

export const checks = {
	'states in order': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		const seen = [socket.readyState];
		await next(socket, 'open');
		seen.push(socket.readyState);
		socket.close();
		seen.push(socket.readyState);
		await next(socket, 'close');
		seen.push(socket.readyState);
		return seen;
	},
	'send while closing': async () => {
		const socket = await open('/echo');
		socket.close();
		const result = thrown(() => socket.send('abc'));
		return [result, socket.bufferedAmount];
	},
	'send after close raises bufferedAmount': async () => {
		const socket = await open('/echo');
		socket.close();
		await next(socket, 'close');
		const before = socket.bufferedAmount;
		socket.send('abc');
		socket.send(new Uint8Array(5));
		return [socket.bufferedAmount - before, socket.readyState];
	},
	'send of a Blob after close': async () => {
		const socket = await open('/echo');
		socket.close();
		await next(socket, 'close');
		const before = socket.bufferedAmount;
		socket.send(new Blob(['1234567']));
		return socket.bufferedAmount - before;
	},
	'close codes': async () => {
		const seen = [];
		for (const code of [0, 999, 1001, 1006, 2999, 5000, 65536 + 1000, -1, 'abc', null])
			seen.push([code, ...(await closing(code))]);
		return seen;
	},
	'close with 1000, 3000, 4999': async () => [await closing(1000), await closing(3000), await closing(4999)],
	'close with undefined': async () => [await closing(undefined), await closing(undefined, undefined)],
	'close with a reason alone': async () => closing(undefined, 'why'),
	'close converts its arguments in order, once': async () => {
		const log = [];
		const part = (name, value) => ({
			valueOf: () => (log.push(`valueOf ${name}`), value),
			toString: () => (log.push(`toString ${name}`), String(value)),
		});
		const result = await closing(part('code', '3005'), part('reason', 'r'));
		return [result, log];
	},
	'close with a code of text': () => closing('3005', 'x'),
	'close with NaN and fractions': async () => [await closing(Number.NaN), await closing(3000.9)],
	'a reason of 123 and 124 bytes': async () => [
		await closing(3000, 'x'.repeat(123)),
		await closing(3000, 'x'.repeat(124)),
	],
	'a long reason in UTF-8': () => closing(3000, '€'.repeat(42)),
	'a reason with a lone surrogate': () => closing(3000, 'a\ud800'),
	'a symbol as code': async () => {
		const socket = await open('/echo');
		const result = thrown(() => socket.close(Symbol('s')));
		socket.close();
		return result;
	},
	'close while connecting': async () => {
		const socket = new WebSocket(socketAt('/hold'));
		const result = thrown(() => socket.close(3000, 'early'));
		const state = socket.readyState;
		const event = await next(socket, 'close');
		return [result, state, event.code, event.reason, event.wasClean];
	},
	'invalid close while connecting': () => {
		const socket = new WebSocket(socketAt('/hold'));
		const result = thrown(() => socket.close(5));
		const state = socket.readyState;
		socket.close();
		return [result, state];
	},
	'close after close': async () => {
		const socket = await open('/echo');
		socket.close();
		await next(socket, 'close');
		return [
			thrown(() => socket.close()),
			thrown(() => socket.close(5)),
			thrown(() => socket.close(1000, 'x')),
		];
	},
	'close in the open handler': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		socket.onopen = () => socket.close(3001, 'in open');
		const event = await next(socket, 'close');
		return [event.code, event.reason];
	},
	'close in a message handler stops further messages': async () => {
		const socket = await open('/push?texts=a,b,c');
		const seen = [];
		socket.onmessage = ({ data }) => {
			seen.push(data);
			socket.close();
		};
		socket.send('go');
		await next(socket, 'close');
		return seen[0];
	},
	'a frame removed takes its socket along': async () => {
		const element = await frame({ srcdoc: '' });
		const inner = element.contentWindow;
		const socket = new inner.WebSocket(socketAt('/echo'));
		await next(socket, 'open');
		const log = [];
		socket.onclose = () => log.push('close');
		element.remove();
		await task(30);
		return log;
	},
	'the address of a socket in a frame': async () => {
		const element = await frame({ src: '/frame.html' });
		const socket = new element.contentWindow.WebSocket('/echo');
		const { pathname } = new URL(socket.url);
		socket.close();
		return pathname;
	},
	'many sockets open and close': async () => {
		const sockets = await Promise.all(Array.from({ length: 12 }, () => open('/echo')));
		for (const socket of sockets) socket.close();
		const events = await Promise.all(sockets.map((socket) => next(socket, 'close')));
		return events.map((event) => event.code);
	},
	WebSocketStream: async () => {
		if (typeof WebSocketStream === 'undefined') return 'not here';
		const stream = new WebSocketStream(socketAt('/echo'), { protocols: ['p'] });
		const { readable, writable, protocol, extensions } = await stream.opened;
		const [reader, writer] = [readable.getReader(), writable.getWriter()];
		await writer.write('text');
		const first = await reader.read();
		await writer.write(new Uint8Array([1, 2]));
		const second = await reader.read();
		stream.close({ closeCode: 3000, reason: 'done' });
		const { closeCode, reason } = await stream.closed;
		return [
			[WebSocketStream.name, WebSocketStream.length, Reflect.ownKeys(stream).length],
			[
				protocol,
				extensions,
				readable.constructor === ReadableStream,
				writable.constructor === WritableStream,
			],
			[first.value, second.value.constructor.name, [...new Uint8Array(second.value.buffer ?? second.value)]],
			[closeCode, reason],
			thrown(() => WebSocketStream(socketAt('/echo'))),
			thrown(() => new WebSocketStream()),
			thrown(() => new WebSocketStream('ftp://x')),
		];
	},
	'WebSocketStream: refused': async () => {
		if (typeof WebSocketStream === 'undefined') return 'not here';
		const stream = new WebSocketStream(socketAt('/refuse'));
		return Promise.all(
			[stream.opened, stream.closed].map((promise) =>
				promise.then(String, (error) => `${error.name} ${error.message}`),
			),
		);
	},
	'no new globals after using sockets': async () => {
		const before = new Set(Reflect.ownKeys(window));
		const socket = await open('/echo');
		socket.send('x');
		await next(socket, 'message');
		socket.close();
		return Reflect.ownKeys(window)
			.filter((key) => !before.has(key))
			.map(String);
	},
};
