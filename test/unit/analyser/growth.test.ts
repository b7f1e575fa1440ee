import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

const LOOP = 'for (let i = 0; i < 80; i++)';

/** Code that makes its values twice as large again and again: 2^80 of anything is too much. */
const DOUBLING: [string, string][] = [
	['sum', `let s = 'ab'; while (true) s += s;`],
	['sum in nested loops', `let s = 'ab'; for (;;) for (;;) for (;;) s += s;`],
	['sum of the origin', `let s = e.origin; ${LOOP} s += s;`],
	['template', `let s = e.origin; ${LOOP} s = \`\${s}\${s}\`;`],
	['repeat', `let s = 'ab'.repeat(1e9);`],
	['padStart', `let s = 'ab'.padStart(1e9, 'x');`],
	['concat', `let s = 'ab'; ${LOOP} s = s.concat(s, s);`],
	['replace with groups', `let s = 'a'; ${LOOP} s = s.replace(/.+/, '$&$&');`],
	['replace by itself', `let s = 'a', r = '$&'; ${LOOP} { r += r; s = s.replace(s, r); }`],
	['replaceAll', `let s = 'aa'; ${LOOP} s = s.replaceAll('a', s);`],
	['join', `let a = ['x', 'y'], s = 'q'; ${LOOP} { s = a.join(s); a = [s, s, s, s]; }`],
	['pattern', `let s = 'a'; ${LOOP} s = '(' + s + ')*' + s; if (new RegExp(s).test(e.origin)) return;`],
	['list of lists', `let s = [e.origin]; ${LOOP} s = [s, s, s]; use(s);`],
	['list by concat', `let s = ['x']; ${LOOP} s = s.concat(s); use(s);`],
	['list by spread', `let s = ['x']; ${LOOP} s = [...s, ...s];`],
	['list by push', `let s = ['x']; ${LOOP} s.push(...s);`],
	['object', `let s = { o: e.origin }; ${LOOP} s = { a: s, b: s }; use(s);`],
	['arguments', `let s = ['x']; const f = (...all) => all; ${LOOP} s = f(...s, ...s);`],
];

describe('values that grow without end', () => {
	it.each(DOUBLING)('%s', (_, code) => {
		const text = `addEventListener('message', (e) => { ${code} if (s.includes(e.origin) || s === e.origin) use(e.data); });`;
		const before = process.memoryUsage().heapUsed;
		const start = performance.now();
		expect(analyseFile(text, { timeLimitMs: 2000 })).toHaveLength(1);
		expect(performance.now() - start).toBeLessThan(4000);
		expect(process.memoryUsage().heapUsed - before).toBeLessThan(200e6);
	});
});

describe('patterns that backtrack without end', () => {
	it.each([
		'^(a+)+$',
		'(x+x+)+y',
		'(.*)*(.*)*(.*)*z',
		'^(?:.*,)*.*@.*[A-Z]$',
		'^(?=(.*)+x)(?!(.*)+y)https',
		'^(.*)\\\\1\\\\1(.*)\\\\2$',
		'(?:a{0,65535}){0,65535}b',
	])('%s', (pattern) => {
		const text = `addEventListener('message', (e) => { if (new RegExp('${pattern}').test(e.origin)) use(e.data); });`;
		const start = performance.now();
		expect(analyseFile(text, { timeLimitMs: 1000 })).toHaveLength(1);
		expect(performance.now() - start).toBeLessThan(2500);
	});
});

describe('the time limit', () => {
	const many = Array.from({ length: 60 }, (_, at) => `https://(?:[a-z]+\\\\.)*a${at}\\\\.example`);
	const body = `if (!(${many.map((one) => `new RegExp('^${one}$').test(e.origin)`).join(' || ')})) return; use(e.data);`;
	const text = `addEventListener('message', (e) => { ${body} });`;

	it('that strikes gives no verdict but `unknown`, with the reason', () => {
		const [verdict] = analyseFile(text, { timeLimitMs: 1 });
		expect(verdict?.verdict).toBe('unknown');
		expect(verdict?.reasons[0]?.code).toBe('time-limit');
	});

	it('that does not strike changes nothing', () => {
		expect(analyseFile(text, { timeLimitMs: 30_000 })[0]?.verdict).toBe('strict');
	});
});

/** Forms of which a script has many, and the verdict on each. */
const MANY: [name: string, verdict: string, before: string, each: (at: number) => string][] = [
	[
		'a check that they share',
		'weak',
		'const ok = (o) => /^https:..(.*)host.example$/.test(o);',
		(at) => `addEventListener('message', (e) => { if (ok(e.origin)) use${at}(e.data); });`,
	],
	[
		'closures with equal names',
		'strict',
		'',
		(at) =>
			`(() => { const on = (e) => e.origin === o && use(e.data), o = 'https://a${at}.example'; addEventListener('message', on); })();`,
	],
	[
		'jQuery',
		'none',
		'',
		(at) => `$(window).on('message', function (e) { use${at}(e.originalEvent.data); });`,
	],
	['attributes', 'none', '', (at) => `document.body.setAttribute('onmessage', 'use${at}(event.data)');`],
];

describe('many listeners in one script', () => {
	it.each(MANY)('are all judged: %s', (_, verdict, before, each) => {
		const text = [before, ...Array.from({ length: 100 }, (_, at) => each(at))].join('\n');
		const found = analyseFile(text);
		expect(found.map((one) => one.verdict)).toEqual(Array.from({ length: 100 }, () => verdict));
	});
});
