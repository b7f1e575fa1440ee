import { chain, describe, frame, frameAt, nativeText, next, plain, task, thrown, uncaught } from '../kit.mjs';

let count = 0;
/** Two channels of one fresh name, the log of the first. */
async function logged(arrange) {
	const name = `checks ${count++}`;
	const [one, two] = [new BroadcastChannel(name), new BroadcastChannel(name)];
	const log = [];
	await arrange(one, two, log, name);
	await task(30);
	one.close();
	two.close();
	return log;
}
const events = async (arrange) => {
	const source = new EventSource('/events');
	const log = [];
	await arrange(source, log);
	while (log.length < 1) await task(5);
	await task(10);
	source.close();
	return log;
};

export const checks = {
	'BroadcastChannel: constructor': () => [
		typeof BroadcastChannel,
		BroadcastChannel.name,
		BroadcastChannel.length,
		thrown(() => BroadcastChannel('x')),
		thrown(() => new BroadcastChannel()),
		Reflect.ownKeys(BroadcastChannel).map(String),
	],
	'BroadcastChannel: members': () =>
		Reflect.ownKeys(BroadcastChannel.prototype).map((key) => [
			String(key),
			describe(BroadcastChannel.prototype, key),
		]),
	'BroadcastChannel: chain and own keys': () => {
		const channel = new BroadcastChannel('x');
		channel.close();
		return [chain(channel), Reflect.ownKeys(channel)];
	},
	'BroadcastChannel: name is converted once': () => {
		let calls = 0;
		const channel = new BroadcastChannel({
			toString() {
				calls++;
				return 'made';
			},
		});
		channel.close();
		return [calls, channel.name];
	},
	'BroadcastChannel: subclass': () => {
		class Mine extends BroadcastChannel {
			extra = 1;
		}
		const channel = new Mine('x');
		channel.close();
		return [channel instanceof Mine, channel.extra, Object.keys(channel)];
	},
	'BroadcastChannel: event facts': () =>
		logged((one, two, log) => {
			one.onmessage = function (event) {
				log.push(
					this === one,
					event.constructor === MessageEvent,
					event.isTrusted,
					event.origin,
					event.source,
					event.ports.length,
					event.currentTarget === one,
					Reflect.ownKeys(event).map(String),
				);
			};
			two.postMessage('x');
		}),
	'BroadcastChannel: not to itself': () =>
		logged((one, two, log) => {
			one.onmessage = () => log.push('self');
			two.onmessage = () => log.push('other');
			one.postMessage('x');
		}),
	'BroadcastChannel: order': () =>
		logged((one, two, log) => {
			one.onmessage = ({ data }) => log.push(data);
			for (let i = 0; i < 10; i++) two.postMessage(i);
		}),
	'BroadcastChannel: order over several channels': () =>
		logged((one, two, log, name) => {
			const third = new BroadcastChannel(name);
			one.onmessage = ({ data }) => log.push(`one ${data}`);
			third.onmessage = ({ data }) => {
				log.push(`third ${data}`);
				if (data === 1) third.close();
			};
			two.postMessage(0);
			two.postMessage(1);
		}),
	'BroadcastChannel: listeners, once, signal, duplicates': () =>
		logged((one, two, log) => {
			const twice = () => log.push('twice');
			one.addEventListener('message', () => log.push('once'), { once: true });
			one.addEventListener('message', () => log.push('aborted'), { signal: AbortSignal.abort() });
			one.addEventListener('message', twice);
			one.addEventListener('message', twice);
			two.postMessage(1);
			two.postMessage(2);
		}),
	'BroadcastChannel: handleEvent and removal': () =>
		logged((one, two, log) => {
			const object = { handleEvent: () => log.push('object') };
			const gone = () => log.push('gone');
			one.addEventListener('message', object);
			one.addEventListener('message', gone);
			one.removeEventListener('message', gone);
			two.postMessage(1);
		}),
	'BroadcastChannel: each listener gets the same event': () =>
		logged((one, two, log) => {
			let first;
			one.addEventListener('message', (event) => {
				first = event;
			});
			one.addEventListener('message', (event) => log.push(event === first, event.data === first.data));
			two.postMessage({});
		}),
	'BroadcastChannel: each channel gets data of its own': () =>
		logged((one, two, log, name) => {
			const third = new BroadcastChannel(name);
			const seen = [];
			one.onmessage = ({ data }) => seen.push(data);
			third.onmessage = ({ data }) => {
				seen.push(data);
				log.push(seen[0] === seen[1], seen.length);
				third.close();
			};
			two.postMessage({});
		}),
	'BroadcastChannel: errors of postMessage': () => {
		const channel = new BroadcastChannel('x');
		const seen = [
			thrown(() => channel.postMessage()),
			thrown(() => channel.postMessage(() => {})),
			thrown(() => channel.postMessage(new MessageChannel().port1)),
			thrown(() => channel.postMessage('x', 'y')),
		];
		channel.close();
		return [...seen, thrown(() => channel.postMessage('x')), thrown(() => channel.close())];
	},
	'BroadcastChannel: wrong receivers': () =>
		['postMessage', 'close'].map((key) => thrown(() => BroadcastChannel.prototype[key].call({}, 'x'))),
	'BroadcastChannel: text of the methods': () =>
		['postMessage', 'close'].map((key) => nativeText(BroadcastChannel.prototype[key])),
	'BroadcastChannel: text of the constructor': () => nativeText(BroadcastChannel),
	'BroadcastChannel: closed while a message waits': () =>
		logged((one, two, log) => {
			one.onmessage = () => log.push('run');
			two.postMessage('x');
			one.close();
		}),
	'BroadcastChannel: to a frame and back': async () => {
		const channel = new BroadcastChannel('frames');
		await frameAt(
			'a',
			"const c=new BroadcastChannel('frames');c.onmessage=(e)=>c.postMessage([e.data,e.origin])",
		);
		const told = next(channel, 'message');
		channel.postMessage('hello');
		const { data } = await told;
		channel.close();
		return data;
	},
	'BroadcastChannel: not over origins': async () => {
		const channel = new BroadcastChannel('origins');
		const log = [];
		channel.onmessage = ({ data }) => log.push(data);
		await frameAt('b', "new BroadcastChannel('origins').postMessage('x')");
		await task(50);
		channel.close();
		return log;
	},
	'BroadcastChannel: of another realm': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const [one, two] = [new BroadcastChannel('realm'), new inner.BroadcastChannel('realm')];
		const told = next(one, 'message');
		BroadcastChannel.prototype.postMessage.call(two, 'x');
		const { data } = await told;
		one.close();
		two.close();
		return [data, two instanceof inner.BroadcastChannel];
	},
	'BroadcastChannel: exceptions': () =>
		uncaught(async () => {
			await logged((one, two) => {
				one.onmessage = () => {
					throw new RangeError('channel');
				};
				two.postMessage(1);
			});
		}),
	'BroadcastChannel: the data is read once': () =>
		logged((one, two, log) => {
			let reads = 0;
			one.onmessage = ({ data }) => log.push(data.a, reads);
			two.postMessage({
				get a() {
					return ++reads;
				},
			});
		}),
	'BroadcastChannel: synthetic events': () =>
		logged((one, _two, log) => {
			one.onmessage = (event) => log.push(event.isTrusted, event.data);
			one.dispatchEvent(new MessageEvent('message', { data: 'made' }));
		}),
	'BroadcastChannel: microtask between listeners': () =>
		logged((one, two, log) => {
			one.addEventListener('message', () => {
				log.push('first');
				queueMicrotask(() => log.push('microtask'));
			});
			one.addEventListener('message', () => log.push('second'));
			two.postMessage(1);
		}),
	'EventSource: constructor and members': () => [
		EventSource.name,
		EventSource.length,
		thrown(() => EventSource('/events')),
		thrown(() => new EventSource()),
		Reflect.ownKeys(EventSource).map(String),
		Reflect.ownKeys(EventSource.prototype).map((key) => [String(key), describe(EventSource.prototype, key)]),
	],
	'EventSource: message event': () =>
		events((source, log) => {
			source.onmessage = function (event) {
				log.push(
					this === source,
					event.data,
					event.lastEventId,
					event.origin,
					event.source,
					event.isTrusted,
					event.constructor === MessageEvent,
				);
			};
		}),
	'EventSource: named events, open': () =>
		events((source, log) => {
			source.addEventListener('open', ({ constructor }) => log.push(constructor.name));
			source.addEventListener('named', ({ data, type }) => log.push(type, data));
			source.addEventListener('message', ({ data }) => log.push(data));
		}),
	'EventSource: handlers read back, own keys': () => {
		const source = new EventSource('/events');
		const handler = () => {};
		source.onmessage = handler;
		source.onerror = 'text';
		const seen = [
			source.onmessage === handler,
			source.onerror,
			Reflect.ownKeys(source),
			source.readyState,
			source.withCredentials,
		];
		source.close();
		return seen;
	},
	'EventSource: once and removal': () =>
		events((source, log) => {
			const gone = () => log.push('gone');
			source.addEventListener('message', gone);
			source.removeEventListener('message', gone);
			source.addEventListener('message', () => log.push('once'), { once: true });
		}),
	'EventSource: subclass': () => {
		class Mine extends EventSource {}
		const source = new Mine('/events');
		source.close();
		return [source instanceof Mine, plain(source.readyState), new URL(source.url).pathname];
	},
};
