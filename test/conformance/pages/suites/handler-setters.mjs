import { logged, noting, readsBack } from '../handlers-kit.mjs';
import { frame, nextMessage, task, thrown, uncaught } from '../kit.mjs';

export const checks = {
	'window.onmessage reads back': () => readsBack(window, 'onmessage'),
	'window.onmessageerror reads back': () => readsBack(window, 'onmessageerror'),
	'body.onmessage reads back': () => readsBack(document.body, 'onmessage'),
	'port.onmessage reads back': () => readsBack(new MessageChannel().port1, 'onmessage'),
	'port.onmessageerror reads back': () => readsBack(new MessageChannel().port1, 'onmessageerror'),
	'channel.onmessage reads back': () => {
		const channel = new BroadcastChannel('reads');
		const seen = readsBack(channel, 'onmessage');
		channel.close();
		return seen;
	},
	'attribute on body': () =>
		logged((log) => {
			window.attributeLog = log;
			document.body.setAttribute(
				'onmessage',
				"if(event.data==='ping')attributeLog.push(this===window,arguments.length,typeof event)",
			);
		}),
	'attribute: text, name, length': () => {
		document.body.setAttribute('onmessage', 'return 1');
		const handler = window.onmessage;
		document.body.removeAttribute('onmessage');
		return [String(handler), handler.name, handler.length, window.onmessage, typeof handler];
	},
	'attribute is compiled late': async () => {
		const seen = await uncaught(async () => {
			document.body.setAttribute('onmessage', 'this is not code');
			await task();
		});
		const handler = window.onmessage;
		document.body.removeAttribute('onmessage');
		return [seen.length, handler];
	},
	'attribute: scope of body and document': () =>
		logged((log) => {
			window.attributeLog = log;
			document.body.setAttribute(
				'onmessage',
				"if(event.data==='ping')attributeLog.push(typeof querySelector, typeof bgColor, URL===window.URL)",
			);
		}),
	'attribute in the source of a frame': async () => {
		const told = nextMessage((data) => data.attr);
		const element = await frame({
			srcdoc: `<body onmessage="parent.postMessage({attr:[this===window,event.data,event.source===parent]},'*')">`,
		});
		element.contentWindow.postMessage('x', '*');
		return (await told).data;
	},
	'attribute replaced by property and back': () =>
		logged((log) => {
			window.attributeLog = log;
			document.body.setAttribute('onmessage', "if(event.data==='ping')attributeLog.push('attribute')");
			window.onmessage = noting(log, 'property');
			document.body.setAttribute('onmessage', "if(event.data==='ping')attributeLog.push('attribute 2')");
		}),
	'attribute value after the property was set': () => {
		document.body.setAttribute('onmessage', 'a()');
		window.onmessage = () => {};
		const value = document.body.getAttribute('onmessage');
		document.body.removeAttribute('onmessage');
		window.onmessage = null;
		return value;
	},
	'the setter through the descriptor': () => {
		const { set, get } = Object.getOwnPropertyDescriptor(window, 'onmessage');
		const handler = () => {};
		set.call(window, handler);
		const read = [get.call(window) === handler, window.onmessage === handler];
		set.call(undefined, null);
		return [...read, window.onmessage];
	},
	'the setter on a wrong receiver': () => {
		const { set, get } = Object.getOwnPropertyDescriptor(window, 'onmessage');
		return [
			thrown(() => set.call({}, () => {})),
			thrown(() => get.call({})),
			thrown(() => get.call(document)),
		];
	},
	'the setter without arguments': () =>
		thrown(() => Object.getOwnPropertyDescriptor(window, 'onmessage').set.call(window)),
	'the setters of body': () => {
		const { set, get } = Object.getOwnPropertyDescriptor(HTMLBodyElement.prototype, 'onmessage');
		return [thrown(() => set.call({}, null)), thrown(() => get.call(window)), set.name, get.name];
	},
	'deleting onmessage of window': () => {
		const found = Object.getOwnPropertyDescriptor(window, 'onmessage');
		const gone = [delete window.onmessage, 'onmessage' in window];
		Object.defineProperty(window, 'onmessage', found);
		return [gone, window.onmessage];
	},
	'a property of the page over onmessage': async () => {
		const found = Object.getOwnPropertyDescriptor(window, 'onmessage');
		const log = await logged((inner) => {
			Object.defineProperty(window, 'onmessage', {
				value: noting(inner, 'run'),
				writable: true,
				configurable: true,
			});
		});
		Object.defineProperty(window, 'onmessage', found);
		return log;
	},
};
