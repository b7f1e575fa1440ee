import { frame, frameAt, nativeText, next, nextMessage, plain, task, thrown } from '../kit.mjs';

const reporting = (body) => `<script>${body}</script>`;
const told = (mark) =>
	nextMessage((data) => Array.isArray(data) && data[0] === mark).then(({ data }) => data);
/** What a frame with a document of its own says about its listeners. */
const _SELF_TEST = (mark) =>
	`addEventListener('message',function(e){if(e.data==='go')parent.postMessage(['${mark}',e.isTrusted,e.source===parent,this===self,typeof WebSocket,typeof onmessage,addEventListener.name,EventTarget.prototype.addEventListener.length],'*')})`;
async function _selfTest(mark, attributes) {
	const answer = told(mark);
	const element = await frame(attributes);
	element.contentWindow.postMessage('go', '*');
	return answer;
}

export const checks = {
	'contentWindow, contentDocument: descriptors': () =>
		['contentWindow', 'contentDocument'].map((key) => {
			const { get, set, enumerable, configurable } = Object.getOwnPropertyDescriptor(
				HTMLIFrameElement.prototype,
				key,
			);
			return [
				get.name,
				get.length,
				set === undefined,
				enumerable,
				configurable,
				nativeText(get),
				thrown(() => get.call({})),
			];
		}),
	'insertion methods: names, lengths, text': () =>
		[
			[Node.prototype, ['appendChild', 'insertBefore', 'replaceChild']],
			[
				Element.prototype,
				[
					'append',
					'prepend',
					'before',
					'after',
					'replaceWith',
					'replaceChildren',
					'insertAdjacentElement',
					'insertAdjacentHTML',
				],
			],
			[Document.prototype, ['open', 'write', 'writeln', 'createElement']],
		].flatMap(([object, keys]) =>
			keys.map((key) => [
				key,
				object[key].name,
				object[key].length,
				'prototype' in object[key],
				nativeText(object[key]),
			]),
		),
	'document.open keeps what belongs to the page': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const log = [];
		inner.addEventListener('message', () => log.push('before'));
		inner.mark = 1;
		inner.document.open();
		inner.document.write('<p>new</p>');
		inner.document.close();
		inner.addEventListener('message', () => log.push('after'));
		const got = next(inner, 'message');
		inner.postMessage('x', '*');
		await got;
		return [log, inner.mark, inner.document.body.textContent];
	},
	'document.open removes on-handlers': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const log = [];
		inner.onmessage = () => log.push('handler');
		inner.document.open();
		inner.document.close();
		const got = next(inner, 'message');
		inner.postMessage('x', '*');
		await got;
		return [log, inner.onmessage];
	},
	'document.open twice, with listeners between': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const log = [];
		for (let i = 0; i < 3; i++) {
			inner.document.open();
			inner.addEventListener('message', () => log.push(i));
			inner.document.close();
		}
		const got = next(inner, 'message');
		inner.postMessage('x', '*');
		await got;
		return log;
	},
	'document.open during a dispatch': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const log = [];
		inner.addEventListener('message', () => {
			log.push('one');
			inner.document.open();
			inner.document.close();
		});
		inner.addEventListener('message', () => log.push('two'));
		inner.postMessage('x', '*');
		inner.postMessage('y', '*');
		await task(50);
		return log;
	},
	'document.open: return value, arguments, errors': async () => {
		const inner = (await frame({ srcdoc: '' })).contentWindow;
		const { open } = inner.document;
		return [
			inner.document.open() === inner.document,
			plain(inner.document.write('a', 'b')),
			plain(inner.document.writeln('c')),
			plain(inner.document.close()),
			inner.document.body.textContent,
			thrown(() => open.call({})),
			thrown(() => inner.document.write(Symbol('s'))),
			thrown(() => new Document().write('x')),
		];
	},
	'document.write while parsing': async () => {
		const answer = told('dw');
		await frame({
			srcdoc: reporting(
				'document.write(\'<script>parent.postMessage(["dw",document.readyState],"*")<\\/script>\')',
			),
		});
		return answer;
	},
	'listeners live on over a hash change': async () => {
		const inner = (await frameAt('a', '')).contentWindow;
		const log = [];
		inner.addEventListener('message', () => log.push('run'));
		inner.location.hash = '#x';
		const got = next(inner, 'message');
		inner.postMessage('x', '*');
		await got;
		return log;
	},
	'listeners are gone after a reload': async () => {
		const element = await frameAt('a', '');
		const log = [];
		element.contentWindow.addEventListener('message', () => log.push('old'));
		element.contentWindow.location.reload();
		await next(element, 'load');
		const got = next(element.contentWindow, 'message');
		element.contentWindow.postMessage('x', '*');
		await got;
		return log;
	},
	'a frame moved in the tree starts anew': async () => {
		const element = await frame({ srcdoc: '' });
		const inner = element.contentWindow;
		const loaded = next(element, 'load');
		document.body.prepend(element);
		await loaded;
		return [element.contentWindow === inner, window.length];
	},
	'a removed frame': async () => {
		const element = await frameAt('a', '');
		const inner = element.contentWindow;
		element.remove();
		return [
			element.contentWindow,
			thrown(() => inner.postMessage('x', '*')),
			thrown(() => inner.addEventListener('message', () => {})),
			inner.closed,
			thrown(() => inner.onmessage),
		];
	},
	'a document without a window': () => {
		const other = document.implementation.createHTMLDocument('x');
		const handler = () => {};
		other.body.onmessage = handler;
		return [other.defaultView, other.body.onmessage, window.onmessage];
	},
	'DOMParser with an onmessage attribute': () => {
		const other = new DOMParser().parseFromString('<body onmessage="x()">', 'text/html');
		return [plain(other.body.onmessage), window.onmessage, other.body.getAttribute('onmessage')];
	},
	'window.open: descriptor, text': () => {
		const found = Object.getOwnPropertyDescriptor(window, 'open');
		return [found.writable, found.enumerable, found.configurable, open.name, open.length, nativeText(open)];
	},
	'mutation records of ours': async () => {
		const records = [];
		const observer = new MutationObserver((list) =>
			records.push(...list.map(({ type, target }) => [type, target.nodeName])),
		);
		observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
		window.addEventListener('message', () => {}, { once: true });
		window.postMessage('x', '*');
		await task(50);
		observer.disconnect();
		return records;
	},
	'attributes and nodes of ours in the document': () => [
		[...document.documentElement.attributes].map(({ name }) => name),
		[...document.documentElement.children].map(({ nodeName }) => nodeName),
		[...document.head.children].map(({ nodeName }) => nodeName),
	],
};
