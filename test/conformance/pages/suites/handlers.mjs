import { logged, noting } from '../handlers-kit.mjs';
import { frame, frameAt, next, task, thrown, uncaught } from '../kit.mjs';

export const checks = {
	'frameset-less body shares with window': () => {
		const handler = () => {};
		document.body.onmessage = handler;
		const one = window.onmessage === handler;
		window.onmessage = null;
		return [one, document.body.onmessage];
	},
	'window.onmessage runs': () =>
		logged((log) => {
			window.onmessage = function (event) {
				if (event.data === 'ping')
					log.push(this === window, event.currentTarget === window, window.event === event);
			};
		}),
	'body.onmessage runs on the window': () =>
		logged((log) => {
			document.body.onmessage = function (event) {
				if (event.data === 'ping') log.push(this === window, event.currentTarget === window);
			};
		}),
	'place in the order when replaced': () =>
		logged((log) => {
			const listener = noting(log, 'listener');
			window.onmessage = noting(log, 'old');
			window.addEventListener('message', listener);
			window.onmessage = noting(log, 'new');
			setTimeout(() => window.removeEventListener('message', listener), 50);
		}),
	'place in the order after null': () =>
		logged((log) => {
			const listener = noting(log, 'listener');
			window.onmessage = noting(log, 'old');
			window.addEventListener('message', listener);
			window.onmessage = null;
			window.onmessage = noting(log, 'new');
			setTimeout(() => window.removeEventListener('message', listener), 50);
		}),
	'place in the order after a value that is no function': () =>
		logged((log) => {
			const listener = noting(log, 'listener');
			window.onmessage = noting(log, 'old');
			window.addEventListener('message', listener);
			window.onmessage = 5;
			window.onmessage = noting(log, 'new');
			setTimeout(() => window.removeEventListener('message', listener), 50);
		}),
	'set once more to the same': () =>
		logged((log) => {
			const handler = noting(log, 'run');
			window.onmessage = handler;
			window.onmessage = handler;
		}),
	'the same function as handler and listener': () =>
		logged((log) => {
			const both = noting(log, 'run');
			window.onmessage = both;
			window.addEventListener('message', both);
			setTimeout(() => window.removeEventListener('message', both), 50);
		}),
	'a handler cannot be removed with removeEventListener': () =>
		logged((log) => {
			const handler = noting(log, 'run');
			window.onmessage = handler;
			window.removeEventListener('message', handler);
			log.push(window.onmessage === handler);
		}),
	'a handler that clears itself': () =>
		logged((log) => {
			window.onmessage = (event) => {
				if (event.data !== 'ping') return;
				log.push('run');
				window.onmessage = null;
			};
		}, 2),
	'a handler set during the dispatch': () =>
		logged((log) => {
			const first = (event) => {
				if (event.data === 'ping') window.onmessage = noting(log, 'late');
			};
			window.addEventListener('message', first, { once: true });
		}, 2),
	'an object with handleEvent is no handler': () =>
		logged((log) => {
			window.onmessage = { handleEvent: noting(log, 'run') };
		}),
	'return false prevents nothing': () =>
		logged((log) => {
			window.onmessage = () => false;
			window.addEventListener('message', (event) => log.push(event.defaultPrevented, event.cancelable), {
				once: true,
			});
		}),
	'return false on a cancelable event of the page': () => {
		window.onmessage = () => false;
		const result = window.dispatchEvent(new MessageEvent('message', { cancelable: true }));
		window.onmessage = null;
		return result;
	},
	'a handler that throws': async () => {
		const seen = await uncaught(() =>
			logged(() => {
				window.onmessage = () => {
					throw new RangeError('handler');
				};
			}),
		);
		return seen.map(({ message, error, line }) => [message, error, line > 0]);
	},
	'a handler of another realm': () =>
		logged(async (log) => {
			const inner = (await frame({ srcdoc: '' })).contentWindow;
			inner.log = log;
			const handler = inner.eval('(function(e){if(e.data==="ping")log.push(this===parent,typeof e)})');
			window.onmessage = handler;
			log.push(window.onmessage === handler);
		}),
	'onmessage of a same-origin frame, from outside': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const handler = () => {};
		inner.onmessage = handler;
		const told = new Promise((resolve) => {
			inner.onmessage = resolve;
		});
		inner.postMessage('x', '*');
		const event = await told;
		return [
			event.data,
			event instanceof inner.MessageEvent,
			event.source === window,
			inner.onmessage !== handler,
		];
	},
	'onmessage of a frame of another origin': async () => {
		const inner = (await frameAt('b', '')).contentWindow;
		return [
			thrown(() => {
				inner.onmessage = () => {};
			}),
			thrown(() => inner.onmessage),
			thrown(() => inner.addEventListener('message', () => {})),
		];
	},
	'port.onmessage starts the port, addEventListener does not': async () => {
		const [one, two] = [new MessageChannel(), new MessageChannel()];
		const log = [];
		one.port1.onmessage = () => log.push('handler');
		two.port1.addEventListener('message', () => log.push('listener'));
		one.port2.postMessage(1);
		two.port2.postMessage(1);
		await next(one.port1, 'message');
		await task(20);
		const before = [...log];
		two.port1.start();
		await task(20);
		return [before, log];
	},
	'port.onmessage = null starts the port too': async () => {
		const { port1, port2 } = new MessageChannel();
		port2.postMessage('lost?');
		port1.onmessage = null;
		await task(20);
		const log = [];
		port1.addEventListener('message', ({ data }) => log.push(data));
		port1.start();
		await task(20);
		return log;
	},
	'handlers of elements that know no message': () => {
		const element = document.createElement('div');
		element.onmessage = () => {};
		element.setAttribute('onmessage', 'x()');
		return ['onmessage' in HTMLElement.prototype, typeof element.onmessage, window.onmessage];
	},
	'other handlers are left alone': () => {
		const handler = () => {};
		window.onclick = handler;
		const same = window.onclick === handler;
		window.onclick = null;
		return [same, window.onclick];
	},
};
