import { describe } from './kit.mjs';

export const INTERFACES = [
	'EventTarget',
	'Event',
	'MessageEvent',
	'MessagePort',
	'MessageChannel',
	'BroadcastChannel',
	'WebSocket',
	'CloseEvent',
	'Worker',
	'SharedWorker',
	'ServiceWorker',
	'ServiceWorkerContainer',
	'EventSource',
	'AbortSignal',
	'AbortController',
	'Window',
	'HTMLIFrameElement',
	'HTMLBodyElement',
	'Document',
	'Node',
	'Element',
];
export const each = (run) => Object.fromEntries(INTERFACES.map((name) => [name, run(window[name])]));
/** Accessor and method descriptors of a prototype, by key. */
export const members = (prototype) =>
	Reflect.ownKeys(prototype).map((key) => [String(key), describe(prototype, key)]);
