import { describe, nativeText, next, task, thrown } from '../kit.mjs';
import { SCRIPT, service, shared } from '../workers-kit.mjs';

export const checks = {
	'SharedWorker: constructor and members': () => [
		SharedWorker.name,
		SharedWorker.length,
		thrown(() => SharedWorker(SCRIPT)),
		Reflect.ownKeys(SharedWorker.prototype).map((key) => [
			String(key),
			describe(SharedWorker.prototype, key),
		]),
	],
	'SharedWorker: port identity': () => {
		const worker = new SharedWorker(SCRIPT);
		return [
			worker.port === worker.port,
			worker.port instanceof MessagePort,
			Reflect.ownKeys(worker),
			thrown(() => SharedWorker.prototype.port),
		];
	},
	'SharedWorker: onmessage': () =>
		shared((port, log) => {
			port.onmessage = (event) => log.push(event.data, event.origin, event.source, event.isTrusted);
			port.postMessage('x');
		}),
	'SharedWorker: addEventListener and start': () =>
		shared((port, log) => {
			port.addEventListener('message', ({ data }) => log.push(data.data));
			port.start();
			port.postMessage('started');
		}),
	'SharedWorker: subclass': () => {
		class Mine extends SharedWorker {}
		const worker = new Mine(SCRIPT, 'named');
		return [worker instanceof Mine, worker.port instanceof MessagePort];
	},
	'ServiceWorker: members of the container': () =>
		Reflect.ownKeys(ServiceWorkerContainer.prototype).map((key) => [
			String(key),
			describe(ServiceWorkerContainer.prototype, key),
		]),
	'ServiceWorker: text of the methods': () => [
		nativeText(ServiceWorker.prototype.postMessage),
		nativeText(ServiceWorkerContainer.prototype.startMessages),
	],
	'ServiceWorker: onmessage starts the queue': async () => {
		const worker = await service();
		const event = await new Promise((resolve) => {
			navigator.serviceWorker.onmessage = resolve;
			worker.postMessage('hello');
		});
		navigator.serviceWorker.onmessage = null;
		return [
			event.data,
			event.origin,
			event.source === worker || String(event.source),
			event.constructor.name,
			event.isTrusted,
			event.target === navigator.serviceWorker,
		];
	},
	'ServiceWorker: addEventListener': async () => {
		const worker = await service();
		const log = [];
		const listener = (event) => log.push(event.data.data, event.currentTarget === navigator.serviceWorker);
		navigator.serviceWorker.addEventListener('message', listener);
		navigator.serviceWorker.startMessages();
		worker.postMessage('listened');
		while (log.length < 1) await task(5);
		navigator.serviceWorker.removeEventListener('message', listener);
		return log;
	},
	'ServiceWorker: a port': async () => {
		const worker = await service();
		const { port1, port2 } = new MessageChannel();
		const told = next(navigator.serviceWorker, 'message');
		navigator.serviceWorker.startMessages();
		worker.postMessage('port', [port2]);
		const event = await told;
		const back = next(port1, 'message');
		port1.start();
		event.ports[0].postMessage('through');
		return [event.ports.length, (await back).data];
	},
	'ServiceWorker: errors of postMessage': async () => {
		const worker = await service();
		return [
			thrown(() => worker.postMessage()),
			thrown(() => worker.postMessage(() => {})),
			thrown(() => ServiceWorker.prototype.postMessage.call({}, 'x')),
		];
	},
	'ServiceWorker: handlers read back': () => {
		const handler = () => {};
		const container = navigator.serviceWorker;
		container.onmessage = handler;
		const seen = [container.onmessage === handler];
		container.onmessage = 'text';
		return [...seen, container.onmessage, Reflect.ownKeys(container)];
	},
	'ServiceWorker: unregister': async () => {
		const registration = await navigator.serviceWorker.getRegistration('/');
		return registration ? registration.unregister() : 'none';
	},
};
