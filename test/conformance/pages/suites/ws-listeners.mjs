import { echo, logged } from '../echo-kit.mjs';
import { next, open, task, thrown, uncaught } from '../kit.mjs';

export const checks = {
	'this, currentTarget, target, phase, path, window.event': () =>
		logged((socket, log) => {
			socket.addEventListener('message', function (event) {
				log.push(
					this === socket,
					event.currentTarget === socket,
					event.target === socket,
					event.srcElement === socket,
					event.eventPhase,
					event.composedPath().length,
					event.composedPath()[0] === socket,
					window.event === event,
				);
			});
		}),
	'after the dispatch': async () => {
		const socket = await open('/echo');
		socket.send('x');
		const event = await next(socket, 'message');
		await task();
		socket.close();
		return [
			event.currentTarget,
			event.eventPhase,
			event.composedPath().length,
			window.event,
			event.target === socket,
		];
	},
	'arguments of a listener': () =>
		logged((socket, log) => {
			socket.addEventListener('message', (...args) => {
				log.push(args.length);
			});
			socket.onmessage = (...args) => log.push(args.length);
		}),
	'object with handleEvent': () =>
		logged((socket, log) => {
			const object = {
				handleEvent(event) {
					log.push(this === object, event.type);
				},
			};
			socket.addEventListener('message', object);
		}),
	'handleEvent is looked up at every event': () =>
		logged((socket, log) => {
			const object = {
				get handleEvent() {
					log.push('get');
					return () => log.push('run');
				},
			};
			socket.addEventListener('message', object);
		}, 2),
	'object without handleEvent': async () => {
		const seen = await uncaught(async () => {
			await logged((socket) => socket.addEventListener('message', {}));
		});
		return seen.map(({ message, error }) => [message, error]);
	},
	'a callable object with handleEvent is called itself': () =>
		logged((socket, log) => {
			const listener = () => log.push('function');
			listener.handleEvent = () => log.push('handleEvent');
			socket.addEventListener('message', listener);
		}),
	'once runs once': () =>
		logged((socket, log) => socket.addEventListener('message', () => log.push(1), { once: true }), 3),
	'once: removed before it runs': () =>
		logged((socket, log) => {
			socket.addEventListener(
				'message',
				function self() {
					log.push('run');
					socket.addEventListener('message', self, { once: true });
				},
				{ once: true },
			);
		}, 2),
	'signal aborted later': async () => {
		const socket = await open('/echo');
		const log = [];
		const control = new AbortController();
		socket.addEventListener('message', () => log.push('run'), { signal: control.signal });
		await echo(socket);
		control.abort();
		await echo(socket);
		socket.close();
		return log;
	},
	'signal aborted before': () =>
		logged((socket, log) =>
			socket.addEventListener('message', () => log.push('run'), { signal: AbortSignal.abort() }),
		),
	'signal aborted by an earlier listener': () =>
		logged((socket, log) => {
			const control = new AbortController();
			socket.addEventListener('message', () => control.abort());
			socket.addEventListener('message', () => log.push('run'), { signal: control.signal });
		}),
	'invalid signal': async () => {
		const socket = await open('/echo');
		socket.close();
		return [
			thrown(() => socket.addEventListener('message', () => {}, { signal: null })),
			thrown(() => socket.addEventListener('message', () => {}, { signal: {} })),
		];
	},
	'removed for every type': async () => {
		const log = [];
		const socket = await open('/echo');
		for (const type of ['message', 'close', 'error', 'open']) {
			const listener = () => log.push(type);
			socket.addEventListener(type, listener);
			socket.removeEventListener(type, listener);
		}
		await echo(socket);
		socket.close();
		await next(socket, 'close');
		return log;
	},
	'capture and bubble listeners are two': () =>
		logged((socket, log) => {
			const listener = (event) => log.push(event.eventPhase);
			socket.addEventListener('message', listener, true);
			socket.addEventListener('message', listener, false);
		}),
	'removing needs the same capture': () =>
		logged((socket, log) => {
			const listener = () => log.push('run');
			socket.addEventListener('message', listener, true);
			socket.removeEventListener('message', listener);
		}),
	'capture listeners run first': () =>
		logged((socket, log) => {
			socket.addEventListener('message', () => log.push('bubble'));
			socket.addEventListener('message', () => log.push('capture'), { capture: true });
		}),
	'the same listener twice runs once': () =>
		logged((socket, log) => {
			const listener = () => log.push('run');
			socket.addEventListener('message', listener);
			socket.addEventListener('message', listener);
			socket.addEventListener('message', listener, { once: true });
		}, 2),
	'one listener on two sockets': async () => {
		const [one, two] = [await open('/echo'), await open('/echo')];
		const log = [];
		const listener = ({ currentTarget }) => log.push(currentTarget === one ? 'one' : 'two');
		one.addEventListener('message', listener);
		two.addEventListener('message', listener);
		one.removeEventListener('message', listener);
		await echo(one);
		await echo(two);
		one.close();
		two.close();
		return log;
	},
	'null and undefined listeners': async () => {
		const socket = await open('/echo');
		socket.close();
		return [
			thrown(() => socket.addEventListener('message', null)),
			thrown(() => socket.addEventListener('message', undefined)),
			thrown(() => socket.removeEventListener('message', null)),
			thrown(() => socket.addEventListener('message')),
			thrown(() => socket.addEventListener('message', 'text')),
		];
	},
};
