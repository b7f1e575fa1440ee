import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseFile, analyseListener } from '../../../src/analyser/analyse.ts';
import type { Verdict } from '../../../src/analyser/verdict.ts';
import { loadFixtures } from '../../corpus/fixtures.ts';

const scripts = loadFixtures().map(({ text }) => text);
const VERDICTS = ['none', 'weak', 'source-only', 'strict', 'inert', 'unknown'];
/** Machines that run tests are busy; the budgets are meant for one that is not. */
const SLACK = 3;

function timed<T>(run: () => T): { result: T; time: number } {
	const start = performance.now();
	return { result: run(), time: performance.now() - start };
}

function expectSound(found: readonly Verdict[], text: string): void {
	const lines = text.split('\n').length;
	for (const verdict of found) {
		expect(VERDICTS).toContain(verdict.verdict);
		expect(verdict.reasons.length).toBeGreaterThan(0);
		expect(verdict.place.line).toBeLessThanOrEqual(lines);
	}
}

describe('any text', () => {
	it('is answered when cut off anywhere', () => {
		fc.assert(
			fc.property(fc.constantFrom(...scripts), fc.double({ min: 0, max: 1, noNaN: true }), (script, part) => {
				const text = script.slice(0, Math.floor(script.length * part));
				expectSound(analyseFile(text), text);
			}),
			{ numRuns: 500 },
		);
	});

	it('is answered when its tokens are dropped, doubled and swapped', () => {
		const edit = fc.record({ at: fc.nat(), with: fc.nat(), kind: fc.constantFrom('drop', 'double', 'swap') });
		fc.assert(
			fc.property(
				fc.constantFrom(...scripts),
				fc.array(edit, { minLength: 1, maxLength: 6 }),
				(script, edits) => {
					const tokens = script.match(/\w+|\s+|[^\w\s]/g) ?? [];
					for (const { at, with: other, kind } of edits) {
						const index = at % tokens.length;
						const token = tokens[index] ?? '';
						if (kind === 'drop') tokens.splice(index, 1, '');
						else if (kind === 'double') tokens.splice(index, 0, token);
						else tokens.splice(index, 1, tokens[other % tokens.length] ?? '');
					}
					const text = tokens.join('');
					expectSound(analyseFile(text), text);
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('is answered when it is the text of a function alone, or no text at all', () => {
		const texts = [
			'',
			'function message(event) { use(event.data); }',
			'async (event) => { use(event.data); }',
			'onMessage(event) { use(event.data); }',
			'async *[Symbol.iterator](event) { use(event.data); }',
			'get value() { return 1; }',
			'#secret(event) { use(event.data); }',
			'class { handleEvent(event) { use(event.data); } }',
			'function () { [native code] }',
			'function bound onMessage() { [native code] }',
			'\u0000\uD800',
		];
		for (const text of texts) expect(VERDICTS).toContain(analyseListener({ text }).verdict);
		expect(
			analyseListener({ text: 'onMessage(event) { document.body.innerHTML = event.data; }' }).verdict,
		).toBe('none');
		expect(analyseListener({ text: 'function () { [native code] }' }).verdict).toBe('unknown');
	});

	it('is answered when asked for a place where no listener is', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...scripts),
				fc.integer({ min: 1, max: 60 }),
				fc.nat(200),
				(text, line, column) => {
					expect(VERDICTS).toContain(analyseListener({ text, at: { line, column } }).verdict);
				},
			),
		);
	});
});

describe('time', () => {
	const listener = (body: string) => `addEventListener('message', (e) => { ${body} });`;
	const many = (count: number, one: string) => one.repeat(count);
	it.each([
		[
			'parentheses',
			listener(`if (${many(3000, '(')}e.origin${many(3000, ')')} === 'https://a.example') use(e.data);`),
		],
		['blocks', listener(`${many(2000, '{')}use(e.data);${many(2000, '}')}`)],
		['functions', listener(`${many(800, '(() => {')}use(e.data);${many(800, '})();')}`)],
		['else-ifs', listener(`${many(2000, 'if (e.data.a === 1) a(e.data); else ')}use(e.data);`)],
		['ifs in a row', listener(`${many(2000, 'if (e.data.a) b(e.data.a);')}`)],
		['ifs in each other', listener(`${many(500, 'if (e.data.a) {')}use(e.data);${many(500, '}')}`)],
		['ors', listener(`if (${many(2000, "e.origin === 'https://a.example' || ")}false) use(e.data);`)],
		['concatenations', listener(`if (e.origin === ''${many(5000, " + 'a'")}) use(e.data);`)],
		[
			'loops in each other',
			listener(`${many(30, 'for (let i = 0; i < 1e9; i++) ')}if (e.origin === 'x') use(e.data);`),
		],
		['an endless loop', listener(`while (true) { if (e.origin === 'https://a.example') use(e.data); }`)],
		[
			'calls in a circle',
			`const a = (o) => b(o), b = (o) => a(o); ${listener('if (a(e.origin)) use(e.data);')}`,
		],
		[
			'calls that fan out',
			`${Array.from({ length: 40 }, (_, i) => `function f${i}(o) { return f${i + 1}(o) && f${i + 1}(o); }`).join('\n')} function f40(o) { return o === 'https://a.example'; } ${listener('if (f0(e.origin)) use(e.data);')}`,
		],
		[
			'an expression that backtracks',
			listener(`if (/^https:\\/\\/(([a-z])+.)+[A-Z]([a-z])+$/.test(e.origin)) use(e.data);`),
		],
		['another', listener(`if (/^(a|aa)+$|^(.*a){25}x/.test(e.origin)) use(e.data);`)],
		[
			'a large count',
			listener(`if (/^https:\\/\\/(a{1,5000}){1,5000}\\.example$/.test(e.origin)) use(e.data);`),
		],
		[
			'text that grows',
			listener(`let s = e.origin; for (let i = 0; i < 60; i++) s += s; if (s.includes('a')) use(e.data);`),
		],
		[
			'a long list',
			`const L = [${many(20_000, "'https://a.example',")}]; ${listener('if (L.includes(e.origin)) use(e.data);')}`,
		],
	])('is bounded for %s', (_, text) => {
		const { result, time } = timed(() => analyseFile(text));
		expectSound(result, text);
		expect(time).toBeLessThan(2000 * SLACK);
	});

	it('is at most 20 ms for a listener alone', () => {
		const times = scripts.map((text) => timed(() => analyseFile(text)).time).sort((a, b) => a - b);
		expect(times[times.length >> 1]).toBeLessThan(20);
		expect(times[Math.floor(times.length * 0.95)]).toBeLessThan(20 * SLACK);
	});

	it('is at most a second for each megabyte of a large bundle', { timeout: 60_000 }, () => {
		const filler =
			'function pad(a,b){var c=a+b;for(var i=0;i<c;i++){if(a[i]===b)return{k:a[i],v:[b,c]}}return null}';
		const modules = scripts.map(
			(text) => `(function(){${text.replaceAll(/^import .*$/gm, '')}\n${many(100, filler)}})();`,
		);
		let bundle = '';
		for (let index = 0; bundle.length < 5_000_000; index++) bundle += modules[index % modules.length];
		const { result, time } = timed(() => analyseFile(bundle));
		expect(result.length).toBeGreaterThan(100);
		expect(time).toBeLessThan((bundle.length / 1e6) * 1000 * SLACK);
	});
});
