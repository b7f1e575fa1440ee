import { describe, expect, it } from 'vitest';
import { analyseFile, analyseListener } from '../../../src/analyser/analyse.ts';
import type { LiveValue, RuntimeContext, Verdict } from '../../../src/analyser/verdict.ts';

const USE = 'document.body.innerHTML = e.data.html;';
const listener = (check: string, before = '') =>
	`${before}\nwindow.addEventListener('message', e => { ${check} ${USE} });`;

function judge(text: string, context: RuntimeContext = {}): Verdict {
	const [only] = analyseFile(text, { context });
	if (!only) throw new Error('no listener found');
	return only;
}
const withValues = (text: string, values: Record<string, LiveValue>) => judge(text, { values });

describe('values that the page is to be asked for', () => {
	it.each([
		['path', 'if (!window.CONFIG.origins.includes(e.origin)) return;', '', ['CONFIG.origins']],
		['element', 'if (!CONFIG.origins.some(o => o === e.origin)) return;', '', ['CONFIG.origins']],
		['bare global', 'if (e.origin !== trusted) return;', '', ['trusted']],
		[
			'setting that turns the check off',
			'if (SITE.strict && e.origin !== SITE.peer) return;',
			'',
			['SITE.peer', 'SITE.strict'],
		],
		[
			'variable of a script, filled by another',
			'if (allowed.indexOf(e.origin) < 0) return;',
			'var allowed = [];',
			['allowed'],
		],
		[
			'property of such a variable',
			'if (e.origin !== app.peer) return;',
			'var app = app || {};',
			['app.peer'],
		],
	])('%s', (_, check, before, wanted) => {
		expect(judge(listener(check, before)).wanted.toSorted()).toEqual(wanted);
	});

	it.each([
		['constant', "if (e.origin !== 'https://a.example') return;"],
		['own address', 'if (e.origin !== location.origin) return;'],
		['parameter of the page', "if (e.origin !== new URLSearchParams(location.search).get('o')) return;"],
		['no check', ''],
	])('none for a %s', (_, check) => {
		expect(judge(listener(check)).wanted).toEqual([]);
	});

	it('none inside a function or module, where the page cannot be asked', () => {
		const inner = `(function () { var allowed = load(); ${listener('if (!allowed.includes(e.origin)) return;')} })();`;
		expect(judge(inner).wanted).toEqual([]);
		const module = listener('if (e.origin !== peer) return;', "import x from 'y'; const peer = x();");
		expect(judge(module).wanted).toEqual([]);
	});
});

