import { chain, describe, frame, nativeText, thrown, watched } from '../kit.mjs';
import { logged, pair, received } from '../ports-kit.mjs';

export const checks = {
	'MessageChannel: own keys and port identity': () => {
		const channel = new MessageChannel();
		return [
			Reflect.ownKeys(channel),
			channel.port1 === channel.port1,
			channel.port1 === channel.port2,
			chain(channel.port1),
		];
	},
	'MessageChannel: constructor': () => [
		typeof MessageChannel,
		MessageChannel.name,
		MessageChannel.length,
		thrown(() => MessageChannel()),
		Reflect.ownKeys(MessageChannel).map(String),
	],
	'MessageChannel: subclass and newTarget': () => {
		class Mine extends MessageChannel {}
		const channel = new Mine();
		return [channel instanceof Mine, channel.constructor === Mine, channel.port1 instanceof MessagePort];
	},
	'MessageChannel: accessors': () => [
		describe(MessageChannel.prototype, 'port1'),
		thrown(() => MessageChannel.prototype.port1),
	],
	'MessagePort: cannot be constructed': () => [thrown(() => new MessagePort()), thrown(() => MessagePort())],
	'MessagePort: members': () =>
		Reflect.ownKeys(MessagePort.prototype).map((key) => [String(key), describe(MessagePort.prototype, key)]),
	'MessagePort: no own properties': () => Reflect.ownKeys(pair()[0]).map(String),
	'MessagePort: for-in': () => {
		const names = [];
		for (const name in pair()[0]) names.push(name);
		return names;
	},
	'MessagePort: text of the methods': () =>
		['postMessage', 'start', 'close'].map((key) => nativeText(MessagePort.prototype[key])),
	'arguments and errors of postMessage': () => {
		const [one] = pair();
		return [
			thrown(() => one.postMessage()),
			thrown(() => one.postMessage('x', 5)),
			thrown(() => one.postMessage('x', null)),
			thrown(() => one.postMessage('x', { transfer: 5 })),
			thrown(() => one.postMessage('x', [{}])),
			thrown(() => one.postMessage(() => {})),
			thrown(() => one.postMessage('x')),
		];
	},
	'transferring the port itself or its peer': () => {
		const [one, two] = pair();
		return [thrown(() => one.postMessage('x', [one])), thrown(() => one.postMessage('x', [two]))];
	},
	'transferring twice': () => {
		const [one] = pair();
		const [other] = pair();
		one.postMessage('x', [other]);
		return [thrown(() => one.postMessage('x', [other])), thrown(() => other.postMessage('x'))];
	},
	'a detached port': () => {
		const [one] = pair();
		structuredClone(one, { transfer: [one] });
		return [thrown(() => one.postMessage('x')), thrown(() => one.start()), thrown(() => one.close())];
	},
	'options of postMessage are read in order': () => {
		const log = [];
		pair()[0].postMessage('x', watched({ transfer: [] }, log));
		return log;
	},
	'the transfer list is iterated once': () => {
		const log = [];
		pair()[0].postMessage('x', {
			get [Symbol.iterator]() {
				log.push('get');
				return function* () {
					log.push('run');
				};
			},
		});
		return log;
	},
	'the data is read once': async () => {
		let reads = 0;
		const event = await received({
			get a() {
				return ++reads;
			},
		});
		return [reads, event.data.a];
	},
	'a hostile transfer list': () => {
		const [one, two] = pair();
		const list = Object.defineProperty([two], 'extra', {
			get: () => {
				throw new Error('never');
			},
		});
		return [thrown(() => pair()[0].postMessage('x', list)), thrown(() => one.postMessage('x'))];
	},
	'wrong receivers': () =>
		['postMessage', 'start', 'close'].map((key) => [
			thrown(() => MessagePort.prototype[key].call({}, 'x')),
			thrown(() => MessagePort.prototype[key].call(undefined, 'x')),
			thrown(() => MessagePort.prototype[key].call(new Proxy(pair()[0], {}), 'x')),
		]),
	'wrong receivers of the handlers': () => {
		const { get, set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, 'onmessage');
		return [
			thrown(() => get.call({})),
			thrown(() => set.call({}, null)),
			thrown(() => MessagePort.prototype.onmessage),
		];
	},
	'postMessage through the prototype, call, apply, bind': () =>
		logged((one, two, log) => {
			one.onmessage = ({ data }) => log.push(data);
			MessagePort.prototype.postMessage.call(two, 1);
			Reflect.apply(two.postMessage, two, [2]);
			two.postMessage.bind(two, 3)();
		}),
	'postMessage of another realm': () =>
		logged(async (one, two, log) => {
			const inner = (await frame({ srcdoc: '' })).contentWindow;
			one.onmessage = ({ data }) => log.push(data);
			inner.MessagePort.prototype.postMessage.call(two, 'there');
		}),
	'replaced by the page': () => {
		const native = MessagePort.prototype.postMessage;
		const log = [];
		MessagePort.prototype.postMessage = (data) => log.push(data);
		pair()[0].postMessage('x');
		MessagePort.prototype.postMessage = native;
		return [log, MessagePort.prototype.postMessage === native];
	},
	'an own property of the port': () => {
		const [one] = pair();
		one.postMessage = () => 'mine';
		return [one.postMessage(), Object.keys(one)];
	},
};
