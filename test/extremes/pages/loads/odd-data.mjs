import { next, outcome, received, task } from '../kit.mjs';

/** Buffers that are gone, proxies that are revoked, getters that throw or answer otherwise each time, foreign windows. */
export async function load() {
	const facts = {};
	const frame = document.createElement('iframe');
	frame.src = `${location.origin.replace('//a.', '//b.')}/frame.html`;
	const here = received(1, (data) => data === 'here');
	document.body.append(frame);
	await here;
	const foreign = frame.contentWindow;

	const gone = () => {
		const buffer = new ArrayBuffer(64);
		structuredClone(buffer, { transfer: [buffer] });
		return buffer;
	};
	const revoked = (target) => {
		const { proxy, revoke } = Proxy.revocable(target, {});
		revoke();
		return proxy;
	};
	const viewOfGone = () => {
		const view = new Uint8Array(64);
		structuredClone(view.buffer, { transfer: [view.buffer] });
		return view;
	};
	let asked = 0;
	const fickle = {
		get a() {
			return ++asked;
		},
		get b() {
			return asked % 2 ? {} : [asked];
		},
	};
	const thrower = {
		get a() {
			throw new RangeError('of the page');
		},
	};
	const shrunk = () => {
		const buffer = new ArrayBuffer(64, { maxByteLength: 128 });
		const view = new Uint8Array(buffer, 32, 32);
		buffer.resize(16);
		return view;
	};
	const wasm = () => {
		const memory = new WebAssembly.Memory({ initial: 1 });
		const { buffer } = memory;
		memory.grow(1);
		return buffer;
	};
	const data = {
		'a buffer that is gone': gone(),
		'a view of a buffer that is gone': viewOfGone(),
		'a view out of bounds': shrunk(),
		'memory that has grown': wasm(),
		'a revoked proxy': revoked({}),
		'a revoked proxy of a list': revoked([]),
		'a revoked proxy within': { inner: revoked(() => {}) },
		'a getter that throws': thrower,
		'a getter that changes': fickle,
		'a foreign window': foreign,
		'a foreign window within': { list: [foreign] },
		'its location': { at: foreign.location },
		'own window': { self: window },
	};

	const { port1, port2 } = new MessageChannel();
	const channel = new BroadcastChannel('odd');
	const worker = new Worker(URL.createObjectURL(new Blob(['onmessage = () => {}'])));
	const socket = new WebSocket(`ws://${location.host}/echo`);
	await next(socket, 'open');
	const sends = {
		window: (value) => postMessage(value, '*'),
		'the foreign window': (value) => foreign.postMessage(value, '*'),
		port: (value) => port1.postMessage(value),
		broadcast: (value) => channel.postMessage(value),
		worker: (value) => worker.postMessage(value),
		socket: (value) => socket.send(value),
		event: (value) => dispatchEvent(new MessageEvent('message', { data: value, source: foreign })),
		'event at a port': (value) => port2.dispatchEvent(new MessageEvent('message', { data: value })),
		'event at a socket': (value) => socket.dispatchEvent(new MessageEvent('message', { data: value })),
	};
	addEventListener('message', () => {});
	port2.onmessage = () => {};
	socket.onmessage = () => {};
	for (const [way, send] of Object.entries(sends)) {
		for (const [name, value] of Object.entries(data)) facts[`${way}: ${name}`] = outcome(() => send(value));
	}
	facts['times that getters ran'] = asked;

	const given = new Uint8Array(1_000);
	port1.postMessage(given, [given.buffer]);
	facts['given away'] = given.byteLength;
	for (const listener of [revoked(() => {}), revoked({}), foreign, thrower, fickle]) {
		facts[`listener ${Object.keys(facts).length}`] = outcome(() => {
			addEventListener('message', listener);
			removeEventListener('message', listener);
			port2.addEventListener('message', listener, { signal: AbortSignal.abort() });
		});
	}
	facts['options that throw'] = outcome(() => addEventListener('message', () => {}, thrower));
	facts['options of a foreign window'] = outcome(() => addEventListener('message', () => {}, foreign));
	facts['type of a foreign window'] = outcome(() => addEventListener(foreign, () => {}));
	const last = received(1, (one) => one === 'last');
	postMessage('last', '*');
	await last;
	await task();
	return { facts, rows: { 'kind:message last': 1 } };
}