describe('a verdict with values', () => {
	const LIST = listener('if (!CONFIG.origins.includes(e.origin)) return;');
	it.each<[string, Record<string, LiveValue>, string, string | undefined]>([
		['list', { 'CONFIG.origins': ['https://a.example'] }, 'strict', undefined],
		['list inside its object', { CONFIG: { origins: ['https://a.example'] } }, 'strict', undefined],
		['path with window', { 'window.CONFIG.origins': ['https://a.example'] }, 'strict', undefined],
		['list with null', { 'CONFIG.origins': ['https://a.example', 'null'] }, 'weak', 'null'],
		[
			'text instead of a list',
			{ 'CONFIG.origins': 'https://a.example,https://b.example' },
			'weak',
			'https://a.exam',
		],
	])('%s', (_, values, verdict, witness) => {
		const found = withValues(LIST, values);
		expect(found.verdict).toBe(verdict);
		if (witness) expect(found.witness).toContain(witness.slice(0, 4));
		expect(found.wanted).toEqual([]);
		const reason = found.reasons.find((one) => one.code === 'live-value');
		expect(reason?.message).toContain('CONFIG');
		expect(reason?.message).toContain('a.example');
	});

	it('says of each listener the values that were used for it', () => {
		const text = `${listener('if (!CONFIG.origins.includes(e.origin)) return;')}
			${listener("if (e.origin !== 'https://a.example') return;")}
			${listener('if (!CONFIG.origins.includes(e.origin) && !OTHER.list.includes(e.origin)) return;')}`;
		const all = analyseFile(text, {
			context: { values: { 'CONFIG.origins': ['https://a.example'], 'OTHER.list': [] } },
		});
		const used = all.map((one) => one.reasons.filter((each) => each.code === 'live-value').length);
		expect(used).toEqual([1, 0, 2]);
	});

	it('takes patterns, sets and maps', () => {
		const regex = { '@type': 'RegExp', source: '^https://a.example', flags: '' };
		const tested = listener('if (!CONFIG.pattern.test(e.origin)) return;');
		expect(withValues(tested, { 'CONFIG.pattern': regex }).verdict).toBe('weak');
		const has = listener('if (!CONFIG.peers.has(e.origin)) return;');
		const set = { '@type': 'Set', items: ['https://a.example'] };
		expect(withValues(has, { 'CONFIG.peers': set }).verdict).toBe('strict');
		const map = { '@type': 'Map', entries: [['https://a.example', 1]] };
		expect(withValues(has, { CONFIG: { peers: map } }).verdict).toBe('strict');
	});

	it('is that of a script variable, also where the script sets it elsewhere', () => {
		const text = listener(
			'if (settings.peer && e.origin !== settings.peer) return;',
			'var settings = { peer: null }; function init(p) { settings.peer = p; }',
		);
		expect(judge(text).verdict).toBe('weak');
		expect(withValues(text, { 'settings.peer': 'https://a.example' }).verdict).toBe('strict');
		expect(withValues(text, { settings: { peer: 'https://a.example' } }).verdict).toBe('strict');
		expect(withValues(text, { settings: { peer: '' } }).verdict).toBe('weak');
	});

	it('is not that of a variable of the same name in a function', () => {
		const text = `(function (peer) { ${listener('if (e.origin.indexOf(peer) < 0) return;')} })('a.example');`;
		expect(withValues(text, { peer: '' }).reasons.some((one) => one.code === 'live-value')).toBe(false);
	});

	it('does not take what a stranger chooses for settled', () => {
		const text = listener("if (e.origin !== new URLSearchParams(location.search).get('o')) return;");
		expect(withValues(text, { 'location.search': '?o=https://a.example' }).verdict).toBe('weak');
	});

	it('has no value for what the page does not have', () => {
		const text = listener('if (window.peer && e.origin !== window.peer) return;');
		expect(withValues(text, { peer: undefined }).verdict).toBe('weak');
		expect(withValues(text, { peer: 'https://a.example' }).verdict).toBe('strict');
	});
});

describe('the address of the document', () => {
	it('stands for its origin and scheme', () => {
		const text = listener('if (e.origin.indexOf(location.hostname) < 0) return;');
		const { witness } = judge(text, { url: 'https://shop.example/basket?x=1' });
		expect(witness).toContain('shop.example');
		const own = `e => { if (e.origin !== location.origin) return; ${USE} }`;
		expect(analyseListener({ text: own, context: { url: 'about:srcdoc' } }).verdict).toBe('weak');
		expect(analyseListener({ text: own, context: { url: 'https://shop.example/' } }).verdict).toBe('strict');
	});
});

describe("pages of the developer's own machine", () => {
	const checks = [
		["location.hostname !== 'localhost' && e.origin !== 'https://app.example'", ''],
		[
			"allowed !== '*' && e.origin !== allowed",
			"const allowed = location.hostname === 'localhost' ? '*' : 'https://app.example';",
		],
	];
	it.each(checks)('are reckoned with where the page is one: %s', (check, before) => {
		const verdictAt = (url?: string) => judge(listener(`if (${check}) return;`, before), url ? { url } : {});
		expect(verdictAt().verdict).toBe('strict');
		expect(verdictAt('https://app.example/start').verdict).toBe('strict');
		const { verdict, reasons } = verdictAt('http://localhost:3000/start');
		expect(verdict).toBe('weak');
		expect(reasons.map((one) => one.code)).not.toContain('live-value');
	});

	it('are said to be left out', () => {
		const [[check = ''] = []] = checks;
		const { conditions } = judge(listener(`if (${check}) return;`));
		expect(conditions.map((one) => one.message).join()).toContain("location.hostname === 'localhost'");
	});
});
