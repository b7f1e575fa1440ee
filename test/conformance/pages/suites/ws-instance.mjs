import { chain, describe, next, open, plain, socketAt, thrown } from '../kit.mjs';

const made = () => {
	const socket = new WebSocket(socketAt('/echo'));
	socket.close();
	return socket;
};
const members = ['url', 'readyState', 'bufferedAmount', 'extensions', 'protocol', 'binaryType'];
const handlers = ['onopen', 'onerror', 'onclose', 'onmessage'];

export const checks = {
	'no own properties': () => Reflect.ownKeys(made()).map(String),
	'no own properties once open': async () => {
		const socket = await open('/echo');
		socket.close();
		return Reflect.ownKeys(socket).map(String);
	},
	'no own properties after sending and receiving': async () => {
		const socket = await open('/echo');
		socket.send('x');
		await next(socket, 'message');
		socket.close();
		return Reflect.ownKeys(socket).map(String);
	},
	'prototype is WebSocket.prototype': () => Object.getPrototypeOf(made()) === WebSocket.prototype,
	'constructor of an instance': () => made().constructor === WebSocket,
	'chain of an instance': () => chain(made()),
	'send and close come from the prototype': () => {
		const socket = made();
		return [socket.send === WebSocket.prototype.send, socket.close === WebSocket.prototype.close];
	},
	'addEventListener comes from EventTarget': () =>
		made().addEventListener === EventTarget.prototype.addEventListener,
	'descriptors of send and close': () => [
		describe(WebSocket.prototype, 'send'),
		describe(WebSocket.prototype, 'close'),
	],
	'methods have no prototype': () => [
		'prototype' in WebSocket.prototype.send,
		'prototype' in WebSocket.prototype.close,
	],
	'methods cannot construct': () => thrown(() => new WebSocket.prototype.send('x')),
	'text of constructor, methods and accessors': () => {
		const text = (value) => value && Function.prototype.toString.call(value);
		const { send, close } = WebSocket.prototype;
		const accessors = [...members, ...handlers].flatMap((key) => {
			const { get, set } = Object.getOwnPropertyDescriptor(WebSocket.prototype, key);
			return [get, set];
		});
		return [WebSocket, send, close, ...accessors].map(text);
	},
	'descriptors of the attributes': () => members.map((key) => describe(WebSocket.prototype, key)),
	'descriptors of the handlers': () => handlers.map((key) => describe(WebSocket.prototype, key)),
	toStringTag: () => [describe(WebSocket.prototype, Symbol.toStringTag), String(made())],
	'attributes are read-only': () => {
		const socket = made();
		return members.slice(0, 5).map((key) =>
			thrown(() => {
				socket[key] = 'changed';
			}),
		);
	},
	'send on a foreign receiver': () => [
		thrown(() => WebSocket.prototype.send.call({}, 'x')),
		thrown(() => WebSocket.prototype.send.call(null, 'x')),
		thrown(() => WebSocket.prototype.send.call(new EventTarget(), 'x')),
	],
	'send on the prototype': () => thrown(() => WebSocket.prototype.send('x')),
	'close on a foreign receiver': () => thrown(() => WebSocket.prototype.close.call({})),
	'accessors on a foreign receiver': () =>
		[...members, ...handlers].map((key) =>
			thrown(() => Object.getOwnPropertyDescriptor(WebSocket.prototype, key).get.call({})),
		),
	'setters on a foreign receiver': () =>
		['binaryType', ...handlers].map((key) =>
			thrown(() => Object.getOwnPropertyDescriptor(WebSocket.prototype, key).set.call({}, null)),
		),
	'accessors on a Proxy of a socket': () => thrown(() => new Proxy(made(), {}).readyState),
	'send through the prototype': async () => {
		const socket = await open('/echo');
		WebSocket.prototype.send.call(socket, 'through');
		const event = await next(socket, 'message');
		socket.close();
		return event.data;
	},
	'onmessage set through the prototype': async () => {
		const socket = await open('/echo');
		const { set, get } = Object.getOwnPropertyDescriptor(WebSocket.prototype, 'onmessage');
		const told = new Promise((resolve) => set.call(socket, resolve));
		socket.send('x');
		const event = await told;
		const same = get.call(socket) === socket.onmessage;
		socket.close();
		return [event.data, same];
	},
	'addEventListener through EventTarget.prototype': async () => {
		const socket = await open('/echo');
		const told = new Promise((resolve) =>
			EventTarget.prototype.addEventListener.call(socket, 'message', resolve),
		);
		socket.send('x');
		const event = await told;
		socket.close();
		return event.data;
	},
	'addEventListener through Reflect.apply': async () => {
		const socket = await open('/echo');
		const told = new Promise((resolve) =>
			Reflect.apply(socket.addEventListener, socket, ['message', resolve]),
		);
		socket.send('x');
		const event = await told;
		socket.close();
		return event.data;
	},
	'a method put on the instance wins': () => {
		const socket = made();
		socket.send = () => 'mine';
		return [socket.send('x'), Object.keys(socket)];
	},
	'a method put on the prototype wins': () => {
		const native = WebSocket.prototype.send;
		WebSocket.prototype.send = () => 'mine';
		const result = made().send('x');
		WebSocket.prototype.send = native;
		return result;
	},
	'a wrapper of the page around send sees its call': async () => {
		const native = WebSocket.prototype.send;
		const calls = [];
		WebSocket.prototype.send = function wrapper(...args) {
			calls.push(args, this === socket);
			return native.apply(this, args);
		};
		const socket = await open('/echo');
		socket.send('x');
		const event = await next(socket, 'message');
		WebSocket.prototype.send = native;
		socket.close();
		return [calls, event.data];
	},
	'instances can be frozen': () => {
		const socket = Object.freeze(made());
		return [Object.isFrozen(socket), socket.readyState >= 2];
	},
	'an instance as a key': () => {
		const socket = made();
		return [new WeakMap([[socket, 1]]).get(socket), new Set([socket, socket]).size];
	},
	structuredClone: () => thrown(() => structuredClone(made())),
	'postMessage of a socket': () => thrown(() => window.postMessage(made(), '*')),
	JSON: () => JSON.stringify(made()),
	'for-in, in order': () => {
		const names = [];
		for (const name in made()) names.push(name);
		return names;
	},
	'spread and keys': () => [Object.keys(made()), Object.keys({ ...made() })],
	'binaryType: first value and invalid values': () => {
		const socket = made();
		const seen = [socket.binaryType];
		for (const value of ['text', '', 'ArrayBuffer', null, 5]) {
			socket.binaryType = value;
			seen.push(socket.binaryType);
		}
		return seen;
	},
	'binaryType: conversion': () => {
		let count = 0;
		const socket = made();
		socket.binaryType = {
			toString() {
				count++;
				return 'arraybuffer';
			},
		};
		return [count, socket.binaryType];
	},
	'binaryType: error of the conversion': () =>
		thrown(() => {
			made().binaryType = Symbol('s');
		}),
	'handlers start as null': () => handlers.map((key) => plain(made()[key])),
	'url of an instance': () => made().url.replace(location.host, ''),
	'protocol and extensions before and after': async () => {
		const socket = new WebSocket(socketAt('/echo'), ['one', 'two']);
		const before = [socket.protocol, socket.extensions];
		await next(socket, 'open');
		socket.close();
		return [before, socket.protocol, socket.extensions];
	},
};
