import { attempt, get, happened, lab, name, note, numberOf, waitUntil } from './realm.mjs';
import { valueOf } from './values.mjs';

const address = (path) => {
	const base = `ws://${location.host}`;
	switch (path) {
		case 'push':
			return `${base}/push?texts=one,0x0102,two`;
		case 'close':
			return `${base}/close?code=4001&reason=bye`;
		case 'bad':
			return 'nothing://there';
		case 'fragment':
			return `${base}/echo#part`;
		default:
			return `${base}/${path}`;
	}
};

export function makeSocket({ n, path, how }) {
	attempt(`socket ${path} ${how}`, () => {
		const url = address(path);
		const make = {
			sub: () =>
				new (class Own extends WebSocket {
					constructor(...args) {
						super(...args);
						this.own = true;
					}
				})(url),
			reflect: () => Reflect.construct(WebSocket, [url], class Own {}),
			foreign: () => new lab.helper.WebSocket(url),
			protocols: () => new WebSocket(url, ['chat', 'other']),
			'bad-protocols': () => new WebSocket(url, ['same', 'same']),
		};
		const socket = (make[how] ?? (() => new WebSocket(url)))();
		name(n, socket);
		happened('socket', {
			t: n,
			url: Object.getOwnPropertyDescriptor(WebSocket.prototype, 'url').get.call(socket),
		});
		happened('on', { t: n, type: 'message', cb: 'infra' });
		const state = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'readyState').get;
		const at = performance.now() + 1500;
		waitUntil(() => state.call(socket) === 0 && performance.now() < at);
		const buffered = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'bufferedAmount').get;
		waitUntil(() => buffered.call(socket) > 0 && state.call(socket) < 2 && performance.now() < at);
		waitUntil(() => state.call(socket) === 2 && performance.now() < at);
		for (const type of ['open', 'message', 'error', 'close'])
			WebSocket.prototype.__lookupSetter__(`on${type}`).call(socket, (event) => {
				if (type === 'message') {
					const run = { cb: 'infra', t: n, type, event: numberOf(event) };
					happened('begins', run);
					const { data } = event;
					happened('ran', {
						...run,
						trusted: event.isTrusted,
						reads: ['data'],
						threw: false,
						frame: event.isTrusted ? sizeOf(data) : undefined,
					});
				}
				if (type === 'close' && event.isTrusted)
					happened('closed', { t: n, code: event.code, reason: event.reason, wasClean: event.wasClean });
				lab.log.push([
					lab.lane ?? n,
					'socket',
					type,
					state.call(socket),
					type === 'close'
						? [event.code, event.reason, event.wasClean]
						: type === 'message'
							? kindOf(event.data)
							: '',
				]);
			});
		return `${Object.getPrototypeOf(socket).constructor.name} ${socket.url === url} ${Object.getOwnPropertyNames(socket)}`;
	});
}

const sizeOf = (data) =>
	typeof data === 'string'
		? ['string', new TextEncoder().encode(data).length]
		: data instanceof Blob
			? ['blob', data.size]
			: ArrayBuffer.isView(data)
				? ['view', data.byteLength]
				: data instanceof ArrayBuffer
					? ['arraybuffer', data.byteLength]
					: ['string', new TextEncoder().encode(String(data)).length];

const kindOf = (data) =>
	typeof data === 'string' ? data : [Object.prototype.toString.call(data), data.size ?? data.byteLength];

const payload = (form, v) => {
	switch (form) {
		case 'text':
			return [`text ${v}`];
		case 'buffer':
			return [new Uint8Array([1, 2, v % 256]).buffer];
		case 'view':
			return [new DataView(new ArrayBuffer(8), 2, 4)];
		case 'blob':
			return [new Blob(['blob', String(v)])];
		case 'object':
			return [{ toString: () => (note('frame to text'), 'from object') }];
		case 'number':
			return [5];
		case 'none':
			return [];
		case 'null':
			return [null];
		case 'throws':
			return [
				{
					toString: () => {
						throw new RangeError('frame');
					},
				},
			];
		case 'big':
			return ['y'.repeat(3000)];
		default:
			return [valueOf(v)];
	}
};

const closing = (form) => {
	switch (form) {
		case 'code':
			return [4000];
		case 'reason':
			return [1000, 'done'];
		case 'bad-code':
			return [1001];
		case 'long':
			return [1000, 'x'.repeat(200)];
		case 'object':
			return [
				{ valueOf: () => (note('code to number'), 3000) },
				{ toString: () => (note('reason to text'), 'why') },
			];
		case 'undefined':
			return [undefined, undefined];
		default:
			return [];
	}
};

export const socketOps = {
	send({ t, form, v, via }) {
		const socket = get(t);
		if (!socket) return;
		attempt(`send ${form}`, () => {
			const args = payload(form, v);
			const result =
				via === 'call'
					? WebSocket.prototype.send.call(socket, ...args)
					: via === 'foreign'
						? lab.helper.WebSocket.prototype.send.call(socket, ...args)
						: socket.send(...args);
			happened('frame', {
				t,
				size: form === 'object' ? ['string', 11] : form === 'shared' ? undefined : sizeOf(args[0]),
			});
			return result;
		});
	},
	shut({ t, form }) {
		const socket = get(t);
		if (!socket) return;
		attempt(`close ${form}`, () =>
			form === 'foreign' ? lab.helper.WebSocket.prototype.close.call(socket) : socket.close(...closing(form)),
		);
		note('state', Object.getOwnPropertyDescriptor(WebSocket.prototype, 'readyState').get.call(socket));
	},
	binary({ t, to }) {
		const socket = get(t);
		if (!socket) return;
		attempt(`binaryType ${to}`, () => {
			socket.binaryType = to === 'object' ? { toString: () => (note('type to text'), 'arraybuffer') } : to;
			return socket.binaryType;
		});
	},
};
