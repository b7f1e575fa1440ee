import { drained, frameAt, next, nextMessage, task } from '../kit.mjs';

async function logged(arrange, target = window) {
	const log = [];
	const control = new AbortController();
	const on = (run, options = {}) =>
		target.addEventListener('message', (event) => event.data === 'ping' && run(event), {
			signal: control.signal,
			...options,
		});
	await arrange(log, on);
	window.postMessage('ping', '*');
	await drained();
	await task();
	control.abort();
	return log;
}

export const checks = {
	'a microtask between two listeners': () =>
		logged((log, on) => {
			on(() => {
				log.push('one');
				queueMicrotask(() => log.push('microtask'));
			});
			on(() => log.push('two'));
		}),
	'nested microtasks between two listeners': () =>
		logged((log, on) => {
			on(() => {
				log.push('one');
				Promise.resolve()
					.then(() => log.push('a'))
					.then(() => log.push('b'))
					.then(() => queueMicrotask(() => log.push('c')));
			});
			on(() => log.push('two'));
		}),
	'microtasks after the last listener and before the next task': () =>
		logged((log, on) => {
			on(() => {
				setTimeout(() => log.push('timer'));
				queueMicrotask(() => log.push('microtask'));
				log.push('listener');
			});
		}),
	'MutationObserver callbacks between listeners': () =>
		logged((log, on) => {
			const observer = new MutationObserver(() => log.push('mutation'));
			observer.observe(document.body, { attributes: true });
			on(() => {
				document.body.setAttribute('data-x', log.length);
				log.push('one');
			});
			on(() => log.push('two'));
		}),
	'no microtask between listeners of a synthetic event': () => {
		const log = [];
		const target = new EventTarget();
		target.addEventListener('message', () => {
			log.push('one');
			queueMicrotask(() => log.push('microtask'));
		});
		target.addEventListener('message', () => log.push('two'));
		target.dispatchEvent(new MessageEvent('message'));
		log.push('returned');
		return task().then(() => log);
	},
	'async listeners interleave': () =>
		logged((log, on) => {
			on(async () => {
				log.push('one');
				await null;
				log.push('one later');
			});
			on(async () => {
				log.push('two');
				await null;
				log.push('two later');
			});
		}),
	'an awaited thenable of the page': () =>
		logged((log, on) => {
			on(async () => {
				await { then: (resolve) => (log.push('then'), resolve()) };
				log.push('resumed');
			});
			on(() => log.push('two'));
		}),
	'window messages and port messages keep their own order': async () => {
		const { port1, port2 } = new MessageChannel();
		const log = [];
		port1.onmessage = ({ data }) => log.push(data);
		for (let i = 0; i < 5; i++) port2.postMessage(i);
		await task(20);
		return log;
	},
	'a message posted in a listener comes after the listeners': () =>
		logged((log, on) => {
			let first = true;
			on(() => {
				log.push('one');
				if (first) window.postMessage('ping', '*');
				first = false;
			});
			on(() => log.push('two'));
		}),
	'a synchronous dispatch inside a listener': () =>
		logged((log, on) => {
			let deep = 0;
			on(() => {
				log.push(`in ${deep}`);
				if (deep++ === 0) window.dispatchEvent(new MessageEvent('message', { data: 'ping' }));
				log.push('out');
			});
			on(() => log.push('two'));
		}),
	'window.event during nested dispatches': () =>
		logged((log, on) => {
			on((event) => {
				const inner = new Event('inner');
				const target = new EventTarget();
				target.addEventListener('inner', () => log.push(window.event === inner));
				log.push(window.event === event);
				target.dispatchEvent(inner);
				window.dispatchEvent(inner);
				log.push(window.event === event);
			});
		}),
	'window.event in a microtask': () =>
		logged((log, on) => {
			on((event) => queueMicrotask(() => log.push(window.event === event, window.event === undefined)));
		}),
	'window.event cannot be trusted to be set by us': () => [
		window.event === undefined,
		'event' in window,
		Object.getOwnPropertyDescriptor(window, 'event').enumerable,
	],
	'document.currentScript in a listener': () =>
		logged((log, on) => on(() => log.push(document.currentScript))),
	'user activation is untouched': async () => {
		const log = await logged((inner, on) =>
			on(() => inner.push(navigator.userActivation?.isActive ?? 'none')),
		);
		return [...log, navigator.userActivation?.hasBeenActive ?? 'none'];
	},
	'timeStamp lies between post and delivery': async () => {
		const before = performance.now();
		const told = nextMessage((data) => data === 'time');
		window.postMessage('time', '*');
		const { timeStamp } = await told;
		return [timeStamp >= before - 2, timeStamp <= performance.now() + 2];
	},
	'frames: order of messages from one frame': async () => {
		const log = [];
		const listener = ({ data }) => typeof data === 'number' && log.push(data);
		window.addEventListener('message', listener);
		await frameAt('b', "for(let i=0;i<20;i++)parent.postMessage(i,'*')");
		while (log.length < 20) await task(5);
		window.removeEventListener('message', listener);
		return log;
	},
	'load comes before a message answered in load': async () => {
		const log = [];
		const told = nextMessage((data) => data === 'after load').then(() => log.push('message'));
		const element = document.createElement('iframe');
		element.src =
			'/frame.html?do=' +
			encodeURIComponent("addEventListener('load',()=>parent.postMessage('after load','*'))");
		element.onload = () => log.push('load');
		document.body.append(element);
		await told;
		return log;
	},
	'a blocking listener delays the next': () =>
		logged((log, on) => {
			on(() => {
				const end = performance.now() + 20;
				while (performance.now() < end);
				log.push('slow');
			});
			on(() => log.push('next'));
		}),
	'scheduler of events: one message, one task': async () => {
		const log = [];
		const listener = ({ data }) => {
			log.push(data);
			Promise.resolve().then(() => log.push(`micro ${data}`));
		};
		window.addEventListener('message', listener);
		window.postMessage(1, '*');
		window.postMessage(2, '*');
		await next(window, 'message');
		await drained();
		window.removeEventListener('message', listener);
		return log.slice(0, 4);
	},
	'performance entries of ours': () => [
		performance.getEntriesByType('mark').length,
		performance.getEntriesByType('measure').length,
		performance.getEntriesByType('resource').filter(({ name }) => /extension:/.test(name)).length,
	],
};
