import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

const decidesOn = (check: string): string | undefined =>
	analyseFile(`addEventListener('message', (e) => { ${check}; document.body.innerHTML = e.data; });`)[0]
		?.reasons[0]?.code;

describe('what decides a strict verdict', () => {
	it.each([
		["if (e.origin !== 'https://app.example') return", 'exact-check'],
		// The way of messages without an origin lets in nobody, the other one does.
		["if (e.origin && e.origin !== 'https://app.example') return", 'exact-check'],
		["if (e.origin && !['https://app.example'].includes(e.origin)) return", 'exact-check'],
		["if (e.origin !== 'https://app.example/') return", 'never-true'],
		["if (e.origin && e.origin !== 'app.example') return", 'never-true'],
		// Pages that only extensions have may be meant.
		["if (e.origin !== 'chrome-extension://abcdefghijklmnop') return", 'exact-check'],
		["if (e.origin !== 'chrome-extension://abcdefghijklmnop/') return", 'never-true'],
		["if (e.origin !== 'http://localhost:80') return", 'never-true'],
		["if (e.origin.indexOf('http://localhost:80') < 0) return", 'exact-check'],
		["if (!e.origin.startsWith('chrome-extension://')) return", 'scheme-check'],
		['if (!/^moz-extension:\\/\\//.test(e.origin)) return', 'scheme-check'],
		["if (new URL(e.origin).protocol !== 'chrome-extension:') return", 'scheme-check'],
		["if (e.origin !== 'file://') return", 'exact-check'],
	])('%s: %s', (check, code) => {
		expect(decidesOn(check)).toBe(code);
	});
});

it.each([
	["e.origin.startsWith('chrome-extension://')", 'any-extension'],
	["e.origin.startsWith('chrome-extension://') || e.origin === 'https://app.example'", 'any-extension'],
	['/^(chrome|moz)-extension:\\/\\//.test(e.origin)', 'any-extension'],
	["e.origin.startsWith('vscode-webview://')", 'any-of-scheme'],
	["e.origin === 'moz-extension://abcdefghijklmnop'", undefined],
	["e.origin.startsWith('chrome-extension://abcdefghijklmnop')", undefined],
	["e.origin === 'https://app.example'", undefined],
])('%s lets in, beside whom it names: %s', (check, key) => {
	const [found] = analyseFile(
		`addEventListener('message', (e) => { if (${check}) document.body.innerHTML = e.data; });`,
	);
	expect(found?.verdict).toBe('strict');
	expect(found?.conditions[0]?.key).toBe(key);
});

it('puts what members are asked of in brackets where an operator would part it', () => {
	const [found] = analyseFile(`class Line {
		constructor(allowed) { this.allowed = typeof allowed === 'string' ? [allowed] : allowed; }
		open() { addEventListener('message', (e) => { if (this.allowed.indexOf(e.origin) >= 0) run(e.data); }); }
	}`);
	expect(found?.predicate).toBe("(typeof allowed === 'string' ? [allowed] : allowed).indexOf(origin) >= 0");
});

it.each([
	['e.source === window.frames[0]', 'source === frames[0]'],
	['e.source === frames[0]', 'source === frames[0]'],
])('%s is told as %s', (check, predicate) => {
	const [found] = analyseFile(
		`addEventListener('message', (e) => { if (${check}) document.body.innerHTML = e.data; });`,
	);
	expect(found?.predicate).toBe(predicate);
});

it('tells what the script itself calls origin from that of the message', () => {
	const [found] = analyseFile(
		`function open(origin) { addEventListener('message', (e) => { if (e.origin === origin) document.body.innerHTML = e.data; }); }`,
	);
	expect(found?.predicate).toBe('origin === argument origin');
});
