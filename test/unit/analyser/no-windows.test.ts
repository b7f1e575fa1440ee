import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

const LISTEN = "addEventListener('message', (e) => run(e.data));";

/** What a target is shows in where it comes from, or in what else is done with it. */
describe('listeners of what is evidently no window are left out', () => {
	it.each([
		[
			'a port that every caller gives',
			`function watch(p) { p.${LISTEN} } const { port1 } = new MessageChannel(); watch(port1);`,
		],
		['a port that came with a message', `function take(e) { const [p] = e.ports; p.${LISTEN} }`],
		[
			'a port of a list that came with a message',
			`function take({ ports }) { const p = ports[0]; p.${LISTEN} }`,
		],
		['a shared worker, by its port', `const p = new SharedWorker('w.js').port; p.${LISTEN}`],
		[
			'workers in a list',
			`const all = []; for (let i = 0; i < 4; i++) all[i] = new Worker('w.js'); for (const i in all) all[i].${LISTEN}`,
		],
		[
			'a channel that may be missing',
			`class Tabs { start() { this.bus = 'BroadcastChannel' in window ? new BroadcastChannel('t') : null; this.bus?.${LISTEN} } }`,
		],
		[
			'a channel that a compiler reads in passing',
			`function Tabs() { var _a, _b; this.bus = ok ? new BroadcastChannel('t') : null; this.log = []; (_a = this.log) === null || _a === void 0 ? void 0 : _a.push(1); (_a = this.bus) === null || _a === void 0 ? void 0 : _a.${LISTEN} }`,
		],
		[
			'a socket that is kept and then named',
			`let s = null; function open() { s = new WebSocket(u); const w = s; w.${LISTEN} }`,
		],
		[
			'a worker that a function makes',
			`function make() { return new Worker('w.js'); } const w = make(); w.${LISTEN}`,
		],
		[
			'a channel that code which is not here keeps',
			`function use(name) { const c = useMemo(() => new BroadcastChannel(name), [name]); useEffect(() => { c.${LISTEN} }, [c]); }`,
		],
		[
			'a worker kept as a state',
			`function use() { const [w, setW] = useState(() => { return new Worker('w.js'); }); useEffect(() => { w.${LISTEN} }, [w]); }`,
		],
		[
			'a channel whose state the base class asks for',
			`class Base { constructor(c) { this.line = c; } get state() { return this.line?.readyState; } } export class Reader extends Base { bind() { this.line && this.line.${LISTEN} } }`,
		],
		[
			'a port that the base class takes',
			`class Base { constructor() { this.line = new MessageChannel().port1; } } class Mid extends Base {} export class Reader extends Mid { bind() { this.line.${LISTEN} } }`,
		],
		['a data channel', `const c = peer.createDataChannel('x'); c.${LISTEN}`],
		[
			'the container of service workers',
			`const c = self.document && navigator.serviceWorker; c && c.${LISTEN}`,
		],
		['what the class extends', `class Made extends Worker { constructor(u) { super(u); super.${LISTEN} } }`],
		[
			'a private field as compilers write it',
			`var _w = new WeakMap(); class A { constructor() { _w.set(this, void 0); set(this, _w, new Worker('w.js'), 'f'); get(this, _w, 'f').${LISTEN} } }`,
		],
		[
			'a socket of a server, which emits',
			`serve((client, context) => { client.on('close', () => context.drop(client)); client.${LISTEN} });`,
		],
		['a port that is started', `export function use(p) { p.start(); p.${LISTEN} }`],
		[
			'a port that is started where it is kept',
			`export class Line { connect(p) { this.line = p; p.${LISTEN} this.line.start(); } }`,
		],
		[
			'what a class posts to without an origin',
			`export class Line { constructor(c) { this.com = c; c.${LISTEN} } ask(x, t) { const com = this.com; com.postMessage({ x }, t); com.postMessage({ x }); } }`,
		],
		[
			'what is told what to transfer by a list that it made',
			`export class Line { constructor(c) { this.com = c; c.${LISTEN} } ask(x) { const t = [x.buffer]; this.com.postMessage(x, t); } }`,
		],
		[
			'a socket that is kept in something else',
			`export class Line { watch() { this.store.ws?.${LISTEN} } say(x) { this.store.ws?.send(x); } }`,
		],
		[
			'a port that one method of an object starts',
			"const line = { open(p) { this.port = p; }, watch() { this.port.addEventListener('message', (e) => run(e.data)); }, go() { this.port.start(); } };",
		],
		[
			'a socket that is told why it closes',
			`export function watch(s) { s.${LISTEN} s.onerror = () => s.close(1000, 'done'); }`,
		],
		[
			'a socket that is asked for its state',
			`export function watch(s) { if (s.readyState === 1) s.${LISTEN} }`,
		],
		[
			'the scope of a service worker that is given',
			`export class Proxy { run(t) { t.${LISTEN} t.addEventListener('fetch', this.answer); } }`,
		],
		[
			'the script of a worker, by a variable',
			'var ctx = self; ctx.onmessage = (e) => { ctx.postMessage(run(e.data)); };',
		],
		[
			'a worker that posts with what to transfer',
			'self.onmessage = (e) => { const t = list(e.data); self.postMessage(e.data, t); self.postMessage(1); };',
		],
		[
			'a worker that posts by the newer name',
			'globalThis.onmessage = (e) => run(e.data, (x) => globalThis.postMessage(x));',
		],
		[
			'a service worker with a helper for any end',
			`function expose(o, end = globalThis) { end.addEventListener('message', (e) => o[e.data.name](e.data)); } self.addEventListener('install', () => self.skipWaiting()); expose(api);`,
		],
		[
			'the script of a worker, by a function that it calls',
			'function start(run) { self.onmessage = (e) => run(e.data); run((x) => globalThis.postMessage(x)); } self.onmessage = (e) => { begin(e.data); start(run); };',
		],
		[
			'an audio worklet',
			"class P extends AudioWorkletProcessor { constructor() { super(); this.port.onmessage = (e) => run(e.data); } } registerProcessor('p', P); addEventListener('message', (e) => run(e.data));",
		],
		[
			'a function whose text becomes a worker',
			"function source() { onmessage = (e) => { run(e.data); }; } const w = new Worker(URL.createObjectURL(new Blob(['(' + source.toString() + ')()'])));",
		],
		[
			'a function whose text becomes a worker, by a property',
			"Made.source = function () { self.addEventListener('message', (e) => run(e.data)); }; const text = Made.source.toString(); const w = new Worker(URL.createObjectURL(new Blob([text])));",
		],
		[
			'code under a test for what workers import',
			"const on = (t, ...a) => t.addEventListener(...a); if ('importScripts' in globalThis) on(globalThis, 'message', (e) => run(e.data));",
		],
		[
			'a listener that is put back',
			'const other = { onmessage: (e) => run(e.data) }; const old = window.onmessage; try { probe(); } finally { window.onmessage = old; }',
		],
		[
			'a socket in a field, beside a class with methods of that name',
			"class Bus { addEventListener(t, f) { window.addEventListener(t, f); } } class Line { open() { this.s = new WebSocket(u); this.s.addEventListener('message', (e) => run(e.data)); } }",
		],
	])('%s', (_, text) => {
		expect(analyseFile(text)).toEqual([]);
	});

	it.each([
		[
			'a target that may be the window',
			`export function expose(api, end = self) { end.${LISTEN} if (end.start) end.start(); }`,
		],
		[
			'a target that is started if it can be',
			`export function watch(end) { end.${LISTEN} typeof end.start === 'function' && end.start(); }`,
		],
		[
			'a target that is no window where it has another method',
			`export function watch(end) { if (end.on) end.on('message', (e) => run(e.data)); else end.${LISTEN} }`,
		],
		[
			'a target that is a port in one case',
			`export function watch(end) { end.${LISTEN} if (end instanceof MessagePort) end.start(); }`,
		],
		[
			'a target that one caller gives',
			`function watch(end) { end.${LISTEN} } watch(new Worker('w.js')); watch(opened());`,
		],
		[
			'a function that others may call too',
			`export function watch(end) { end.${LISTEN} } watch(new Worker('w.js'));`,
		],
		[
			'a target that is posted to with an origin as well',
			`export function ask(end, o) { end.${LISTEN} end.postMessage(1, o.origin); end.postMessage(2); }`,
		],
		[
			'a target that is posted to with what is not told',
			`export function ask(end, o) { end.${LISTEN} end.postMessage(1, o); }`,
		],
		[
			'a page that has the source of a worker, by its text',
			'function source() { self.onmessage = (e) => self.postMessage(run(e.data)); } new Worker(URL.createObjectURL(new Blob([source.toString()]))); window.onmessage = (e) => run(e.data);',
		],
		[
			'a page that asks whether it is a worker',
			"if (typeof importScripts === 'function') importScripts('a.js'); addEventListener('message', (e) => { document.title = run(e.data); });",
		],
		['a page that posts to others', `self.${LISTEN} self.parent.postMessage(1, '*');`],
		[
			'a page that posts otherwise where it is a worker',
			"(function () { const inWorker = typeof WorkerGlobalScope !== 'undefined'; inWorker ? self.postMessage(1) : parent.postMessage(1, '*'); globalThis.addEventListener('message', (e) => run(e.data)); })();",
		],
		[
			'a script that asks for the window first',
			"(function () { const on = typeof window !== 'undefined' ? window : self; on.addEventListener('message', (e) => run(e.data)); on.postMessage(1); })();",
		],
		[
			'a function whose text is only shown',
			"function source() { window.addEventListener('message', (e) => run(e.data)); } source(); log(source.toString());",
		],
		[
			'a new listener that keeps the old one',
			'const old = window.onmessage; window.onmessage = (e) => { run(e.data); old && old(e); };',
		],
		[
			'a window that code which is not here keeps',
			`function use(url) { const w = useMemo(() => window.open(url), [url]); useEffect(() => { w.${LISTEN} }, [w]); }`,
		],
		[
			'what is made of something by a function that is given it',
			`function use() { const w = make((old) => new Worker(old.url)); w.${LISTEN} }`,
		],
		[
			'a target beside a worker that a class of the same base has',
			`class Base { constructor(c) { this.end = c; } } export class ToWorker extends Base { stop() { this.end.terminate(); } } export class ToWindow extends Base { bind() { this.end.${LISTEN} } }`,
		],
		[
			'a target that a class is given in place of the port of its base',
			`class Base { constructor() { this.end = new MessageChannel().port1; } } export class ToWindow extends Base { constructor(w) { super(); this.end = w; } bind() { this.end.${LISTEN} } }`,
		],
	])('but not those of %s', (_, text) => {
		expect(analyseFile(text).map((one) => one.registration)).toHaveLength(1);
	});
});
