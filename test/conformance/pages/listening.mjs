// Listeners of the window for the time of one check, and a message to run them.
import { drained, task } from './kit.mjs';

export const add = EventTarget.prototype.addEventListener;
export const remove = EventTarget.prototype.removeEventListener;
/** Arguments of what `logged` takes away at its end. */
export const stop = new Set();
/** Adds to window for the time of one check. */
export function listen(...args) {
	window.addEventListener(...args);
	stop.add(args);
}
/** Posts `times` messages to this window after `arrange(log)` and gives back the log. */
export async function logged(arrange, times = 1) {
	const log = [];
	await arrange(log);
	for (let i = 0; i < times; i++) window.postMessage('ping', '*');
	await drained();
	await task();
	for (const args of stop) {
		window.removeEventListener(...args.slice(0, 2), true);
		window.removeEventListener(...args.slice(0, 2), false);
	}
	stop.clear();
	return log;
}
export const isPing = ({ data }) => data === 'ping';
export const noting = (log, text) => (event) => isPing(event) && log.push(text);
