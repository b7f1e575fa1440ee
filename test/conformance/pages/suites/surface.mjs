import { each, INTERFACES, members } from '../interfaces-kit.mjs';
import { chain, describe, frame, nativeText as text, thrown } from '../kit.mjs';

export const checks = {
	// Sorted: Firefox defines them when they are first asked for.
	'own keys of window': () => Reflect.ownKeys(window).map(String).sort(),
	'own keys of a fresh window': async () =>
		Reflect.ownKeys((await frame({ srcdoc: '' })).contentWindow)
			.map(String)
			.sort(),
	'for-in of window': () => {
		const names = [];
		for (const name in window) names.push(name);
		return names;
	},
	'own keys of document': () => Reflect.ownKeys(document).map(String),
	'own keys of the constructors': () => each((one) => Reflect.ownKeys(one).map(String)),
	'own keys of the prototypes, in order': () => each((one) => Reflect.ownKeys(one.prototype).map(String)),
	'names and lengths of the constructors': () => each((one) => [one.name, one.length]),
	'text of the constructors': () => each(text),
	'prototypes and constructors point at each other': () => each((one) => one.prototype.constructor === one),
	'descriptors on window': () => Object.fromEntries(INTERFACES.map((name) => [name, describe(window, name)])),
	'members of EventTarget': () => members(EventTarget.prototype),
	'members of MessageEvent': () => members(MessageEvent.prototype),
	'members of Event': () => members(Event.prototype),
	'members of AbortSignal': () => members(AbortSignal.prototype),
	'methods of EventTarget: text': () =>
		['addEventListener', 'removeEventListener', 'dispatchEvent'].map((key) =>
			text(EventTarget.prototype[key]),
		),
	'methods of EventTarget: own keys': () =>
		['addEventListener', 'removeEventListener', 'dispatchEvent'].map((key) =>
			Reflect.ownKeys(EventTarget.prototype[key]).map(String).sort(),
		),
	'methods of EventTarget: cannot construct': () =>
		['addEventListener', 'removeEventListener'].map((key) =>
			thrown(() => new EventTarget.prototype[key]('x', null)),
		),
	'methods of EventTarget: prototype of the function': () =>
		Object.getPrototypeOf(EventTarget.prototype.addEventListener) === Function.prototype,
	'accessors of MessageEvent: text': () =>
		['data', 'origin', 'source', 'ports', 'lastEventId'].map((key) =>
			text(Object.getOwnPropertyDescriptor(MessageEvent.prototype, key).get),
		),
	'accessors of MessageEvent: own keys': () =>
		['data', 'origin', 'source', 'ports'].map((key) =>
			Reflect.ownKeys(Object.getOwnPropertyDescriptor(MessageEvent.prototype, key).get).map(String).sort(),
		),
	'accessors of window: onmessage': () => describe(window, 'onmessage'),
	'accessors of window: text': () => {
		const { get, set } = Object.getOwnPropertyDescriptor(window, 'onmessage');
		return [
			text(get),
			text(set),
			Reflect.ownKeys(get).map(String).sort(),
			Reflect.ownKeys(set).map(String).sort(),
		];
	},
	'accessors of ports and channels: text': () =>
		[MessagePort, BroadcastChannel, Worker, ServiceWorkerContainer, EventSource, WebSocket].map((one) => {
			const { get, set } = Object.getOwnPropertyDescriptor(one.prototype, 'onmessage');
			return [text(get), text(set)];
		}),
	'Function.prototype.toString itself': () => [
		text(Function.prototype.toString),
		Function.prototype.toString.name,
		Reflect.ownKeys(Function.prototype.toString).map(String).sort(),
		thrown(() => Function.prototype.toString.call({})),
	],
	'text of built-ins that hooks like to touch': () =>
		[
			Function.prototype.call,
			Function.prototype.apply,
			Function.prototype.bind,
			Object.defineProperty,
			Object.getOwnPropertyDescriptor,
			Reflect.ownKeys,
			Reflect.apply,
			JSON.stringify,
			Promise.prototype.then,
			setTimeout,
			queueMicrotask,
		].map(text),
	'own keys of a fresh realm match ours': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		return INTERFACES.map((name) => [
			name,
			String(Reflect.ownKeys(inner[name].prototype).map(String)) ===
				String(Reflect.ownKeys(window[name].prototype).map(String)),
		]);
	},
	'text of a fresh realm': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		return [
			inner.EventTarget.prototype.addEventListener,
			inner.postMessage,
			inner.WebSocket,
			inner.MessagePort.prototype.postMessage,
		].map(text);
	},
	'a wrapped method is not a Proxy with a revoked or odd prototype': () => [
		chain(EventTarget.prototype.addEventListener),
		Object.isExtensible(EventTarget.prototype.addEventListener),
	],
};
