import type { Network } from '../network.ts';
import { DEEDS } from './deeds.ts';

type Deed = (typeof DEEDS)[number];

/** What all deeds find: elements of every kind, connections and stores, and a window that others are told by. */
export const pageOf = (deeds: Deed[], first = ''): string => `<!doctype html><title>Deeds</title>
<style id="style">#box { color: black }</style><meta id="meta" name="refresh">
<body><div id="box" title="box" style="color: black"><b id="inner">text</b></div><p id="plain">plain</p><p id="plain2"></p>
<p id="clicked" onclick="''">clicked</p><div id="host"></div><div id="closed"></div><ul id="list"><li>1<li>2<li>3</ul>
<table id="table"><tr><td>1</table><div id="edit" contenteditable>edit</div><details id="details">details</details>
<x-watcher id="watcher"></x-watcher><dialog id="dialog">dialog</dialog><p id="popover" popover>popover</p>
<form id="form" action="/there" target="helper"><input id="input" value="input"><input id="check" type="checkbox">
<textarea id="area">area</textarea><select id="select"><option>1<option>2</select><button id="submit">go</button></form>
<script id="script"></script><script id="script2"></script><script id="script3"></script><script id="script4"></script>
<script id="script5"></script><script id="script6"></script><script id="script7"></script><script id="script8"></script>
<script id="script9"></script><img id="img"><img id="img2" src="data:,"><picture id="picture"><img></picture>
<video id="video" preload="auto"></video><canvas id="canvas"></canvas><a id="link" href="#">link</a>
<svg id="svg"><script id="svgScript"></script><script id="svgScript2"></script><image id="svgImage" width="9" height="9"/>
<use id="svgUse"/><filter id="svgFilter"></filter><rect filter="url(#svgFilter)" width="9" height="9"/><a id="svgLink"><text>a</text></a></svg>
<iframe id="frame"></iframe><iframe name="helper" src="/helper"></iframe><iframe name="foreign" src="https://partner.example/foreign"></iframe>
<div style="height: 4000px"></div><p id="bottom">bottom</p>
<script>${first}</script>
<script>
	window.log = [];
	window.results = {};
	window.ran = (name) => { log.push(name); };
	const $ = (id) => document.getElementById(id);
	const el = (name) => document.createElement(name);
	const svg = (name) => document.createElementNS('http://www.w3.org/2000/svg', name);
	const told = (value) => {
		try { return value === undefined || value === null ? String(value) : typeof value === 'object' ? Object.prototype.toString.call(value) : typeof value === 'function' ? 'function' : String(value); } catch { return 'untold'; }
	};
	$('host').attachShadow({ mode: 'open' }).innerHTML = '<i>open</i>';
	const closed = $('closed').attachShadow({ mode: 'closed' });
	closed.innerHTML = '<i>closed</i>';
	const adopted = new CSSStyleSheet();
	adopted.replaceSync('#plain { color: black }');
	document.adoptedStyleSheets = [adopted];
	customElements.define('x-watcher', class extends HTMLElement {
		static observedAttributes = ['watched'];
		attributeChangedCallback(_name, _before, to) { fetch(to).catch(() => {}); }
	});
	window.deeds = {
		${deeds.map(({ name, code }) => `${name}(t) { ${/[;{]|^const /.test(code) ? '' : 'return '}${code.replaceAll('</script', '<\\/script')} },`).join('\n\t\t')}
	};
	function handler({ data }) {
		if (data?.told) ran(data.told);
		const deed = data && window.deeds[data.name];
		if (!deed) return;
		try { results[data.name] = told(deed(data)); } catch (error) { results[data.name] = told(error?.name) + ': ' + told(error?.message); }
	}
	addEventListener('message', handler);
	$('box').addEventListener('told', ({ detail }) => { fetch(detail).catch(() => {}); });
	const { port1, port2: port } = new MessageChannel();
	port1.onmessage = ({ data }) => ran(data);
	const broadcast = new BroadcastChannel('told');
	const worker = new Worker('/worker.js');
	worker.onmessage = ({ data }) => ran(data);
	const sharedWorker = new SharedWorker('/shared.js');
	const socket = new WebSocket('wss://socket.example/');
	const writer = new WritableStream({ write(text) { ran(text); } }).getWriter();
	let channel, db, cache, root, file;
	const done = (request) => new Promise((resolve, fail) => { request.onsuccess = () => resolve(request.result); request.onerror = fail; });
	/** All stores as they are before each deed. */
	window.prepare = async () => {
		localStorage.clear(); sessionStorage.clear();
		localStorage.kept = 'kept';
		for (const pair of document.cookie.split('; ')) document.cookie = pair.split('=')[0] + '=;max-age=0';
		document.cookie = 'kept=kept';
		for (const { name } of await indexedDB.databases()) if (name !== 'there') indexedDB.deleteDatabase(name);
		const request = indexedDB.open('there');
		request.onupgradeneeded = () => request.result.createObjectStore('a');
		db = await done(request);
		const store = db.transaction('a', 'readwrite').objectStore('a');
		await done(store.clear()); await done(store.put('kept', 'kept'));
		await done(indexedDB.open('gone')).then((one) => one.close());
		for (const name of await caches.keys()) await caches.delete(name);
		await caches.open('gone');
		cache = await caches.open('there');
		await cache.put('/kept', new Response('kept'));
		root = await navigator.storage.getDirectory().catch(() => undefined);
		if (root) {
			for await (const name of root.keys()) await root.removeEntry(name, { recursive: true }).catch(() => {});
			file = await root.getFileHandle('kept', { create: true });
		}
		for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
		const [a, b] = [new RTCPeerConnection(), new RTCPeerConnection()];
		a.onicecandidate = ({ candidate }) => candidate && b.addIceCandidate(candidate);
		b.onicecandidate = ({ candidate }) => candidate && a.addIceCandidate(candidate);
		channel = a.createDataChannel('told');
		b.ondatachannel = ({ channel: other }) => { other.onmessage = ({ data }) => ran(data); };
		await a.setLocalDescription(); await b.setRemoteDescription(a.localDescription);
		await b.setLocalDescription(); await a.setRemoteDescription(b.localDescription);
		await Promise.race([new Promise((open) => { channel.onopen = open; }), new Promise((late) => setTimeout(late, 3000))]);
		window.isPrepared = true;
	};
	const rulesOf = (sheet) => { try { return [...sheet.cssRules].map(({ cssText }) => cssText).join(' ') + sheet.disabled; } catch { return 'unreadable'; } };
	const treeOf = (node) => node.outerHTML + [...node.querySelectorAll('*')].map((one) => one.shadowRoot ? one.shadowRoot.innerHTML : '').join('');
	/** All of the page that a deed may change. */
	window.state = async () => {
		const all = {
			document: treeOf(document.documentElement) + closed.innerHTML + [...document.childNodes].length,
			controls: JSON.stringify([$('input')?.value, $('check')?.checked, $('area')?.value, $('select')?.selectedIndex, $('details')?.open]),
			shown: JSON.stringify([$('dialog')?.open, $('popover')?.matches(':popover-open'), document.fullscreenElement?.id ?? null, document.designMode]),
			selection: String(getSelection()),
			styles: [...document.styleSheets].map(rulesOf).join('|'),
			adopted: [...document.adoptedStyleSheets].map(rulesOf).join('|'),
			fonts: String(document.fonts.size),
			background: getComputedStyle($('box') ?? document.body).backgroundImage,
			cookie: document.cookie,
			local: JSON.stringify(Object.entries(localStorage).sort()),
			session: JSON.stringify(Object.entries(sessionStorage).sort()),
			address: location.href,
			history: JSON.stringify([history.length, history.state]),
			name: window.name,
			domain: document.domain,
			base: document.baseURI,
			registered: String($('box') && getComputedStyle($('box')).getPropertyValue('--x')),
			databases: JSON.stringify((await indexedDB.databases()).map(({ name }) => name).sort()),
			records: JSON.stringify(await done(db.transaction('a').objectStore('a').getAllKeys()).then(async (keys) => [keys, await done(db.transaction('a').objectStore('a').getAll())])),
			caches: JSON.stringify([(await caches.keys()).sort(), (await cache.keys()).map(({ url }) => url).sort()]),
			files: root ? JSON.stringify([await Array.fromAsync(root.keys()), (await (await root.getFileHandle('kept', { create: true })).getFile()).size]) : '',
			workers: String((await navigator.serviceWorker.getRegistrations()).length),
			helper: window.helper?.document?.documentElement?.outerHTML + JSON.stringify(window.helper?.log) + window.helper?.location?.href,
			frame: $('frame')?.contentDocument?.documentElement?.outerHTML + $('frame')?.contentWindow?.location?.href,
			ran: JSON.stringify(log.splice(0)),
			frames: String(frames.length),
			canvas: $('canvas')?.toDataURL(),
			video: String($('video')?.srcObject),
			url: String($('link')?.target + $('link')?.ping),
			onmessage: String(window.onmessage),
			badge: String(navigator.mediaSession?.metadata?.title),
			mark: String(performance.getEntriesByType('mark').length),
		};
		return all;
	};
</script>`;

export const PAGE = pageOf(DEEDS);

/** Tells what it is sent and what it sees of the stores; the deeds' page looks into it. */
const HELPER = `<!doctype html><title>Helper</title><p>helper</p><script>
	window.log = [];
	window.ran = (name) => parent.ran(name);
	addEventListener('message', ({ data }) => log.push(data));
	addEventListener('storage', ({ key }) => log.push(key));
	new BroadcastChannel('told').onmessage = ({ data }) => log.push(data);
</script>`;

/** Asks for an address that says what it was sent. */
const FOREIGN = `<!doctype html><title>Foreign</title><script>
	addEventListener('message', ({ data }) => fetch('/told?' + encodeURIComponent(data)));
</script>`;

const WORKER = `onmessage = ({ data }) => postMessage(data);`;
const SHARED = `onconnect = ({ ports: [port] }) => { port.onmessage = ({ data }) => fetch('/told?' + encodeURIComponent(data)); };`;

/** Serves a page at a path of victim.example, and all that its deeds load. */
export async function putSite(network: Network, path: string, page: string): Promise<void> {
	await network.put(`https://victim.example/${path}`, page);
	await network.put('https://victim.example/helper', HELPER);
	await network.put('https://victim.example/worker.js', WORKER);
	await network.put('https://victim.example/shared.js', SHARED);
	await network.put('https://partner.example/foreign', FOREIGN);
}
