import { drained, frame, next, plain, task, thrown, uncaught, watched } from '../kit.mjs';
import { isPing, listen, logged, noting } from '../listening.mjs';

export const checks = {
	'handleEvent: this and argument': () =>
		logged((log) => {
			const object = {
				handleEvent(event) {
					if (isPing(event)) log.push(this === object, event.type);
				},
			};
			listen('message', object);
		}),
	'handleEvent: read at every event, once': () =>
		logged((log) => {
			listen('message', {
				get handleEvent() {
					log.push('get');
					return () => {};
				},
			});
		}, 2),
	'handleEvent: changed later': () =>
		logged((log) => {
			const object = { handleEvent: noting(log, 'old') };
			listen('message', object);
			object.handleEvent = noting(log, 'new');
		}),
	'handleEvent: not read when registering': () => {
		const log = [];
		const object = watched({ handleEvent() {} }, log);
		window.addEventListener('nothing', object);
		window.addEventListener('message', object);
		window.removeEventListener('message', object);
		return log;
	},
	'handleEvent: inherited': () =>
		logged((log) => {
			class Base {
				handleEvent(event) {
					if (isPing(event)) log.push(this.constructor.name);
				}
			}
			listen('message', new (class Derived extends Base {})());
		}),
	'handleEvent: missing, null, not callable, throwing': async () => {
		const kinds = [
			{},
			{ handleEvent: null },
			{ handleEvent: 5 },
			{
				get handleEvent() {
					throw new RangeError('getter');
				},
			},
			{
				handleEvent() {
					throw new RangeError('method');
				},
			},
		];
		const all = [];
		for (const kind of kinds) {
			const seen = await uncaught(() => logged(() => listen('message', kind)));
			all.push(seen.map(({ message, error }) => [message, error]));
		}
		return all;
	},
	'handleEvent of a function is not used': () =>
		logged((log) => {
			const listener = noting(log, 'function');
			listener.handleEvent = noting(log, 'handleEvent');
			listen('message', listener);
		}),
	'handleEvent: removed by the object': () =>
		logged((log) => {
			const object = { handleEvent: noting(log, 'run') };
			listen('message', object);
			window.removeEventListener('message', object.handleEvent);
			window.removeEventListener('message', object);
		}),
	'a Proxy as listener': () =>
		logged((log) => {
			const traps = [];
			const listener = new Proxy(noting(log, 'run'), {
				get: (target, key) => (traps.push(`get ${String(key)}`), target[key]),
				apply: (target, self, args) => (traps.push('apply'), Reflect.apply(target, self, args)),
				has: () => (traps.push('has'), true),
				getOwnPropertyDescriptor: (target, key) => (
					traps.push('own'), Reflect.getOwnPropertyDescriptor(target, key)
				),
				getPrototypeOf: (target) => (traps.push('proto'), Reflect.getPrototypeOf(target)),
				ownKeys: (target) => (traps.push('keys'), Reflect.ownKeys(target)),
			});
			listen('message', listener);
			log.push(traps);
			window.addEventListener('message', (event) => isPing(event) && setTimeout(() => traps.push('later')), {
				once: true,
			});
		}),
	'a revoked Proxy as listener': async () => {
		const { proxy, revoke } = Proxy.revocable(() => {}, {});
		revoke();
		const seen = await uncaught(() => logged(() => listen('message', proxy)));
		return seen.map(({ message }) => message);
	},
	'a Proxy as listener object, revoked before and after': async () => {
		const [before, after] = [Proxy.revocable({}, {}), Proxy.revocable({ handleEvent() {} }, {})];
		before.revoke();
		const seen = await uncaught(() =>
			logged((log) => {
				for (const { proxy } of [before, after]) log.push(thrown(() => listen('message', proxy)));
				after.revoke();
			}),
		);
		return seen.map(({ message }) => message);
	},
	'a listener with getters for everything': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			for (const key of [
				'name',
				'length',
				'toString',
				'call',
				'apply',
				'bind',
				'handleEvent',
				'constructor',
				Symbol.toPrimitive,
			])
				Object.defineProperty(listener, key, { get: () => log.push(`get ${String(key)}`) });
			listen('message', listener);
		}),
	'a bound function': () =>
		logged((log) => {
			const self = {};
			listen(
				'message',
				function (extra, event) {
					if (isPing(event)) log.push(this === self, extra);
				}.bind(self, 'extra'),
			);
		}),
	'window.event of a bound function of another realm': () =>
		logged(async (log) => {
			const inner = (await frame({ srcdoc: '' })).contentWindow;
			const make = inner.Function(
				'log, outer',
				'return function (event) { if (event.data === "ping") log.push(window.event === event, outer.event === event) }',
			);
			listen('message', make(log, window).bind(null));
			window.onmessage = make(log, window).bind(null);
			await drained();
			log.push('handlers');
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = make(log, window).bind(null);
			port2.postMessage('ping');
			await next(port1, 'message');
			window.onmessage = null;
		}),
	'a class as listener': async () => {
		const seen = await uncaught(() => logged(() => listen('message', class Mine {})));
		return seen.map(({ message }) => message);
	},
	'an async listener that rejects': async () => {
		const seen = [];
		const note = (event) => {
			event.preventDefault();
			seen.push(plain(event.reason));
		};
		window.addEventListener('unhandledrejection', note);
		await logged(() =>
			listen('message', async (event) => {
				if (isPing(event)) throw new RangeError('async');
			}),
		);
		await task(20);
		window.removeEventListener('unhandledrejection', note);
		return seen;
	},
	'a sloppy listener sees no caller and no arguments.callee of ours': () =>
		logged((log) => {
			const listener = new Function(
				'log',
				'return function mine(event) { if (event.data === "ping") log.push(mine.caller === null, arguments.length, arguments.callee === mine) }',
			)(log);
			listen('message', listener);
		}),
	'one listener on several targets': () =>
		logged((log) => {
			const { port1 } = new MessageChannel();
			const target = new EventTarget();
			const listener = (event) => log.push(event.type, event.currentTarget === target);
			for (const one of [port1, target, document.body]) one.addEventListener('message', listener);
			port1.removeEventListener('message', listener);
			document.body.removeEventListener('message', listener);
			target.dispatchEvent(new Event('message'));
		}),
};
