import { frame, thrown } from '../kit.mjs';
import { add, listen, logged, noting, remove, stop } from '../listening.mjs';

export const checks = {
	'EventTarget.prototype.addEventListener.call': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			add.call(window, 'message', listener);
			stop.add(['message', listener]);
		}),
	'Reflect.apply and bind': () =>
		logged((log) => {
			const one = noting(log, 'apply');
			const two = noting(log, 'bound');
			Reflect.apply(add, window, ['message', one]);
			add.bind(window, 'message')(two);
			stop.add(['message', one]).add(['message', two]);
		}),
	'no receiver means the window': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			const bare = addEventListener;
			bare('message', listener);
			stop.add(['message', listener]);
			log.push(
				thrown(() => (0, add)('message', null)),
				thrown(() => add.call(undefined, 'x', null)),
				thrown(() => add.call(null, 'x', null)),
			);
		}),
	'a wrong receiver': () => [
		thrown(() => add.call({}, 'message', () => {})),
		thrown(() => remove.call(5, 'message', () => {})),
		thrown(() => add.call(Object.create(window), 'message', () => {})),
		thrown(() => add.call(new Proxy(new EventTarget(), {}), 'message', () => {})),
	],
	'a wrong receiver is refused before the type is asked': async () => {
		const log = [];
		const type = { toString: () => log.push('asked') && 'message' };
		const odd = [{}, 5, Object.create(window), new Proxy(new EventTarget(), {})];
		for (const method of [add, remove])
			for (const one of odd) log.push(thrown(() => method.call(one, type, () => {})));
		const ended = (await frame({ srcdoc: '' })).contentWindow;
		document.querySelector('iframe').remove();
		log.push(thrown(() => add.call(ended, type, () => {})));
		return log;
	},
	'methods taken from another realm': () =>
		logged(async (log) => {
			const inner = (await frame({ srcdoc: '' })).contentWindow;
			const listener = noting(log, 'run');
			inner.EventTarget.prototype.addEventListener.call(window, 'message', listener);
			inner.addEventListener.call(window, 'message', listener);
			stop.add(['message', listener]);
		}),
	'removed by methods of another realm': () =>
		logged(async (log) => {
			const inner = (await frame({ srcdoc: '' })).contentWindow;
			const listener = noting(log, 'run');
			window.addEventListener('message', listener);
			inner.removeEventListener.call(window, 'message', listener);
		}),
	'a subclass of EventTarget': () => {
		class Bus extends EventTarget {
			addEventListener(...args) {
				super.addEventListener(...args);
				return 'mine';
			}
		}
		const [bus, log] = [new Bus(), []];
		const result = bus.addEventListener('message', () => log.push('run'));
		bus.dispatchEvent(new MessageEvent('message'));
		return [result, log];
	},
	'a method put on window by the page wins': () => {
		const calls = [];
		window.addEventListener = (...args) => calls.push(args.length);
		window.addEventListener('message', () => {});
		delete window.addEventListener;
		return [calls, Object.hasOwn(window, 'addEventListener'), typeof window.addEventListener];
	},
	'a wrapper of the page around EventTarget.prototype': () =>
		logged((log) => {
			EventTarget.prototype.addEventListener = function (...args) {
				log.push(args[0]);
				return add.apply(this, args);
			};
			const listener = noting(log, 'run');
			listen('message', listener);
			EventTarget.prototype.addEventListener = add;
		}),
	'listeners for other types': async () => {
		const log = [];
		const target = document.createElement('button');
		const listener = (event) => log.push(event.type, event.isTrusted, event.currentTarget === target);
		target.addEventListener('click', listener, { once: true });
		target.click();
		target.click();
		return log;
	},
	'streams of events': async () => {
		const { when } = EventTarget.prototype;
		if (!when) return 'none';
		const ended = new AbortController();
		const { signal } = ended;
		const log = await logged((log) => {
			listen('message', noting(log, 'before'));
			const pings = window.when('message', { capture: true }).filter(isPing);
			pings
				.map(({ data, origin, source }) => [data, origin === location.origin, source === window])
				.subscribe((value) => log.push(value), { signal });
			when.call(window, 'message').subscribe({ next: noting(log, 'observer') }, { signal });
			window
				.when({ toString: () => log.push('asked') && 'message' })
				.first({ signal })
				.then(noting(log, 'first'));
			listen('message', noting(log, 'after'));
		}, 2);
		ended.abort();
		const { port1, port2 } = new MessageChannel();
		port1
			.when('message')
			.subscribe(({ data }) => log.push(`port ${data}`), { signal: AbortSignal.timeout(500) });
		port1.start();
		port2.postMessage('over');
		await task();
		return [
			log,
			thrown(() => when.call({}, 'message')),
			thrown(() => window.when()),
			thrown(() =>
				window.when('message', {
					get capture() {
						throw new Error('mine');
					},
				}),
			),
			[when.name, when.length, String(when), Object.prototype.toString.call(window.when('message'))],
			Object.keys(Object.getOwnPropertyDescriptor(EventTarget.prototype, 'when')),
		];
	},
	'10000 listeners': () =>
		logged((log) => {
			let count = 0;
			const all = Array.from({ length: 10000 }, () => () => count++);
			for (const listener of all) window.addEventListener('many', listener);
			window.dispatchEvent(new Event('many'));
			for (const listener of all) window.removeEventListener('many', listener);
			window.dispatchEvent(new Event('many'));
			log.push(count);
		}),
};
