import { next, open, task } from './kit.mjs';

/** Sends one frame to /echo and waits until the echo has been delivered to every listener. */
export async function echo(socket, data = 'x') {
	socket.send(data);
	await next(socket, 'message');
	await task();
}
/** Runs `arrange(socket, log)`, lets one echo arrive, and gives back the log. */
export async function logged(arrange, times = 1) {
	const socket = await open('/echo');
	const log = [];
	await arrange(socket, log);
	for (let i = 0; i < times; i++) await echo(socket);
	socket.close();
	return log;
}
