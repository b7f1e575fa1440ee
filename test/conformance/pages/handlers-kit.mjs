import { drained, plain, task } from './kit.mjs';

/** Lets one window message arrive after `arrange(log)`; on-handlers are cleared after. */
export async function logged(arrange, times = 1) {
	const log = [];
	await arrange(log);
	for (let i = 0; i < times; i++) window.postMessage('ping', '*');
	await drained();
	await task();
	window.onmessage = null;
	document.body.removeAttribute('onmessage');
	return log;
}
export const noting = (log, text) => (event) => event.data === 'ping' && log.push(text);
const values = () => [
	() => {},
	null,
	undefined,
	5,
	'text',
	true,
	Symbol('s'),
	{},
	{ handleEvent() {} },
	[],
	new Proxy(() => {}, {}),
];

export function readsBack(target, key) {
	const seen = values().map((value) => {
		target[key] = value;
		const read = target[key];
		return read === value ? 'same' : plain(read);
	});
	target[key] = null;
	return seen;
}
