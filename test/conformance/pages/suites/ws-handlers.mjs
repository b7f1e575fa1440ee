import { logged } from '../echo-kit.mjs';
import { next, open, plain, pushing, uncaught } from '../kit.mjs';

export const checks = {
	'this of the on-handler': () =>
		logged((socket, log) => {
			socket.onmessage = function (event) {
				log.push(this === socket, event.currentTarget === socket, window.event === event);
			};
		}),
	'the on-handler keeps its place when replaced': () =>
		logged((socket, log) => {
			socket.onmessage = () => log.push('old');
			socket.addEventListener('message', () => log.push('listener'));
			socket.onmessage = () => log.push('new');
		}),
	'the on-handler loses its place when set to null': () =>
		logged((socket, log) => {
			socket.onmessage = () => log.push('old');
			socket.addEventListener('message', () => log.push('listener'));
			socket.onmessage = null;
			socket.onmessage = () => log.push('new');
		}),
	'the on-handler reads back as what was set': async () => {
		const socket = await open('/echo');
		const handler = () => {};
		const object = { handleEvent() {} };
		const read = (value) => {
			socket.onmessage = value;
			return socket.onmessage === value ? 'same' : plain(socket.onmessage);
		};
		const seen = [
			read(handler),
			read('text'),
			read(5),
			read(object),
			read(undefined),
			read(null),
			read(Symbol('s')),
		];
		socket.close();
		return seen;
	},
	'an object as on-handler is not called': () =>
		logged((socket, log) => {
			socket.onmessage = { handleEvent: () => log.push('run') };
		}),
	'return value of the on-handler does nothing': async () => {
		const socket = await open('/echo');
		socket.onmessage = () => false;
		socket.send('x');
		const event = await next(socket, 'message');
		socket.close();
		return [event.defaultPrevented, event.returnValue, event.cancelable];
	},
	'stopImmediatePropagation is obeyed': () =>
		logged((socket, log) => {
			const control = new AbortController();
			socket.addEventListener('message', () => log.push('first'), { signal: control.signal });
			let seen = 0;
			socket.addEventListener('message', (event) => {
				log.push('stop');
				if (seen++ === 0) queueMicrotask(() => control.abort());
				if (seen === 1) event.stopImmediatePropagation();
			});
			socket.addEventListener('message', () => log.push('after'));
			socket.send('extra');
		}),
	'a listener added during the dispatch waits': () =>
		logged((socket, log) => {
			socket.addEventListener('message', () => socket.addEventListener('message', () => log.push('late')), {
				once: true,
			});
		}),
	'a listener removed during the dispatch does not run': () =>
		logged((socket, log) => {
			const second = () => log.push('second');
			socket.addEventListener('message', () => socket.removeEventListener('message', second));
			socket.addEventListener('message', second);
		}),
	'a microtask runs between listeners': () =>
		logged((socket, log) => {
			socket.addEventListener('message', () => {
				log.push('first');
				Promise.resolve().then(() => log.push('microtask'));
			});
			socket.addEventListener('message', () => log.push('second'));
			socket.onmessage = () => log.push('handler');
		}),
	'exceptions reach window.onerror and later listeners run': async () => {
		let log;
		const seen = await uncaught(async () => {
			log = await logged((socket, inner) => {
				socket.addEventListener('message', () => {
					throw new RangeError('listener');
				});
				socket.addEventListener('message', () => inner.push('after'));
				socket.onmessage = () => {
					throw { odd: 1 };
				};
			});
		});
		return [log, seen];
	},
	'order of the event and of awaited promises': () =>
		logged(async (socket, log) => {
			const waited = next(socket, 'message').then(() => log.push('promise'));
			socket.addEventListener('message', () => log.push('listener'));
			void waited;
		}),
	'no message is lost between listeners added late': async () => {
		const socket = await pushing('a', 'b', 'c');
		const log = [];
		socket.send('go');
		await next(socket, 'message').then(({ data }) => log.push(data));
		socket.addEventListener('message', ({ data }) => log.push(data));
		while (log.length < 3) await next(socket, 'message');
		socket.close();
		return log;
	},
	'lines of the stack in a listener': () =>
		logged((socket, log) => {
			socket.addEventListener('message', () =>
				log.push(String(new Error('e').stack).split('\n').filter(Boolean).length),
			);
			socket.onmessage = () => log.push(String(new Error('e').stack).split('\n').filter(Boolean).length);
		}),
	'dispatchEvent by the page': async () => {
		const socket = await open('/echo');
		const log = [];
		socket.addEventListener('message', (event) => log.push(event.isTrusted, event.data, event.origin));
		const result = socket.dispatchEvent(
			new MessageEvent('message', { data: 'made', origin: 'x', cancelable: true }),
		);
		socket.close();
		return [log, result];
	},
	'dispatchEvent with preventDefault': async () => {
		const socket = await open('/echo');
		socket.addEventListener('message', (event) => event.preventDefault());
		const result = socket.dispatchEvent(new MessageEvent('message', { cancelable: true }));
		socket.close();
		return result;
	},
};
