import { chain, describe, nativeText, next, plain, task, thrown, uncaught } from '../kit.mjs';
import { answered, logged, SCRIPT } from '../workers-kit.mjs';

export const checks = {
	'Worker: constructor': () => [
		typeof Worker,
		Worker.name,
		Worker.length,
		thrown(() => Worker(SCRIPT)),
		thrown(() => new Worker()),
		Reflect.ownKeys(Worker).map(String),
		nativeText(Worker),
	],
	'Worker: members': () =>
		Reflect.ownKeys(Worker.prototype).map((key) => [String(key), describe(Worker.prototype, key)]),
	'Worker: text of the methods': () =>
		['postMessage', 'terminate'].map((key) => nativeText(Worker.prototype[key])),
	'Worker: instance': () => {
		const worker = new Worker(SCRIPT);
		worker.terminate();
		return [chain(worker), Reflect.ownKeys(worker), worker instanceof Worker, worker.constructor === Worker];
	},
	'Worker: subclass': async () => {
		class Mine extends Worker {
			extra = 1;
		}
		const worker = new Mine(SCRIPT, { name: 'mine' });
		const told = next(worker, 'message');
		worker.postMessage('x');
		const event = await told;
		worker.terminate();
		return [event.data, worker instanceof Mine, Object.keys(worker)];
	},
	'Worker: address converted once, options read in order': () => {
		const log = [];
		const worker = new Worker(
			{ toString: () => (log.push('address'), SCRIPT) },
			{
				get type() {
					log.push('type');
					return 'classic';
				},
				get name() {
					log.push('name');
					return 'n';
				},
				get credentials() {
					log.push('credentials');
					return 'omit';
				},
			},
		);
		worker.terminate();
		return log;
	},
	'Worker: errors of the constructor': () => [
		thrown(() => new Worker('http://b.localhost:1/x.js')),
		thrown(() => new Worker('http://a b')),
		thrown(() => new Worker(SCRIPT, { type: 'nonsense' })),
		thrown(() => new Worker(Symbol('s'))),
	],
	'Worker: event facts': async () => {
		const event = await answered('hello');
		return [
			event.data,
			event.constructor === MessageEvent,
			event.isTrusted,
			event.origin,
			event.source,
			event.ports.length,
			Reflect.ownKeys(event).map(String),
			event.target instanceof Worker,
		];
	},
	'Worker: this, window.event': () =>
		logged((worker, log) => {
			worker.onmessage = function (event) {
				log.push(this === worker, event.currentTarget === worker, window.event === event);
			};
		}),
	'Worker: handler and listeners in order': () =>
		logged((worker, log) => {
			worker.addEventListener('message', () => log.push('first'));
			worker.onmessage = () => log.push('old');
			worker.addEventListener('message', () => log.push('last'));
			worker.onmessage = () => log.push('handler');
		}),
	'Worker: once, signal, duplicates, handleEvent, removal': () =>
		logged((worker, log) => {
			const twice = () => log.push('twice');
			const gone = () => log.push('gone');
			worker.addEventListener('message', () => log.push('once'), { once: true });
			worker.addEventListener('message', () => log.push('aborted'), { signal: AbortSignal.abort() });
			worker.addEventListener('message', twice);
			worker.addEventListener('message', twice);
			worker.addEventListener('message', { handleEvent: () => log.push('object') });
			worker.addEventListener('message', gone);
			worker.removeEventListener('message', gone);
			worker.postMessage('extra');
		}),
	'Worker: messages in order': () =>
		logged((worker, log) => {
			worker.onmessage = ({ data }) => log.push(data.data);
			for (let i = 0; i < 10; i++) worker.postMessage(i);
		}),
	'Worker: microtask between listeners': () =>
		logged((worker, log) => {
			worker.addEventListener('message', () => {
				log.push('first');
				queueMicrotask(() => log.push('microtask'));
			});
			worker.addEventListener('message', () => log.push('second'));
		}),
	'Worker: transfer': async () => {
		const { port1, port2 } = new MessageChannel();
		const buffer = new ArrayBuffer(8);
		const event = await answered({ port2, buffer }, [port2, buffer]);
		return [
			event.ports.length,
			event.data.data.buffer.byteLength,
			buffer.byteLength,
			plain(port1 instanceof MessagePort),
		].slice(0, 3);
	},
	'Worker: errors of postMessage': () => {
		const worker = new Worker(SCRIPT);
		const seen = [
			thrown(() => worker.postMessage()),
			thrown(() => worker.postMessage(() => {})),
			thrown(() => worker.postMessage('x', 5)),
			thrown(() => worker.postMessage('x', [{}])),
			thrown(() => Worker.prototype.postMessage.call({}, 'x')),
		];
		worker.terminate();
		return [...seen, thrown(() => worker.postMessage('after'))];
	},
	'Worker: error event': async () => {
		const worker = new Worker(SCRIPT);
		const seen = [];
		const own = await uncaught(async () => {
			worker.onerror = (event) =>
				seen.push(event.constructor.name, event.message, event.lineno > 0, event.cancelable, event.isTrusted);
			worker.postMessage('throw');
			await next(worker, 'error');
			await task(20);
		});
		worker.terminate();
		return [seen, own.length];
	},
	'Worker: a script that is not there': async () => {
		const worker = new Worker('/workers/none.js');
		const event = await next(worker, 'error');
		return [event.constructor.name, event.message, event.bubbles, event.cancelable];
	},
	'Worker: handlers read back': () => {
		const worker = new Worker(SCRIPT);
		const handler = () => {};
		worker.onmessage = handler;
		worker.onerror = 'text';
		const seen = [worker.onmessage === handler, worker.onerror, worker.onmessageerror];
		worker.terminate();
		return seen;
	},
	'Worker: from a blob, and a module': async () => {
		const url = URL.createObjectURL(new Blob(["postMessage('blob')"], { type: 'text/javascript' }));
		const [one, two] = [new Worker(url), new Worker(url, { type: 'module' })];
		const seen = await Promise.all([next(one, 'message'), next(two, 'message')]);
		one.terminate();
		two.terminate();
		return seen.map(({ data }) => data);
	},
	'Worker: synthetic events': () => {
		const worker = new Worker(SCRIPT);
		const log = [];
		worker.onmessage = (event) => log.push(event.isTrusted, event.data);
		worker.dispatchEvent(new MessageEvent('message', { data: 'made' }));
		worker.terminate();
		return log;
	},
	'Worker: exceptions of its listeners': () =>
		uncaught(() =>
			logged((worker) => {
				worker.onmessage = () => {
					throw new RangeError('worker listener');
				};
			}),
		),
};
