import { chain, describe, next, socketAt, thrown } from '../kit.mjs';
import { make, shut, spoken, url } from '../sockets-kit.mjs';

export const checks = {
	'typeof, name, length': () => [typeof WebSocket, WebSocket.name, WebSocket.length],
	'descriptor on window': () => describe(window, 'WebSocket'),
	'not in for-in of window': () => {
		const names = [];
		for (const name in window) if (/socket/i.test(name)) names.push(name);
		return names;
	},
	'own keys of the constructor': () => Reflect.ownKeys(WebSocket).map(String),
	'constants on the constructor': () =>
		['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].map((key) => describe(WebSocket, key)),
	'constants on the prototype': () =>
		['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'].map((key) => describe(WebSocket.prototype, key)),
	'prototype property': () => {
		const found = Object.getOwnPropertyDescriptor(WebSocket, 'prototype');
		return [found.writable, found.enumerable, found.configurable];
	},
	'name and length properties': () => [describe(WebSocket, 'name'), describe(WebSocket, 'length')],
	'prototype.constructor is the constructor': () => WebSocket.prototype.constructor === WebSocket,
	'constructor descriptor on the prototype': () => describe(WebSocket.prototype, 'constructor'),
	'constructor inherits from EventTarget': () => Object.getPrototypeOf(WebSocket) === EventTarget,
	'prototype chain': () => [chain(WebSocket.prototype), chain(WebSocket)],
	'own keys of the prototype, in order': () => Reflect.ownKeys(WebSocket.prototype).map(String),
	'String(constructor) mentions native code': () => /\{\s*\[native code\]\s*\}/.test(String(WebSocket)),
	'Object.prototype.toString': () => [
		Object.prototype.toString.call(WebSocket),
		Object.prototype.toString.call(WebSocket.prototype),
	],
	'extensible, not frozen': () => [Object.isExtensible(WebSocket), Object.isFrozen(WebSocket)],
	'an own static may be added and removed': () => {
		WebSocket.extra = 1;
		return [WebSocket.extra, delete WebSocket.extra, 'extra' in WebSocket];
	},
	'called without new': () => thrown(() => WebSocket(socketAt('/echo'))),
	'called with a receiver': () => thrown(() => WebSocket.call({}, socketAt('/echo'))),
	'Reflect.apply': () => thrown(() => Reflect.apply(WebSocket, null, [socketAt('/echo')])),
	'no arguments': () => thrown(() => new WebSocket()),
	'undefined as address': () => new URL(shut(new WebSocket(undefined)).url).pathname,
	'null as address': () => new URL(shut(new WebSocket(null)).url).pathname,
	'bad address': () => make('ws://a b'),
	'ftp address': () => make('ftp://a.localhost/'),
	'address with fragment': () => make(`${url}#x`),
	'address with empty fragment': () => make(`${url}#`),
	'relative address': () => shut(new WebSocket('/echo')).url,
	'http address': () => shut(new WebSocket(`http://${location.host}/echo`)).url,
	'address is normalised': () =>
		shut(new WebSocket(` WS://${location.host.toUpperCase()}/a/../echo?x= y `)).url,
	'blocked port': () => make('ws://a.localhost:1/'),
	'symbol as address': () => make(Symbol('s')),
	'duplicate protocols': () => make(url, ['a', 'a']),
	'duplicate protocols in other case': () => make(url, ['a', 'A']),
	'protocol with a space': () => make(url, 'a b'),
	'protocol with a comma': () => make(url, 'a,b'),
	'protocol beyond ASCII': () => make(url, 'ä'),
	'empty protocol': () => make(url, ''),
	'empty protocol in a list': () => make(url, ['']),
	'empty list of protocols': () => make(url, []),
	'undefined protocols': () => make(url, undefined),
	'null protocols': () => make(url, null),
	'number and object as protocols': () => [make(url, 7), make(url, {})],
	'symbol as protocol': () => make(url, Symbol('s')),
	'address converted once': () => {
		const log = [];
		shut(new WebSocket(spoken(url, log)));
		return log.map((entry) => entry.split(' ')[0]);
	},
	'URL object converted once': () => {
		let count = 0;
		class Counted extends URL {
			toString() {
				count++;
				return super.toString();
			}
		}
		shut(new WebSocket(new Counted(url)));
		return count;
	},
	'order of conversions': () => {
		const log = [];
		shut(new WebSocket(spoken(url, log), [spoken('p1', log), spoken('p2', log)]));
		return log.map((entry) => entry.replace(url, 'address'));
	},
	'protocols as a one-shot iterator': async () => {
		const socket = new WebSocket(url, ['one', 'two'].values());
		await next(socket, 'open');
		shut(socket);
		return socket.protocol;
	},
	'protocols iterated once': () => {
		const log = [];
		const list = {
			get [Symbol.iterator]() {
				log.push('get iterator');
				return function* () {
					log.push('start');
					yield 'a';
					yield 'b';
					log.push('end');
				};
			},
		};
		shut(new WebSocket(url, list));
		return log;
	},
	'error of toString reaches the caller': () =>
		make({
			toString() {
				throw new RangeError('mine');
			},
		}),
	'error of the iterator reaches the caller': () =>
		make(url, {
			[Symbol.iterator]() {
				throw new RangeError('mine');
			},
		}),
	'further arguments are ignored': () => {
		const log = [];
		shut(new WebSocket(url, [], spoken('third', log)));
		return log;
	},
};
