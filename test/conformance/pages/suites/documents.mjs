import { docAt, frame, frameAt, next, nextMessage, task, thrown } from '../kit.mjs';

const reporting = (body) => `<script>${body}</script>`;
const told = (mark) =>
	nextMessage((data) => Array.isArray(data) && data[0] === mark).then(({ data }) => data);
/** What a frame with a document of its own says about its listeners. */
const SELF_TEST = (mark) =>
	`addEventListener('message',function(e){if(e.data==='go')parent.postMessage(['${mark}',e.isTrusted,e.source===parent,this===self,typeof WebSocket,typeof onmessage,addEventListener.name,EventTarget.prototype.addEventListener.length],'*')})`;
async function selfTest(mark, attributes) {
	const answer = told(mark);
	const element = await frame(attributes);
	element.contentWindow.postMessage('go', '*');
	return answer;
}

export const checks = {
	'self test: same origin': () => selfTest('a', { src: docAt('a', SELF_TEST('a')) }),
	'self test: other origin': () => selfTest('b', { src: docAt('b', SELF_TEST('b')) }),
	'self test: srcdoc': () => selfTest('c', { srcdoc: reporting(SELF_TEST('c')) }),
	'self test: sandboxed': () =>
		selfTest('d', { srcdoc: reporting(SELF_TEST('d')), sandbox: 'allow-scripts' }),
	'self test: sandboxed address': () =>
		selfTest('e', { src: docAt('b', SELF_TEST('e')), sandbox: 'allow-scripts' }),
	'self test: blob': () =>
		selfTest('f', { src: URL.createObjectURL(new Blob([reporting(SELF_TEST('f'))], { type: 'text/html' })) }),
	'self test: data': () =>
		selfTest('g', { src: `data:text/html,${encodeURIComponent(reporting(SELF_TEST('g')))}` }),
	'self test: javascript': () =>
		selfTest('h', { src: `javascript:${encodeURIComponent(JSON.stringify(reporting(SELF_TEST('h'))))}` }),
	'self test: trusted types': async () => {
		const policy = encodeURIComponent("require-trusted-types-for 'script'");
		const element = await frame({ src: docAt('a', '', `&csp=${policy}`) });
		const inner = element.contentWindow;
		const got = next(inner, 'message');
		inner.postMessage('x', '*');
		return [
			(await got).data,
			thrown(() => inner.document.body.setAttribute('onmessage', 'x()')),
			thrown(() => inner.eval('1')),
		];
	},
	'object and embed': async () => {
		const seen = [];
		for (const tag of ['object', 'embed']) {
			const answer = told(tag);
			const element = document.createElement(tag);
			element[tag === 'object' ? 'data' : 'src'] = docAt('a', `parent.postMessage(['${tag}',origin],'*')`);
			if (tag === 'embed') element.type = 'text/html';
			document.body.append(element);
			seen.push(await answer);
			element.remove();
		}
		return seen;
	},
	'frame in a shadow tree': async () => {
		const host = document.createElement('div');
		const root = host.attachShadow({ mode: 'closed' });
		document.body.append(host);
		const answer = told('sh');
		const element = await frame({ src: docAt('b', "parent.postMessage(['sh'],'*')") }, root);
		const seen = [await answer, window.length, element.contentWindow !== null];
		host.remove();
		return seen;
	},
	'about:blank: used at once': () => {
		const element = document.createElement('iframe');
		document.body.append(element);
		const inner = element.contentWindow;
		const log = [];
		inner.addEventListener('message', () => log.push('run'));
		inner.dispatchEvent(new inner.MessageEvent('message'));
		return [
			log,
			inner.EventTarget.prototype.addEventListener.name,
			Reflect.ownKeys(inner.document).map(String),
			inner.length,
		];
	},
	'about:blank: listener added at once, message later': async () => {
		const element = document.createElement('iframe');
		document.body.append(element);
		const inner = element.contentWindow;
		const got = new Promise((resolve) => inner.addEventListener('message', resolve, { once: true }));
		inner.postMessage('x', '*');
		return Promise.race([got.then(({ data }) => data), task(100).then(() => 'nothing')]);
	},
	'a pending address: used at once': async () => {
		const element = document.createElement('iframe');
		element.src = '/frame.html';
		document.body.append(element);
		const inner = element.contentWindow;
		const first = inner.document;
		inner.mark = 'early';
		await next(element, 'load');
		return [inner === element.contentWindow, first === inner.document, inner.mark];
	},
	'innerHTML with a frame': async () => {
		const host = document.createElement('div');
		document.body.append(host);
		host.innerHTML = '<iframe></iframe>';
		const inner = host.firstChild.contentWindow;
		const seen = [
			window.length,
			inner.EventTarget.prototype.addEventListener.name,
			inner === window[window.length - 1],
		];
		host.remove();
		return seen;
	},
	'an XML document': async () => {
		const url = URL.createObjectURL(
			new Blob(
				['<r xmlns="http://www.w3.org/1999/xhtml"><script>parent.postMessage(["xml"],"*")</script></r>'],
				{ type: 'application/xhtml+xml' },
			),
		);
		const answer = told('xml');
		await frame({ src: url });
		return answer;
	},
	'an SVG document': async () => {
		const url = URL.createObjectURL(
			new Blob(
				['<svg xmlns="http://www.w3.org/2000/svg"><script>parent.postMessage(["svg"],"*")</script></svg>'],
				{ type: 'image/svg+xml' },
			),
		);
		const answer = told('svg');
		await frame({ src: url });
		return answer;
	},
	'many frames at once': async () => {
		let count = 0;
		const listener = ({ data }) => data === 'many' && count++;
		window.addEventListener('message', listener);
		await Promise.all(
			Array.from({ length: 8 }, (_, i) => frameAt('abcd'[i % 4], "parent.postMessage('many','*')")),
		);
		while (count < 8) await task(5);
		window.removeEventListener('message', listener);
		return count;
	},
};
