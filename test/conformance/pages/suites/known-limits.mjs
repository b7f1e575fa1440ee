// What a page can tell because built-ins are wrapped in Proxies: reported, not counted against the bar.
import { frame, plain, thrown } from '../kit.mjs';

const text = (value) => Function.prototype.toString.call(value);
const methods = (prototype, ...names) => names.map((name) => text(prototype[name]));
const onmessage = (prototype) => {
	const { get, set } = Object.getOwnPropertyDescriptor(prototype, 'onmessage');
	return [text(get), text(set)];
};
/** Lines of a stack that are not of the suite. */
const foreign = (stack) =>
	String(stack ?? '')
		.split('\n')
		.filter((line) => line && !/known-limits\.mjs|run-suite/.test(line));
function stackOf(act) {
	try {
		act();
	} catch (error) {
		return foreign(error.stack);
	}
}

export const checks = {
	'who registered: a function of another document': async () => {
		const inner = (await frame()).contentWindow;
		const seen = [];
		inner.note = (...found) => seen.push(found);
		inner.outer = window;
		const own = new inner.Function('event', 'note(window.event === event, outer.event === event)');
		window.addEventListener('some', own);
		inner.addEventListener('some', own);
		for (const target of [window, inner]) target.dispatchEvent(new Event('some'));
		return seen;
	},
	'exact text: EventTarget': () => methods(EventTarget.prototype, 'addEventListener', 'removeEventListener'),
	'exact text: MessageEvent': () =>
		['data', 'origin', 'source', 'ports'].map((key) =>
			text(Object.getOwnPropertyDescriptor(MessageEvent.prototype, key).get),
		),
	'exact text: window': () => [text(window.postMessage), text(window.open), onmessage(window)],
	'exact text: ports and channels': () => [
		methods(MessagePort.prototype, 'postMessage', 'start', 'close'),
		methods(BroadcastChannel.prototype, 'postMessage', 'close'),
		[MessageChannel, BroadcastChannel, EventSource].map(text),
		[MessagePort, BroadcastChannel, EventSource].map((one) => onmessage(one.prototype)),
	],
	'exact text: workers': () => [
		[Worker, SharedWorker].map(text),
		methods(Worker.prototype, 'postMessage', 'terminate'),
		methods(ServiceWorker.prototype, 'postMessage'),
		[Worker, ServiceWorkerContainer].map((one) => onmessage(one.prototype)),
	],
	'exact text: documents and frames': () => [
		methods(Document.prototype, 'open', 'write', 'writeln'),
		methods(Node.prototype, 'appendChild', 'insertBefore', 'replaceChild'),
		methods(Element.prototype, 'append', 'insertAdjacentHTML'),
		text(Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow').get),
	],
	'exact text: joined to a string': () => `${EventTarget.prototype.addEventListener}`,
	'exact text: asked of another realm': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const other = inner.Function.prototype.toString;
		return [other.call(window.postMessage), other.call(WebSocket)];
	},
	'caller and arguments of a built-in': () => [
		thrown(() => EventTarget.prototype.addEventListener.caller),
		thrown(() => EventTarget.prototype.addEventListener.arguments),
	],
	'stack of an error in addEventListener': () => stackOf(() => window.addEventListener(Symbol('s'), null)),
	'stack of an error in port.postMessage': () =>
		stackOf(() => new MessageChannel().port1.postMessage(() => {})),
	'stack of an error in window.postMessage': () => stackOf(() => window.postMessage(() => {}, '*')),
	'stack of an error in new Worker': () => stackOf(() => new Worker('http://a b')),
	'stack of a toString called by addEventListener': () => {
		let stack = '';
		window.addEventListener({ toString: () => ((stack = new Error('t').stack), 'message') }, null);
		return foreign(stack);
	},
	'message of a write to a read-only attribute': () =>
		plain(
			thrown(() => {
				new MessageChannel().port1 = null;
			}),
		),
};
