import { next } from '../kit.mjs';

const SIZE = 100_000_000;

/** Messages of 100 MB in each form, by a window, a port and a broadcast. */
export async function load() {
	const sizeOf = (data) => data.length ?? data.byteLength ?? data.size ?? data.text.length;
	const facts = {};
	const take = async (name, target, send) => {
		const told = next(target, 'message');
		send();
		facts[name] = sizeOf((await told).data);
	};
	const text = 'x'.repeat(SIZE);
	await take('string', window, () => postMessage(text, '*'));
	await take('object', window, () => postMessage({ text }, '*'));
	await take('buffer', window, () => postMessage(new ArrayBuffer(SIZE), '*'));
	const given = new ArrayBuffer(SIZE);
	await take('given buffer', window, () => postMessage(given, '*', [given]));
	await take('bytes', window, () => postMessage(new Uint8Array(SIZE), '*'));
	await take('blob', window, () => postMessage(new Blob([text]), '*'));
	const { port1, port2 } = new MessageChannel();
	port1.start();
	await take('port', port1, () => port2.postMessage(text));
	const [one, two] = [new BroadcastChannel('huge'), new BroadcastChannel('huge')];
	await take('broadcast', one, () => two.postMessage(text));
	return { facts, rows: { 'kind:message': 8 } };
}
