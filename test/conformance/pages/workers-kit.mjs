import { next, task } from './kit.mjs';

export const SCRIPT = '/workers/echo.js';
/** What a fresh worker answers to `data`. */
export async function answered(data, transfer) {
	const worker = new Worker(SCRIPT);
	const told = next(worker, 'message');
	worker.postMessage(data, transfer);
	const event = await told;
	worker.terminate();
	return event;
}
export async function logged(arrange) {
	const worker = new Worker(SCRIPT);
	const log = [];
	await arrange(worker, log);
	worker.postMessage('last');
	await next(worker, 'message');
	await task(20);
	worker.terminate();
	return log;
}
export async function shared(arrange) {
	const worker = new SharedWorker(SCRIPT);
	const log = [];
	await arrange(worker.port, log, worker);
	while (log.length < 1) await task(5);
	worker.port.close();
	return log;
}
export async function service() {
	const registration = await navigator.serviceWorker.register('/workers/service.js', { scope: '/' });
	await navigator.serviceWorker.ready;
	return registration.active ?? (await navigator.serviceWorker.ready).active;
}
