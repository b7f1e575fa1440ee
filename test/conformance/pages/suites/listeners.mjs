import { plain, thrown } from '../kit.mjs';
import { isPing, listen, logged, noting } from '../listening.mjs';

export const checks = {
	'this, target, phase, path, window.event': () =>
		logged((log) =>
			listen('message', function (event) {
				if (!isPing(event)) return;
				log.push(this === window, event.currentTarget === window, event.target === window, event.eventPhase);
				log.push(
					event.composedPath().map((one) => one === window),
					window.event === event,
				);
			}),
		),
	'arguments and return value': () =>
		logged((log) =>
			listen('message', function (...args) {
				if (isPing(args[0])) log.push(args.length, new.target === undefined);
				return false;
			}),
		),
	'addEventListener returns undefined': () =>
		plain([window.addEventListener('x', null), window.removeEventListener('x', null)]),
	'in order of registration': () =>
		logged((log) => {
			for (const name of ['one', 'two', 'three']) listen('message', noting(log, name));
		}),
	'capture and bubble at the target': () =>
		logged((log) => {
			listen('message', noting(log, 'bubble'));
			listen('message', noting(log, 'capture'), true);
			listen('message', noting(log, 'capture option'), { capture: true });
		}),
	'duplicates run once': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			listen('message', listener);
			listen('message', listener, false);
			listen('message', listener, { capture: false, once: true, passive: true });
		}, 2),
	'a duplicate keeps the first options': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			listen('message', listener, { once: true });
			listen('message', listener);
		}, 2),
	'capture and bubble are two': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			listen('message', listener, true);
			listen('message', listener);
		}),
	'removed by function, capture must match': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			listen('message', listener, true);
			window.removeEventListener('message', listener, false);
		}),
	'removed with an options object': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			listen('message', listener, { capture: true, passive: true });
			window.removeEventListener('message', listener, { capture: true });
		}),
	'removed with truthy values': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			listen('message', listener, 1);
			window.removeEventListener('message', listener, 'yes');
		}),
	'removed through another reference': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			EventTarget.prototype.addEventListener.call(window, 'message', listener);
			self.removeEventListener('message', listener);
		}),
	'removing what was never added': () => thrown(() => window.removeEventListener('message', () => {})),
	'added again after removing goes to the end': () =>
		logged((log) => {
			const one = noting(log, 'one');
			listen('message', one);
			listen('message', noting(log, 'two'));
			window.removeEventListener('message', one);
			listen('message', one);
		}),
	'removed by an earlier listener': () =>
		logged((log) => {
			const second = noting(log, 'second');
			listen('message', (event) => isPing(event) && window.removeEventListener('message', second));
			listen('message', second);
		}),
	'removes itself': () =>
		logged((log) => {
			listen('message', function self(event) {
				if (!isPing(event)) return;
				log.push('run');
				window.removeEventListener('message', self);
			});
			listen('message', noting(log, 'next'));
		}, 2),
	'added during the dispatch': () =>
		logged((log) => {
			let added = false;
			listen('message', (event) => {
				if (!isPing(event) || added) return;
				added = true;
				listen('message', noting(log, 'late'));
			});
		}, 2),
};
