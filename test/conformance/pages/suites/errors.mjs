import { drained, frame, plain, task, uncaught } from '../kit.mjs';

const added = [];
function listen(listener, target = window, type = 'message') {
	target.addEventListener(type, listener);
	added.push([target, type, listener]);
}
/** Uncaught errors while one message is delivered after `arrange()`. */
async function surfaced(arrange) {
	const seen = await uncaught(async () => {
		await arrange();
		window.postMessage('ping', '*');
		await drained();
		await task();
	});
	for (const [target, type, listener] of added) target.removeEventListener(type, listener);
	added.length = 0;
	return seen;
}
const onPing = (run) => (event) => {
	if (event.data === 'ping') run(event);
};
const raise = (value) => {
	throw value;
};

export const checks = {
	'all that window.onerror gets': () => surfaced(() => listen(onPing(() => raise(new RangeError('thrown'))))),
	'the very same error object': async () => {
		const error = new TypeError('mine');
		let same;
		const note = (event) => {
			same = event.error === error;
			event.preventDefault();
		};
		window.addEventListener('error', note);
		await surfaced(() => listen(onPing(() => raise(error))));
		window.removeEventListener('error', note);
		return same;
	},
	'the ErrorEvent': async () => {
		const seen = [];
		const note = (event) =>
			seen.push(
				event.constructor.name,
				event.isTrusted,
				event.cancelable,
				event.target === window,
				event.message,
				event.lineno > 0,
				event.colno > 0,
				event.filename.replace(/\?.*/, ''),
			);
		window.addEventListener('error', note);
		await surfaced(() => listen(onPing(() => raise(new RangeError('thrown')))));
		window.removeEventListener('error', note);
		return seen;
	},
	'values that are no errors': async () => {
		const values = [undefined, null, 5, 'text', {}, Symbol('s'), () => {}];
		const all = [];
		for (const value of values)
			all.push(
				(await surfaced(() => listen(onPing(() => raise(value))))).map(({ message, error }) => [
					message,
					error,
				]),
			);
		return all;
	},
	'an error with hostile properties': async () => {
		const log = [];
		const error = new Error('base');
		for (const key of ['message', 'name', 'stack', 'toString', 'constructor', 'cause'])
			Object.defineProperty(error, key, { get: () => (log.push(key), 'x') });
		const seen = await surfaced(() => listen(onPing(() => raise(error))));
		return [log, seen.length];
	},
	'a Proxy as error': async () => {
		const log = [];
		const error = new Proxy(new Error('inner'), {
			get: (target, key) => (log.push(String(key)), target[key]),
			getPrototypeOf: () => (log.push('proto'), Error.prototype),
		});
		const seen = await surfaced(() => listen(onPing(() => raise(error))));
		return [log, seen.map(({ message }) => message)];
	},
	'a DOMException': async () =>
		(await surfaced(() => listen(onPing(() => raise(new DOMException('m', 'AbortError')))))).map(
			({ message, error }) => [message, error],
		),
	'an error of another realm': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		return (await surfaced(() => listen(onPing(() => raise(new inner.RangeError('there')))))).map(
			({ message, error }) => [message, error],
		);
	},
	'later listeners still run': async () => {
		const log = [];
		await surfaced(() => {
			listen(onPing(() => (log.push('one'), raise(new Error('x')))));
			listen(onPing(() => log.push('two')));
		});
		return log;
	},
	'order of errors, listeners and microtasks': async () => {
		const log = [];
		const note = () => log.push('error event');
		window.addEventListener('error', note);
		await surfaced(() => {
			listen(
				onPing(() => {
					queueMicrotask(() => log.push('microtask'));
					log.push('one');
					raise(new Error('x'));
				}),
			);
			listen(onPing(() => log.push('two')));
		});
		window.removeEventListener('error', note);
		return log;
	},
	'two errors in one dispatch': async () =>
		(
			await surfaced(() => {
				listen(onPing(() => raise(new Error('first'))));
				listen(onPing(() => raise(new Error('second'))));
			})
		).map(({ message }) => message),
	'the on-handler throws': async () => {
		const seen = await surfaced(() => {
			window.onmessage = onPing(() => raise(new RangeError('handler')));
		});
		window.onmessage = null;
		return seen;
	},
	'handleEvent throws': () =>
		surfaced(() => listen({ handleEvent: onPing(() => raise(new RangeError('method'))) })),
	'handleEvent is no function': () => surfaced(() => listen({ handleEvent: 'text' })),
	'a listener on a port throws': async () => {
		const { port1, port2 } = new MessageChannel();
		const seen = await uncaught(async () => {
			port1.onmessage = () => raise(new RangeError('port'));
			port2.postMessage(1);
			await task(30);
		});
		return seen;
	},
	'a listener on a BroadcastChannel throws': async () => {
		const [one, two] = [new BroadcastChannel('errors'), new BroadcastChannel('errors')];
		const seen = await uncaught(async () => {
			one.onmessage = () => raise(new RangeError('channel'));
			two.postMessage(1);
			await task(30);
		});
		one.close();
		two.close();
		return seen;
	},
	'a listener of an EventTarget throws': () =>
		uncaught(() => {
			const target = new EventTarget();
			target.addEventListener('message', () => raise(new RangeError('target')));
			target.dispatchEvent(new MessageEvent('message'));
		}),
	'a synthetic event does not throw to its dispatcher': async () => {
		let outcome = 'nothing';
		await uncaught(() => {
			const listener = () => raise(new Error('x'));
			window.addEventListener('message', listener, { once: true });
			try {
				outcome = window.dispatchEvent(new MessageEvent('message'));
			} catch (error) {
				outcome = plain(error);
			}
		});
		return outcome;
	},
	'an error in a frame goes to the frame': async () => {
		const inner = (await frame({ srcdoc: '<script>onerror=(m)=>{parent.told=m;return true}</script>' }))
			.contentWindow;
		const own = await uncaught(async () => {
			inner.eval("addEventListener('message',()=>{throw new Error('inner')})");
			inner.postMessage('x', '*');
			await task(30);
		});
		return [own.length, window.told];
	},
	'a listener of ours on a frame throws': async () => {
		const inner = (await frame({ srcdoc: '<script>onerror=(m)=>{parent.toldInner=m;return true}</script>' }))
			.contentWindow;
		const own = await uncaught(async () => {
			inner.addEventListener('message', () => raise(new Error('outer function')));
			inner.postMessage('x', '*');
			await task(30);
		});
		return [own.map(({ message }) => message), window.toldInner];
	},
	'a listener of a frame on our window throws': async () => {
		const inner = (await frame({ srcdoc: '<script>onerror=(m)=>{parent.toldBack=m;return true}</script>' }))
			.contentWindow;
		const own = await surfaced(() =>
			listen(inner.eval("(function(e){if(e.data==='ping')throw new Error('inner function')})")),
		);
		return [own.map(({ message }) => message), window.toldBack];
	},
	'a stack overflow in a listener': async () => {
		const deep = () => deep() + 1;
		return (await surfaced(() => listen(onPing(deep)))).map(({ message, error }) => [message, error]);
	},
	'a listener of a removed frame': async () => {
		const element = await frame({ srcdoc: '' });
		const log = [];
		element.contentWindow.log = log;
		const listener = element.contentWindow.eval("(function(e){if(e.data==='ping')log.push('run')})");
		const seen = await surfaced(() => {
			listen(listener);
			element.remove();
		});
		return [log, seen.length];
	},
	'unhandled rejections are as before': async () => {
		const seen = [];
		const note = (event) => {
			event.preventDefault();
			seen.push(plain(event.reason), event.promise instanceof Promise);
		};
		window.addEventListener('unhandledrejection', note);
		void Promise.reject(new RangeError('rejected'));
		await task(30);
		window.removeEventListener('unhandledrejection', note);
		return seen;
	},
	reportError: async () =>
		(await uncaught(() => reportError(new RangeError('reported')))).map(({ message }) => message),
	'lines of the stack of an error thrown in a listener': async () => {
		let stack = '';
		await surfaced(() =>
			listen(
				onPing(() => {
					stack = new Error('s').stack;
				}),
			),
		);
		return stack.split('\n').filter((line) => line && !/errors\.mjs/.test(line));
	},
	'lines of the stack in an on-handler': async () => {
		let stack = '';
		await surfaced(() => {
			window.onmessage = onPing(() => {
				stack = new Error('s').stack;
			});
		});
		window.onmessage = null;
		return stack.split('\n').filter((line) => line && !/errors\.mjs/.test(line));
	},
	'Error.stackTraceLimit and prepareStackTrace': () => [
		plain(Error.stackTraceLimit),
		plain(Error.prepareStackTrace),
		Reflect.ownKeys(Error).map(String),
	],
	'prepareStackTrace of the page is called for its errors alone': async () => {
		if (!('stackTraceLimit' in Error)) return 'not here';
		const calls = [];
		Error.prepareStackTrace = (error, sites) => {
			calls.push(error.message);
			return sites.length > 0 ? 'mine' : 'none';
		};
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {};
		port2.postMessage(1);
		window.addEventListener('message', () => {}, { once: true });
		window.postMessage('x', '*');
		await drained();
		const text = new Error('own').stack;
		delete Error.prepareStackTrace;
		// Open developer tools add the asynchronous callers in Firefox.
		return [calls, text.split('\n')[0]];
	},
};
