import { expect, test } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

/** What is done with the data `d` of a message, and the kinds of sinks that it reaches. */
const SINKS: Record<string, string[]> = {
	html: [
		'el.innerHTML = d',
		`document.getElementById('x').outerHTML = d`,
		`el.insertAdjacentHTML('beforeend', d)`,
		'frame.srcdoc = d',
		`new DOMParser().parseFromString(d, 'text/html')`,
		'document.createRange().createContextualFragment(d)',
		`document.execCommand('insertHTML', false, d)`,
		'el.setHTMLUnsafe(d)',
	],
	'document-write': ['document.write(d)', `document.writeln('<b>' + d)`],
	eval: ['eval(d)', '(0, eval)(d)', 'window.eval(d)', `Function('a', d)`, '$.globalEval(d)'],
	'eval, call': ['new Function(d)()'],
	'timer-string': ['setTimeout(d, 10)', 'window.setInterval(d, 10)'],
	'navigation, state': ['location = d'],
	navigation: [
		'window.location = d',
		'location.href = d',
		'window.location.href = d',
		'document.location = d',
		'document.location.href = d',
		'location.assign(d)',
		'window.location.replace(d)',
		'top.location = d',
		'parent.location.href = d',
		'self.location.href = d',
		'window.open(d)',
		'open(d)',
		'a.href = d',
		`document.querySelector('a').href = d`,
		'img.src = d',
		'iframe.src = d',
		`document.querySelector('iframe').setAttribute('src', d)`,
		`el.setAttribute('href', d)`,
		'new Image().src = d',
		'form.action = d',
	],
	script: [
		`const s = document.createElement('script'); s.src = d; document.head.append(s)`,
		`const s = document.createElement('script'); s.text = d; document.head.append(s)`,
		`const s = document.createElement('script'); s.textContent = d; document.head.append(s)`,
		`const s = document.createElement('script'); s.setAttribute('src', d); document.head.append(s)`,
		`const s = document.createElement('script'); s.innerHTML = d; document.head.append(s)`,
		'import(d)',
		`el.setAttribute('onclick', d)`,
		'$.getScript(d)',
		'new Worker(d)',
		'new SharedWorker(d)',
		'navigator.serviceWorker.register(d)',
	],
	state: [
		`el.setAttribute('style', d)`,
		'self.x = d',
		'Object.assign(config, d)',
		'el.style.cssText = d',
		'document.domain = d',
		'document.title = d',
		'el.textContent = d',
	],
	'eval, script': ['el.onclick = new Function(d)'],
	'jquery-html': [
		'$(d)',
		`$('#x').html(d)`,
		'$el.append(d)',
		`$('#x').append(d)`,
		`$('#x').before('<p>' + d)`,
	],
	'jquery-html, jquery-html': [`jQuery(d).appendTo('body')`],
	call: [
		'$.parseHTML(d)',
		`axios.post('/x', d)`,
		'$.ajax({ url: d })',
		'$.get(d)',
		'_.merge(config, d)',
		'$.extend(true, config, d)',
		`history.pushState(null, '', d)`,
		'document.body.append(d)',
		'chrome.runtime.sendMessage(d)',
		'window[d]()',
		'window[d.method](d.args)',
		'handlers[d.type](d)',
		'app.run(d)',
	],
	storage: [
		`localStorage.setItem('x', d)`,
		'localStorage.x = d',
		`window.localStorage['x'] = d`,
		'sessionStorage.setItem(d, 1)',
	],
	cookie: ['document.cookie = d', `document.cookie = 'a=' + d`],
	network: [
		'fetch(d)',
		`fetch('/x', { method: 'POST', body: d })`,
		'window.fetch(d)',
		`const x = new XMLHttpRequest(); x.open('GET', d); x.send()`,
		`const x = new XMLHttpRequest(); x.open('POST', '/y'); x.send(d)`,
		`navigator.sendBeacon('/x', d)`,
		'new WebSocket(d)',
		'new EventSource(d)',
	],
	relay: [
		`parent.postMessage(d, '*')`,
		`window.parent.postMessage(d, '*')`,
		`frame.contentWindow.postMessage(d, '*')`,
		`e.source.postMessage(d, '*')`,
	],
	'socket-send': ['ws.send(d)', `const w = new WebSocket('wss://x.example'); w.send(d)`],
	prototype: [
		'for (const k in d) target[k] = d[k]',
		`function merge(a, b) { for (const k in b) { if (typeof b[k] === 'object') merge(a[k], b[k]); else a[k] = b[k]; } } merge(config, d)`,
	],
	nothing: ['console.log(d)'],
};

const cases = Object.entries(SINKS).flatMap(([kinds, all]) => all.map((code) => [code, kinds] as const));

test.each(cases)('%s reaches %s', (code, kinds) => {
	const [verdict] = analyseFile(`addEventListener('message', (e) => { const d = e.data.x; ${code}; });`);
	expect(verdict?.sinks.map(({ kind }) => kind).join(', ') || 'nothing').toBe(kinds);
	expect(verdict?.verdict).toBe(kinds === 'nothing' ? 'inert' : 'none');
});

test.each(['', `const note = '${'x'.repeat(300)}'; `])(
	'a method that takes by `arguments` what it has no parameter for is followed, however long it is',
	(before) => {
		const [verdict] = analyseFile(`import { pipe } from 'pipes';
			expose({ send(kind) { ${before}if (kind) document.body.innerHTML = arguments[1]; } });
			addEventListener('message', (e) => { pipe.send('show', e.data); });`);
		expect(verdict?.sinks.map(({ kind }) => kind)).toEqual(['html']);
	},
);
