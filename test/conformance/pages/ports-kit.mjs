import { next, task } from './kit.mjs';

export function pair() {
	const channel = new MessageChannel();
	return [channel.port1, channel.port2];
}
/** What `port1` logs after `arrange(port1, port2, log)`, once `wait` messages have come or 30 ms went by. */
export async function logged(arrange) {
	const [one, two] = pair();
	const log = [];
	await arrange(one, two, log);
	await task(30);
	one.close();
	return log;
}
export const received = async (data, transfer) => {
	const [one, two] = pair();
	const arrived = next(one, 'message');
	one.start();
	two.postMessage(data, transfer);
	return arrived;
};
