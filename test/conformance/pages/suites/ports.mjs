import { frameAt, next, nextMessage, plain, task, thrown, uncaught } from '../kit.mjs';
import { logged, pair, received } from '../ports-kit.mjs';

export const checks = {
	'event: facts': async () => {
		const event = await received('x');
		return [
			event.constructor === MessageEvent,
			event.isTrusted,
			event.origin,
			event.source,
			event.ports.length,
			event.lastEventId,
			event.bubbles,
			event.cancelable,
			Reflect.ownKeys(event).map(String),
		];
	},
	'event: target, phase, window.event': () =>
		logged((one, two, log) => {
			one.onmessage = function (event) {
				log.push(
					this === one,
					event.target === one,
					event.currentTarget === one,
					event.eventPhase,
					event.composedPath().length,
					window.event === event,
				);
			};
			two.postMessage(1);
		}),
	'messages queue until start': () =>
		logged(async (one, two, log) => {
			two.postMessage('early');
			one.addEventListener('message', ({ data }) => log.push(data));
			await task(20);
			log.push('start');
			one.start();
		}),
	'start twice': () =>
		logged((one, two, log) => {
			one.addEventListener('message', ({ data }) => log.push(data));
			one.start();
			one.start();
			two.postMessage('x');
		}),
	'order of messages': () =>
		logged((one, two, log) => {
			one.onmessage = ({ data }) => log.push(data);
			for (let i = 0; i < 20; i++) two.postMessage(i);
		}),
	'each message is a task of its own': () =>
		logged((one, two, log) => {
			one.onmessage = ({ data }) => {
				log.push(data);
				queueMicrotask(() => log.push(`after ${data}`));
			};
			two.postMessage(1);
			two.postMessage(2);
		}),
	'handler and listeners in order': () =>
		logged((one, two, log) => {
			one.addEventListener('message', () => log.push('first'));
			one.onmessage = () => log.push('handler');
			one.addEventListener('message', () => log.push('last'));
			two.postMessage(1);
		}),
	'once, signal, duplicates': () =>
		logged((one, two, log) => {
			const twice = () => log.push('twice');
			one.addEventListener('message', () => log.push('once'), { once: true });
			one.addEventListener('message', () => log.push('aborted'), { signal: AbortSignal.abort() });
			one.addEventListener('message', twice);
			one.addEventListener('message', twice);
			one.start();
			two.postMessage(1);
			two.postMessage(2);
		}),
	'removed listeners': () =>
		logged((one, two, log) => {
			const listener = () => log.push('run');
			one.addEventListener('message', listener);
			one.removeEventListener('message', listener);
			one.start();
			two.postMessage(1);
		}),
	'both ways': () =>
		logged((one, two, log) => {
			one.onmessage = ({ data }) => {
				log.push(data);
				if (data < 5) one.postMessage(data + 1);
			};
			two.onmessage = ({ data }) => {
				log.push(data);
				if (data < 5) two.postMessage(data + 1);
			};
			two.postMessage(0);
		}),
	'after close': () =>
		logged((one, two, log) => {
			one.onmessage = ({ data }) => log.push(data);
			two.postMessage('before');
			two.close();
			two.postMessage('after');
			log.push(thrown(() => two.close()));
		}),
	'the close event': async () => {
		const [one, two] = pair();
		const log = [];
		one.start();
		one.addEventListener('close', (event) => log.push(event.type, event.isTrusted));
		two.close();
		await task(50);
		return log;
	},
	'ports received are new, same at every read': async () => {
		const [inner] = pair();
		const event = await received('x', [inner]);
		return [
			event.ports.length,
			event.ports[0] === inner,
			event.ports[0] === event.ports[0],
			Object.isFrozen(event.ports),
		];
	},
	'a port in the data and in the list': async () => {
		const [inner] = pair();
		const event = await received({ inner }, [inner]);
		return event.data.inner === event.ports[0];
	},
	'a port carried over two hops keeps its queue': async () => {
		const [far, near] = pair();
		far.postMessage('queued');
		const first = await received('x', [near]);
		const second = await received('y', [first.ports[0]]);
		const arrived = next(second.ports[0], 'message');
		second.ports[0].start();
		return (await arrived).data;
	},
	'a port to a cross-origin frame and back': async () => {
		const code =
			"addEventListener('message',(e)=>{const p=e.ports[0];p.onmessage=(m)=>p.postMessage([m.data,m.origin,m.source===null]);p.postMessage('ready')})";
		const element = await frameAt('b', code);
		const [one, two] = pair();
		const log = [];
		one.onmessage = ({ data }) => {
			log.push(data);
			if (data === 'ready') one.postMessage('hello');
		};
		element.contentWindow.postMessage('port', '*', [two]);
		while (log.length < 2) await task(5);
		return log;
	},
	'a port to a same-origin frame': async () => {
		const inner = (await frameAt('a', '')).contentWindow;
		const [one, two] = pair();
		const told = next(inner, 'message');
		inner.postMessage('port', '*', [two]);
		const { ports } = await told;
		const back = next(one, 'message');
		one.start();
		ports[0].postMessage('inside');
		return [(await back).data, ports[0] instanceof inner.MessagePort, ports[0] instanceof MessagePort];
	},
	'messageerror is not fired for good data': () =>
		logged((one, two, log) => {
			one.onmessageerror = () => log.push('messageerror');
			one.onmessage = () => log.push('message');
			two.postMessage({ a: [1, new Map([[1, 2]])] });
		}),
	'a synthetic event on a port': () => {
		const [one] = pair();
		const log = [];
		one.onmessage = (event) => log.push(event.isTrusted, event.data);
		one.addEventListener('message', () => log.push('listener'));
		one.dispatchEvent(new MessageEvent('message', { data: 'made' }));
		return log;
	},
	'an exception does not stop the next message': async () => {
		const [one, two] = pair();
		const log = [];
		const seen = await uncaught(async () => {
			one.onmessage = ({ data }) => {
				log.push(data);
				throw new RangeError('x');
			};
			two.postMessage(1);
			two.postMessage(2);
			await task(30);
		});
		return [log, seen.map(plain)];
	},
	'a large message': async () => (await received('x'.repeat(1 << 20))).data.length,
	'structuredClone of a port': () => [
		thrown(() => structuredClone(pair()[0])),
		(() => {
			const [one] = pair();
			return structuredClone(one, { transfer: [one] }) instanceof MessagePort;
		})(),
	],
	'ports as keys': () => {
		const [one, two] = pair();
		return [new WeakMap([[one, 1]]).get(one), new Set([one, two, one]).size];
	},
	'nextMessage among ports and windows do not mix': async () => {
		const told = nextMessage((data) => data === 'window');
		const [one, two] = pair();
		const log = [];
		one.onmessage = () => log.push('port');
		two.postMessage('port');
		window.postMessage('window', '*');
		await told;
		await task(10);
		return log;
	},
};
