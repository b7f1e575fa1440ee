// What the operations of a program do, as a page would write them.

import { messageOps } from './message-ops.mjs';
import { meaningOf, optionsOf } from './options.mjs';
import { attempt, get, happened, lab, labelOf, name, note, targetOf, waitUntil } from './realm.mjs';
import { makeSocket, socketOps } from './socket-ops.mjs';
import { viaOf } from './vias.mjs';

const typeOf = (form) => {
	switch (form) {
		case 'object':
			return { toString: () => (note('type to text'), 'message') };
		case 'boxed':
			return new String('message');
		case 'throwing':
			return {
				toString: () => {
					throw new RangeError('type');
				},
			};
		default:
			return form;
	}
};

const ops = {
	add: (op) => listen('addEventListener', op),
	remove: (op) => listen('removeEventListener', op),
	on({ t, type, cb, via }) {
		const target = targetOf(t);
		if (target === undefined) return;
		const key = `on${type}`;
		const value = get(cb);
		attempt(`${t} ${key} = ${cb} by ${via}`, () => {
			const result = setHandler(target, key, value, via);
			const skipped = via === 'no-argument' || (via === 'body' && target !== window);
			if (!skipped) happened('on', { t, type, cb: typeof value === 'function' ? cb : null });
			return result;
		});
		ops.read({ t, type });
	},
	read({ t, type }) {
		const target = targetOf(t);
		if (target !== undefined) attempt(`${t}.on${type}`, () => labelOf(target[`on${type}`]));
	},
	abort({ k }) {
		if (!lab.controllers[k].signal.aborted) happened('abort', { controller: k });
		attempt(`abort ${k}`, () => lab.controllers[k].abort());
	},
	broadcast({ n, close }) {
		attempt(n, () => name(n, new BroadcastChannel(`channel ${lab.program.seed}`)));
		if (close) get(n).close();
	},
	worker({ n }) {
		attempt(n, () => name(n, new Worker('/workers/echo.js')));
	},
	end: ({ t }) => get(t) && attempt('terminate', () => get(t).terminate()),
	frame: ({ n, kind }) => attempt(`frame ${kind}`, () => addFrame(n, kind)),
	unframe({ t }) {
		const element = lab.elements?.get(t);
		if (element) attempt(`remove ${t}`, () => element.remove());
	},
	open({ t, how }) {
		const target = t === 'w' ? window : get(t);
		if (!target) return;
		if (t === 'w') happened('open', {});
		attempt(`document.${how} of ${t}`, () => {
			const page = target.document;
			if (!page) return 'none';
			if (how === 'open') page.open();
			else if (how === 'foreign') lab.helper.Document.prototype.open.call(page);
			else page[how]('<p>new</p>');
			page.close();
			return 'opened';
		});
		if (t === 'w') lab.watchErrors();
	},
	socket: makeSocket,
	...socketOps,
	...messageOps,
};

function listen(method, { t, type, cb, opt, via, k }) {
	const target = targetOf(t);
	if (target === undefined) return;
	const listener = get(cb);
	const args = [typeOf(type), listener, ...optionsOf(opt, k)];
	const aborted = lab.controllers[k].signal.aborted;
	attempt(`${method} ${t} ${type} ${cb} ${opt} ${via}`, () => {
		const result = viaOf(via, target, method, EventTarget.prototype, lab.helper.EventTarget.prototype, args);
		const textual = type === 'object' || type === 'boxed' ? 'message' : type;
		const isAdd = method === 'addEventListener';
		if (cb[0] === 'c')
			happened(isAdd ? 'add' : 'remove', {
				t: t === 'x-null' ? 'w' : t,
				type: textual,
				cb,
				...meaningOf(opt, k),
				controller: k,
				aborted,
			});
		return result;
	});
}

/** The accessor of an on-handler, wherever it is inherited from, in the target's own realm or the helper's. */
const setterOf = (object, key) => {
	for (let at = object; at; at = Object.getPrototypeOf(at)) {
		const found = Object.getOwnPropertyDescriptor(at, key);
		if (found) return found.set;
	}
	return undefined;
};

function setHandler(target, key, value, via) {
	switch (via) {
		case 'setter':
			return setterOf(target, key)?.call(target, value);
		case 'no-argument':
			return setterOf(target, key)?.call(target);
		case 'foreign-setter': {
			const like =
				target === window
					? lab.helper
					: lab.helper[Object.prototype.toString.call(target).slice(8, -1)]?.prototype;
			return like && setterOf(like, key)?.call(target, value);
		}
		case 'reflect':
			return Reflect.set(target, key, value);
		case 'assign':
			return Object.assign(target, { [key]: value }) === target;
		case 'body':
			if (target !== window) return undefined;
			document.body[key] = value;
			return labelOf(document.body[key]);
		case 'body-attribute':
		case 'attribute':
			if (target !== window || !document.body) return undefined;
			if (typeof value === 'function' || value === 5) {
				window.attributeRan = (self, event) => {
					const before = lab.lane;
					lab.lane ??= labelOf(event.currentTarget);
					note('attribute ran', labelOf(self), event.type, event.isTrusted);
					lab.lane = before;
				};
				document.body.setAttribute(key, value === 5 ? 'this is no code' : 'attributeRan(this, event)');
			} else document.body.removeAttribute(key);
			return typeof window[key];
		default:
			target[key] = value;
			return undefined;
	}
}

const CODE = `addEventListener('message', (e) => { if (e.source && e.data !== 'echo') e.source.postMessage('echo', '*'); });`;

function addFrame(label, kind) {
	const element = document.createElement('iframe');
	lab.elements ??= new Map();
	lab.elements.set(label, element);
	const page = `<!doctype html><script>${CODE}</${'script'}>`;
	switch (kind) {
		case 'srcdoc':
		case 'about-srcdoc-early':
			element.srcdoc = page;
			break;
		case 'blank':
			element.src = 'about:blank';
			break;
		case 'same':
			element.src = `/frame.html?do=${encodeURIComponent(CODE)}`;
			break;
		case 'cross':
			element.src = `http://b.localhost:${location.port}/frame.html?do=${encodeURIComponent(CODE)}`;
			break;
		case 'sandbox':
			element.setAttribute('sandbox', 'allow-scripts');
			element.srcdoc = page;
			break;
		case 'blob':
			element.src = URL.createObjectURL(new Blob([page], { type: 'text/html' }));
			break;
		case 'nested':
			element.srcdoc = `<iframe srcdoc="<script>parent.parent.postMessage('nested','*')</${'script'}>"></iframe>`;
			break;
	}
	let loading = true;
	element.addEventListener('load', () => {
		loading = false;
	});
	const end = performance.now() + 1500;
	waitUntil(() => loading && element.isConnected && performance.now() < end);
	(document.body ?? document.documentElement).append(element);
	const window = element.contentWindow;
	lab.objects.set(label, window);
	return typeof window;
}

/** Performs one operation; what it does not find it leaves. */
export const run = (op, event) => ops[op.o]?.(op, event);
