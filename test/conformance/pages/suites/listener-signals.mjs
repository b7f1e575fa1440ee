import { isPing, listen, logged, noting, stop } from '../listening.mjs';

export const checks = {
	once: () =>
		logged((log) => {
			const listener = (event) => isPing(event) && log.push('run');
			listen('message', listener, { once: true });
		}, 3),
	'once may be removed': () =>
		logged((log) => {
			const listener = noting(log, 'run');
			listen('message', listener, { once: true });
			window.removeEventListener('message', listener);
		}),
	'once is gone while it runs': () =>
		logged((log) => {
			listen(
				'message',
				function self(event) {
					if (!isPing(event)) return;
					log.push('run');
					if (log.length < 3) window.addEventListener('message', self, { once: true });
				},
				{ once: true },
			);
		}, 4),
	'once with handleEvent': () =>
		logged((log) => listen('message', { handleEvent: noting(log, 'run') }, { once: true }), 2),
	'signal: aborted later': async () => {
		const control = new AbortController();
		const log = [];
		listen('message', noting(log, 'run'), { signal: control.signal });
		await logged(() => {});
		stop.clear();
		control.abort();
		await logged(() => {});
		return log;
	},
	'signal: aborted already': () =>
		logged((log) => listen('message', noting(log, 'run'), { signal: AbortSignal.abort() })),
	'signal: aborted during the dispatch': () =>
		logged((log) => {
			const control = new AbortController();
			listen('message', (event) => isPing(event) && control.abort());
			listen('message', noting(log, 'run'), { signal: control.signal });
		}),
	'signal: one for many': () =>
		logged((log) => {
			const control = new AbortController();
			for (const type of ['message', 'click', 'x'])
				listen(type, noting(log, type), { signal: control.signal });
			control.abort();
		}),
	'signal: abort events of the page come in order': () => {
		const control = new AbortController();
		const log = [];
		control.signal.addEventListener('abort', () => log.push('before'));
		window.addEventListener('message', () => {}, { signal: control.signal });
		control.signal.addEventListener('abort', () => log.push('after'));
		control.signal.onabort = () => log.push('handler');
		control.abort();
		return log;
	},
	'signal: AbortSignal.any and timeout': () =>
		logged(async (log) => {
			listen('message', noting(log, 'any'), { signal: AbortSignal.any([AbortSignal.abort()]) });
			listen('message', noting(log, 'open'), { signal: AbortSignal.timeout(60000) });
		}),
	'stopImmediatePropagation from the first': () =>
		logged((log) => {
			listen('message', (event) => isPing(event) && (event.stopImmediatePropagation(), log.push('first')));
			listen('message', noting(log, 'second'));
		}),
	'stopPropagation does nothing here': () =>
		logged((log) => {
			listen('message', (event) => isPing(event) && event.stopPropagation(), true);
			listen('message', noting(log, 'second'));
		}),
	'passive listeners may not prevent': async () => {
		const target = new EventTarget();
		const log = [];
		target.addEventListener(
			'message',
			(event) => (event.preventDefault(), log.push(event.defaultPrevented)),
			{ passive: true },
		);
		target.addEventListener('message', (event) => (event.preventDefault(), log.push(event.defaultPrevented)));
		log.push(target.dispatchEvent(new Event('message', { cancelable: true })));
		return log;
	},
};
