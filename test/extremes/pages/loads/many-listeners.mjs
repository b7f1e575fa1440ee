import { next, task } from '../kit.mjs';

const PORTS = 90;
const EACH = 1_000;
const OF_WINDOW = 10_000;

/**
 * 100,000 listeners, a message for each of their targets, and their removal: not all of one target, since Chromium itself
 * looks through all of a target's at each call.
 */
export async function load() {
	let ran = 0;
	const make = (_, n) => () => {
		ran += n >= 0 ? 1 : 0;
	};
	const channels = Array.from({ length: PORTS }, () => new MessageChannel());
	const targets = [window, ...channels.map(({ port1 }) => port1)];
	const all = targets.map((target) => {
		const listeners = Array.from({ length: target === window ? OF_WINDOW : EACH }, make);
		for (const listener of listeners) target.addEventListener('message', listener);
		return listeners;
	});
	const done = Promise.all(targets.map((target) => next(target, 'message')));
	for (const { port1, port2 } of channels) {
		port1.start();
		port2.postMessage('for all');
	}
	postMessage('for all', '*');
	await done;
	for (const [at, target] of targets.entries())
		for (const listener of all[at]) target.removeEventListener('message', listener);
	await task();
	return { facts: { ran }, rows: { 'kind:listener': 2 * (OF_WINDOW + PORTS * EACH) } };
}
