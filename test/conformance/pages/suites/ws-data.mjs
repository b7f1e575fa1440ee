import { next, open, plain, pushing, socketAt, task, thrown } from '../kit.mjs';

/** What comes back when `data` is sent to /echo: a string or a list of bytes. */
async function echoed(data, act = () => {}) {
	const socket = await open('/echo');
	socket.binaryType = 'arraybuffer';
	socket.send(data);
	act();
	const { data: back } = await next(socket, 'message');
	socket.close();
	return typeof back === 'string' ? back : [...new Uint8Array(back)];
}
async function sendThrown(make) {
	const socket = await open('/echo');
	const result = thrown(() => socket.send(make()));
	const after = socket.readyState;
	socket.close();
	return [result, after];
}

export const checks = {
	text: () => echoed('äöü €'),
	'empty text': () => echoed(''),
	'lone surrogates': async () => [...(await echoed('a\ud800b\udc00'))].map((char) => char.codePointAt(0)),
	'a NUL and a BOM': async () => [...(await echoed('\ufeffa\0b'))].map((char) => char.codePointAt(0)),
	'numbers, booleans, null, undefined': async () => [
		await echoed(5),
		await echoed(true),
		await echoed(null),
		await echoed(undefined),
	],
	'an object is converted once': async () => {
		let count = 0;
		const back = await echoed({
			toString() {
				count++;
				return 'made';
			},
		});
		return [back, count];
	},
	'a wrong receiver is refused before an object is asked': () => {
		let count = 0;
		const { send } = WebSocket.prototype;
		const text = { toString: () => `${count++}` };
		const refused = [{}, 5, Object.create(WebSocket.prototype)].map((one) =>
			thrown(() => send.call(one, text)),
		);
		return [refused, count];
	},
	'order of Symbol.toPrimitive': async () => {
		const hints = [];
		await echoed({
			[Symbol.toPrimitive](hint) {
				hints.push(hint);
				return 'x';
			},
		});
		return hints;
	},
	'a symbol': () => sendThrown(() => Symbol('s')),
	'no arguments': async () => {
		const socket = await open('/echo');
		const result = thrown(() => socket.send());
		socket.close();
		return result;
	},
	'an error of toString reaches the caller': () =>
		sendThrown(() => ({
			toString() {
				throw new RangeError('mine');
			},
		})),
	'send returns undefined': async () => {
		const socket = await open('/echo');
		const result = socket.send('x');
		socket.close();
		return result;
	},
	'further arguments of send are ignored': async () => {
		const socket = await open('/echo');
		socket.send('x', { binary: true }, () => {});
		const { data } = await next(socket, 'message');
		socket.close();
		return data;
	},
	ArrayBuffer: () => echoed(new Uint8Array([1, 2, 3]).buffer),
	'empty ArrayBuffer': () => echoed(new ArrayBuffer(0)),
	'a view sends its part alone': () => echoed(new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 3)),
	'DataView and Uint16Array': async () => [
		await echoed(new DataView(new Uint8Array([1, 2, 3]).buffer, 1)),
		await echoed(new Uint16Array([258])),
	],
	'bytes are taken at send': async () => {
		const bytes = new Uint8Array([1, 2, 3]);
		return echoed(bytes, () => bytes.fill(9));
	},
	'a detached buffer': async () => {
		const buffer = new ArrayBuffer(4);
		structuredClone(buffer, { transfer: [buffer] });
		return echoed(buffer);
	},
	'a buffer may be transferred after send': async () => {
		const bytes = new Uint8Array([7, 8]);
		return echoed(bytes, () => structuredClone(bytes.buffer, { transfer: [bytes.buffer] }));
	},
	'a resizable buffer': () => sendThrown(() => new Uint8Array(new ArrayBuffer(2, { maxByteLength: 4 }))),
	'a shared buffer': () =>
		sendThrown(() => new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer),
	'a Proxy of a buffer': () => echoed(new Proxy(new Uint8Array([1]), {})).catch(String),
	Blob: () => echoed(new Blob(['blob'])),
	'empty Blob': () => echoed(new Blob([])),
	File: () => echoed(new File(['file'], 'f.txt')),
	'Blob then text keep their order': async () => {
		const socket = await open('/echo');
		socket.binaryType = 'arraybuffer';
		const seen = [];
		socket.onmessage = ({ data }) => seen.push(typeof data === 'string' ? data : `bytes ${data.byteLength}`);
		socket.send(new Blob([new Uint8Array(200000)]));
		socket.send('text');
		socket.send(new Blob(['b']));
		socket.send(new Uint8Array([1, 2]));
		while (seen.length < 4) await next(socket, 'message');
		socket.close();
		return seen;
	},
	'methods of Blob replaced by the page are not called': async () => {
		const names = ['text', 'arrayBuffer', 'stream', 'slice'];
		const kept = names.map((name) => Blob.prototype[name]);
		const calls = [];
		for (const name of names) Blob.prototype[name] = () => calls.push(name);
		const back = await echoed(new Blob(['blob']));
		names.forEach((name, i) => {
			Blob.prototype[name] = kept[i];
		});
		return [calls, back];
	},
	'own getters of a Blob and a view are not called': async () => {
		const calls = [];
		const trap = (object, keys) => {
			for (const key of keys) Object.defineProperty(object, key, { get: () => calls.push(key) });
			return object;
		};
		await echoed(trap(new Blob(['b']), ['size', 'type', 'constructor', 'then']));
		await echoed(trap(new Uint8Array([1]), ['length', 'byteLength', 'buffer', 'constructor']));
		return calls;
	},
	'bufferedAmount right after send': async () => {
		const socket = await open('/echo');
		const seen = [socket.bufferedAmount];
		socket.send('€');
		seen.push(socket.bufferedAmount);
		socket.send(new Uint8Array(10));
		seen.push(socket.bufferedAmount);
		socket.send(new Blob(['12345']));
		seen.push(socket.bufferedAmount);
		socket.close();
		return seen;
	},
	'bufferedAmount goes back to 0': async () => {
		const socket = await open('/echo');
		socket.send('x');
		await next(socket, 'message');
		const amount = socket.bufferedAmount;
		socket.close();
		return amount;
	},
	'received text is a primitive string': async () => {
		const socket = await pushing('abc');
		socket.send('go');
		const { data } = await next(socket, 'message');
		socket.close();
		return [typeof data, data];
	},
	'received Blob': async () => {
		const socket = await pushing('0x0102');
		socket.send('go');
		const { data } = await next(socket, 'message');
		socket.close();
		return [data.constructor === Blob, data.size, data.type, [...new Uint8Array(await data.arrayBuffer())]];
	},
	'received ArrayBuffer': async () => {
		const socket = await pushing('0x0102');
		socket.binaryType = 'arraybuffer';
		socket.send('go');
		const { data } = await next(socket, 'message');
		socket.close();
		return [data.constructor === ArrayBuffer, data.byteLength, data.resizable];
	},
	'a received buffer may be transferred by the first listener': async () => {
		const socket = await pushing('0x0102');
		socket.binaryType = 'arraybuffer';
		const seen = [];
		socket.addEventListener('message', ({ data }) => {
			structuredClone(data, { transfer: [data] });
			seen.push(data.byteLength);
		});
		socket.addEventListener('message', ({ data }) => seen.push(data.byteLength));
		socket.send('go');
		await next(socket, 'message');
		await task();
		socket.close();
		return seen;
	},
	'binaryType switched mid-stream': async () => {
		const socket = await pushing('0x01', '0x02', '0x03');
		const seen = [];
		socket.onmessage = ({ data }) => {
			seen.push(data.constructor.name);
			socket.binaryType = socket.binaryType === 'blob' ? 'arraybuffer' : 'blob';
		};
		socket.send('go');
		while (seen.length < 3) await next(socket, 'message');
		socket.close();
		return seen;
	},
	'a large text and large bytes': async () => {
		const text = await echoed('x'.repeat(300000));
		const bytes = await echoed(new Uint8Array(300000).fill(5));
		return [text.length, bytes.length, bytes.every((byte) => byte === 5)];
	},
	'two sockets do not mix': async () => {
		const sockets = [await open('/echo'), await open('/echo')];
		const seen = [[], []];
		sockets.forEach((socket, i) => {
			socket.onmessage = ({ data }) => seen[i].push(data);
		});
		for (let i = 0; i < 6; i++) sockets[i % 2].send(`m${i}`);
		while (seen.flat().length < 6) await task(5);
		for (const socket of sockets) socket.close();
		return seen;
	},
	'send while connecting': async () => {
		const socket = new WebSocket(socketAt('/echo'));
		const result = thrown(() => socket.send('x'));
		const state = socket.readyState;
		await next(socket, 'open');
		socket.close();
		return [result, state, plain(socket.bufferedAmount)];
	},
	'send while connecting converts first': async () => {
		let count = 0;
		const socket = new WebSocket(socketAt('/echo'));
		const result = thrown(() =>
			socket.send({
				toString() {
					count++;
					return 'x';
				},
			}),
		);
		socket.close();
		return [result, count];
	},
};
