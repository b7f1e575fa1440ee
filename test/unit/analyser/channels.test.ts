import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

/** Ports and workers have no origin to check: their listeners are none of a window's. */
describe('listeners of ports and workers are left out', () => {
	it.each([
		['the script of a worker', 'self.onmessage = (e) => { self.postMessage(run(e.data)); };'],
		[
			'a worker that answers by the bare name',
			"addEventListener('message', (e) => postMessage(run(e.data)));",
		],
		['a worker that imports scripts', "importScripts('a.js'); onmessage = (e) => run(e.data);"],
		[
			'a worker in a function of its own in a bundle',
			'var source = function () { self.onmessage = (e) => self.postMessage(run(e.data)); };',
		],
		[
			'a worker given as an argument',
			"function ask(crew, text) { crew.addEventListener('message', (e) => done(e.data)); crew.postMessage({ text }, [text.buffer]); }",
		],
		[
			'a port in a field',
			"class Line { #p; open() { this.#p.addEventListener('message', (e) => this.take(e.data)); } send(x) { this.#p.postMessage(x); } }",
		],
		[
			'a service worker',
			"self.addEventListener('install', () => self.skipWaiting()); self.addEventListener('message', (e) => { caches.open(e.data.name); });",
		],
		[
			'a class that runs in a worker',
			"class Line { constructor() { self.addEventListener('message', this.take.bind(this)); } send(x) { self.postMessage(x); } take(e) { run(e.data); } }",
		],
		[
			'a port that is told what to transfer',
			"class Line { #p; open() { this.#p.addEventListener('message', (e) => this.take(e.data)); } send(x, t) { this.#p?.postMessage(x, { transfer: t }); } }",
		],
		[
			'what is made by new of a class that is given',
			"function start(Made) { const one = new Made(); one.addEventListener('message', (e) => { table[e.data.key] = e.data.value; }); }",
		],
		[
			'a socket that may be given instead of its address',
			"function connect(to) { let s; typeof to === 'object' ? s = to : s = open(to); s.binaryType = 'arraybuffer'; s.addEventListener('message', (e) => take(e.data)); }",
		],
		[
			'what opens, as sockets do',
			"function watch(s) { s.addEventListener('open', () => go()); s.addEventListener('message', (e) => take(e.data)); }",
		],
		[
			'a worker beside a class with a method of that name',
			"class Bus { on(type, fn) { window.addEventListener(type, fn); } } const w = new Worker('w.js'); w.on('message', (e) => take(e.data));",
		],
		[
			'an emitter whose listener runs on the window',
			"emitter.on('message', function (d) { take(d); }, window);",
		],
		[
			'what other modules make, beside such a class',
			"import { ws } from './ws.js'; class Bus { on(type, fn) { window.addEventListener(type, fn); } } const s = ws.connect(); s.on('message', (e) => take(e.data));",
		],
		[
			'code under a test for workers',
			"const isWorker = () => typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope; if (isWorker()) onmessage = (e) => run(e.data);",
		],
		[
			'a function that only workers call',
			"function serve() { self.onmessage = (e) => run(e.data); } typeof importScripts === 'function' && serve();",
		],
	])('%s', (_, text) => {
		expect(analyseFile(text)).toEqual([]);
	});

	it.each([
		[
			'a window given as an argument',
			"function ask(w, text) { w.addEventListener('message', (e) => done(e.data)); w.postMessage(text, '*'); }",
		],
		[
			'the window by the name self',
			"self.addEventListener('message', (e) => done(e.data)); self.postMessage('x', '*');",
		],
		[
			'the page beside the source of a worker',
			'var source = function () { self.onmessage = (e) => self.postMessage(run(e.data)); }; (function () { self.onmessage = (e) => done(e.data); })();',
		],
		[
			'a page that starts a worker',
			"const w = new Worker('w.js'); w.postMessage(1); window.onmessage = (e) => done(e.data);",
		],
		[
			'the window, by a method of a class',
			"class Bus { on(type, fn) { window.addEventListener(type, fn); } } const bus = new Bus(); bus.on('message', (e) => take(e.data));",
		],
		[
			'code under a test against workers',
			"if (typeof importScripts !== 'function') onmessage = (e) => run(e.data);",
		],
		[
			'a function that pages call too',
			"function serve() { onmessage = (e) => run(e.data); } typeof importScripts === 'function' ? serve() : page() && serve();",
		],
	])('but not those of %s', (_, text) => {
		expect(analyseFile(text).map((one) => one.verdict)).toEqual(['none']);
	});
});
