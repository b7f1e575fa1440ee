import { describe, expect, it } from 'vitest';
import { analyseListener } from '../../../src/analyser/analyse.ts';

const USE = 'document.body.innerHTML = e.data.html';
const verdictOf = (text: string) => analyseListener({ text }).verdict;

describe('ways to write an exact check', () => {
	it.each([
		['early return', `function (e) { if (e.origin !== 'https://a.example') return; ${USE}; }`],
		[
			'else branch',
			`e => { if (e.origin !== 'https://a.example') { console.warn(e.origin); } else { ${USE}; } }`,
		],
		['comma and short circuit', `e => (void 0, e.origin === 'https://a.example' && (${USE}))`],
		['switch', `e => { switch (e.origin) { case 'https://a.example': case 'https://b.example': ${USE}; } }`],
		['alias', `function (e) { var t = e, o = t['origin']; if ('https://a.example' != o) return; ${USE}; }`],
		[
			'destructuring with default',
			`({ origin: o = '', data: d }) => { if (o !== 'https://a.example') return; document.body.innerHTML = d; }`,
		],
		['optional chaining', `e => { if (e?.origin === 'https://a.example') ${USE}; }`],
		['template', `e => { const host = 'a.example'; if (e.origin === \`https://\${host}\`) ${USE}; }`],
		['throw', `e => { if (e.origin !== 'https://a.example') throw new Error('no'); ${USE}; }`],
		[
			'helper inside',
			`e => { const ok = o => ['https://a.example'].indexOf(o) >= 0; if (!ok(e.origin)) return; ${USE}; }`,
		],
		['some', `e => { if (!['https://a.example'].some(o => o === e.origin)) return; ${USE}; }`],
		[
			'loop and flag',
			`e => { let ok = false; for (const o of ['https://a.example']) { if (o === e.origin) { ok = true; break; } } if (!ok) return; ${USE}; }`,
		],
		['set', `e => { if (new Set(['https://a.example']).has(e.origin)) ${USE}; }`],
		[
			'url parts',
			`e => { const u = new URL(e.origin); if (u.protocol + '//' + u.host !== 'https://a.example') return; ${USE}; }`,
		],
		[
			'logical assignment',
			`e => { let ok = e.origin === 'https://a.example'; ok &&= e.data.type === 'x'; if (ok) ${USE}; }`,
		],
		['do-while', `e => { do { if (e.origin !== 'https://a.example') break; ${USE}; } while (false); }`],
		['labelled block', `e => { check: { if (e.origin !== 'https://a.example') break check; ${USE}; } }`],
		['async', `async e => { await null; if (e.origin !== 'https://a.example') return; ${USE}; }`],
		['method text', `onMessage(e) { if (e.origin !== 'https://a.example') return; ${USE}; }`],
		['async method text', `async receive(e) { if (e.origin !== 'https://a.example') return; ${USE}; }`],
		['static method text', `static receive(e) { if (e.origin !== 'https://a.example') return; ${USE}; }`],
		['private method text', `#receive(e) { if (e.origin !== 'https://a.example') return; ${USE}; }`],
		[
			'parts of an address, each with a default',
			`function (e) {
				const m = base.match(/^(([a-z]+:)?\\/\\/(([^/:]*)(:[0-9]+)?))([^?#]*)([?][^#]*)?(#.*)?$/);
				const all = { o: m[1] || '', a: m[2] || '', b: m[3] || '', c: m[4] || '', d: m[5] || '', f: m[6] || '',
					g: m[7] || '', h: m[8] || '' };
				if (e.origin === all.o) ${USE};
			}`,
		],
		['variable from outside', `e => { if (e.origin !== trusted) return; ${USE}; }`],
	])('%s', (_, text) => {
		expect(verdictOf(text)).toBe('strict');
	});
});

describe('checks that do not hold', () => {
	it.each([
		[
			'a part of an address, compared from its start',
			`e => { const m = base.match(/^(https:..[^/]+)(.*)$/), o = m[1] || ''; if (e.origin.indexOf(o) === 0) ${USE}; }`,
		],
		['inner return', `e => { ['https://a.example'].forEach(o => { if (o !== e.origin) return; }); ${USE}; }`],
		['negated twice', `e => { if (!!e.origin) ${USE}; }`],
		['finally', `e => { try { if (e.origin !== 'https://a.example') return; } finally { ${USE}; } }`],
		['fall through', `e => { switch (e.origin) { case 'https://a.example': default: ${USE}; } }`],
		[
			'reassigned',
			`e => { let o = e.origin; if (e.data.admin) o = 'https://a.example'; if (o === 'https://a.example') ${USE}; }`,
		],
		[
			'wrong operator',
			`e => { if (e.origin !== 'https://a.example' && e.origin !== 'https://b.example' && e.data.strict) return; ${USE}; }`,
		],
	])('%s', (_, text) => {
		const verdict = analyseListener({ text });
		expect(verdict.verdict).toBe('weak');
		expect(verdict.witness).toBeDefined();
	});
});

