import { thrown, watched } from '../kit.mjs';
import { listen, logged, noting } from '../listening.mjs';

export const checks = {
	'signal: not a signal': () =>
		[null, {}, 5, 'x', new EventTarget()].map((signal) =>
			thrown(() => window.addEventListener('message', () => {}, { signal })),
		),
	'signal: a Proxy of a signal': () =>
		thrown(() =>
			window.addEventListener('message', () => {}, { signal: new Proxy(new AbortController().signal, {}) }),
		),
	'options are read, in order, once: add': () => {
		const log = [];
		const options = watched({ capture: false, once: true, passive: true }, log);
		window.addEventListener('message', () => {}, options);
		return log;
	},
	'options are read, in order, once: remove': () => {
		const log = [];
		window.removeEventListener('message', () => {}, watched({ capture: true }, log));
		return log;
	},
	'options are read for other types too': () => {
		const log = [];
		const listener = () => {};
		window.addEventListener('click', listener, watched({ capture: false }, log));
		window.removeEventListener('click', listener, watched({ capture: false }, log));
		return log;
	},
	'options are read with a null listener': () => {
		const log = [];
		window.addEventListener('message', null, watched({}, log));
		window.removeEventListener('message', null, watched({}, log));
		return log;
	},
	'getters of options that change their answer': () =>
		logged((log) => {
			let reads = 0;
			listen('message', noting(log, 'run'), {
				get once() {
					reads++;
					return reads % 2 === 1;
				},
			});
			log.push(reads);
		}, 2),
	'a getter of options that throws': () =>
		thrown(() =>
			window.addEventListener('message', () => {}, {
				get once() {
					throw new RangeError('mine');
				},
			}),
		),
	'options as inherited values': () =>
		logged((log) => listen('message', noting(log, 'run'), Object.create({ once: true })), 2),
	'options as a function': () =>
		logged((log) => {
			const options = () => {};
			options.once = true;
			listen('message', noting(log, 'run'), options);
		}, 2),
	'options as primitives': () =>
		[0, 1, '', 'x', null, undefined, Symbol('s'), 5n].map((options) =>
			thrown(() => {
				const listener = () => {};
				window.addEventListener('message', listener, options);
				window.removeEventListener('message', listener, options);
			}),
		),
	'the type is converted once': () => {
		const log = [];
		const type = {
			toString() {
				log.push('toString');
				return 'message';
			},
		};
		const listener = () => {};
		window.addEventListener(type, listener);
		window.removeEventListener(type, listener);
		return log;
	},
	'order of conversions': () => {
		const log = [];
		const type = { toString: () => (log.push('type'), 'message') };
		window.addEventListener(type, null, watched({}, log));
		return log;
	},
	'a type whose conversion changes': () =>
		logged((log) => {
			let count = 0;
			const type = { toString: () => (count++ === 0 ? 'message' : 'other') };
			listen(type, noting(log, 'run'));
		}),
	'errors of the type': () => [
		thrown(() => window.addEventListener(Symbol('s'), () => {})),
		thrown(() =>
			window.addEventListener(
				{
					toString() {
						throw new RangeError('mine');
					},
				},
				() => {},
			),
		),
	],
	'types that are not strings': () =>
		logged((log) => {
			const target = new EventTarget();
			for (const type of [null, undefined, 5, ['message']])
				target.addEventListener(type, ({ type: seen }) => log.push(seen));
			for (const type of ['null', 'undefined', '5', 'message']) target.dispatchEvent(new Event(type));
		}),
	'too few arguments': () => [
		thrown(() => window.addEventListener()),
		thrown(() => window.addEventListener('message')),
		thrown(() => window.removeEventListener('message')),
		thrown(() => window.dispatchEvent()),
	],
	'listeners that are not functions': () =>
		[null, undefined, 0, 'x', true, Symbol('s'), 5n, {}, [], /x/].map((listener) =>
			thrown(() => window.addEventListener('nothing', listener)),
		),
	'a null listener for message': () => thrown(() => window.addEventListener('message', null)),
	'further arguments are ignored': () =>
		logged((log) => listen('message', noting(log, 'run'), false, true, { once: true }), 2),
};