describe('a secret that is made by code of another module', () => {
	const judge = (before: string) =>
		analyseListener({
			text: `${before}\nwindow.addEventListener('message', (e) => { if (e.data.id !== id) return; ${USE}; });`,
			at: { line: 2, column: 0 },
		});

	it('is said to be one that is not seen', () => {
		const { verdict, confidence, conditions } = judge(
			"import { fresh } from './ids.js'; const id = fresh();",
		);
		expect([verdict, confidence, conditions.map((one) => one.key)]).toEqual([
			'source-only',
			'low',
			['secret-must-stay', 'secret-unseen'],
		]);
	});

	it('is told from one that the script makes itself', () => {
		const { verdict, confidence, conditions } = judge('const id = crypto.randomUUID();');
		expect([verdict, confidence, conditions.map((one) => one.key)]).toEqual([
			'source-only',
			'high',
			['secret-must-stay'],
		]);
	});
});

describe('texts that cannot be judged', () => {
	it.each([
		['native code', 'function () { [native code] }', 'native-code'],
		['syntax error', 'function (e) { if (', 'syntax-error'],
		['nothing', '', 'no-function'],
	])('%s', (_, text, code) => {
		const verdict = analyseListener({ text });
		expect(verdict.verdict).toBe('unknown');
		expect(verdict.reasons[0]?.code).toBe(code);
	});
});

describe('a place in a script', () => {
	const text = `import { x } from 'y';\nclass Box {\n  listen() { window.addEventListener('message', this.receive.bind(this)); }\n  receive(e) { if (e.origin !== this.peer) return; this.node.innerHTML = e.data; }\n}`;
	it('finds a method by where it starts', () => {
		const verdict = analyseListener({ text, at: { line: 4, column: 2 } });
		expect(verdict.verdict).toBe('strict');
		expect(verdict.place.line).toBe(4);
	});
	it('finds a method by its name, whatever stands before that', () => {
		const moved = text.replace('receive(e)', 'static async receive(e)');
		const verdict = analyseListener({ text: moved, at: { line: 4, column: 15 } });
		expect(verdict.verdict).toBe('strict');
		expect(verdict.place).toMatchObject({ line: 4, column: 9 });
	});
	it('does not take what stands around a place for a listener that does nothing', () => {
		const around = `(function () {\n  start();\n  ${text}\n})();`.replace(/import.*/, '');
		const { verdict, reasons } = analyseListener({ text: around, at: { line: 2, column: 3 } });
		expect([verdict, reasons[0]?.code]).toEqual(['unknown', 'no-listener-there']);
	});
	it('takes a function that a stream of messages goes through for the stream', () => {
		const stream = [
			"import { fromEvent, filter } from 'rxjs';",
			"export const answers = fromEvent(window, 'message').pipe(",
			"filter((e) => e.origin === 'https://a.partner.test'));",
		];
		const at = { line: 3, column: 7 };
		expect(analyseListener({ text: stream.join('\n'), at })).toMatchObject({ verdict: 'strict' });
		const unchecked = stream.join('\n').replace(/e\.origin === .*'/, 'e.data.id');
		// Who subscribes to it may look at who sent a message.
		expect(analyseListener({ text: unchecked, at })).toMatchObject({ verdict: 'unknown' });
	});
	it.each(['', 'start();\n'])('finds an attribute that a script sets, behind %j', (before) => {
		const set = `${before}document.body.setAttribute('onmessage', 'out.innerHTML = event.data');`;
		const at = { line: before.split('\n').length, column: 0 };
		const found = analyseListener({ text: set, at });
		expect(found).toMatchObject({ verdict: 'none', registration: 'attribute' });
	});
	it('finds a listener by its registration at the first character', () => {
		const first = `addEventListener('message', (e) => { ${USE}; });`;
		const verdict = analyseListener({ text: first, at: { line: 1, column: 0 } });
		expect(verdict).toMatchObject({ verdict: 'none', registration: 'addEventListener' });
	});
	it('finds a bound listener by its registration', () => {
		const verdict = analyseListener({ text, at: { line: 3, column: 13 } });
		expect(verdict.verdict).toBe('strict');
		expect(verdict.registration).toBe('addEventListener');
	});
});
