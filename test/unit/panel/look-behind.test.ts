import { describe, expect, it } from 'vitest';
import type { Judged } from '../../../panel/worker/analysis.ts';
import { judge } from '../../../panel/worker/judge.ts';

const NATIVE = 'function () { [native code] }';
/** Hands on all it gets, as monitors of errors do. */
const WRAPPER =
	'function () {\n\ttry { return f.apply(this, arguments); } catch (e) { report(e); throw e; }\n}';
const LIBRARY = `const add = EventTarget.prototype.addEventListener;
const wrap = (f) => ${WRAPPER};
EventTarget.prototype.addEventListener = function (type, f, options) { add.call(this, type, wrap(f), options); };`;
const inLibrary = { script: 0, at: { line: 5, column: 75 } };

const APP = `const TRUSTED = 'https://good.example';
function careless(e) { document.body.innerHTML = e.data; }
function careful(e) { if (e.origin === TRUSTED) document.body.innerHTML = e.data; }
class Page { on(e) { eval(e.data); } start() { addEventListener('message', this.on.bind(this)); } }
addEventListener('message', careless); window.addEventListener('message', careful);
addEventListener('message', given); window.onmessage = careful.bind(null);`;
const inApp = (line: number, text: string) => {
	const column = APP.split('\n')[line - 1]?.indexOf(text) ?? -1;
	if (column < 0) throw new Error(`no ${text}`);
	return { script: 1, at: { line, column } };
};

const ask = (text: string, app: ReturnType<typeof inApp> | undefined, page = APP): Judged =>
	judge({
		text,
		context: {},
		scripts: [{ text: LIBRARY }, { text: page }],
		frames: app ? [inLibrary, app] : [inLibrary],
	});

describe('a wrapper that passes all on', () => {
	it.each([
		[5, 'addEventListener', 'careless', 'none'],
		[5, "addEventListener('message', careful", 'careful', 'strict'],
		[4, 'addEventListener', 'on', 'none'],
		[6, 'onmessage', 'careful', 'strict'],
	])('in front of the handler of line %i at %s: judged is %s, %s', (line, text, name, verdict) => {
		const judged = ask(WRAPPER, inApp(line, text));
		expect(judged.verdict.verdict).toBe(verdict);
		expect(judged.behind).toMatchObject({ name, frame: 1 });
		expect(judged.found?.script).toBe(1);
		expect(judged.verdict.reasons.at(-1)?.code).toBe('behind-wrapper');
		// Told in the text of the handler, on whose first line all happens.
		expect(judged.verdict.sinks.map(({ place }) => place.line)).toContain(1);
		expect(judged.behind?.source).toContain('e.data');
	});

	it('in front of a method is told in the text of the method, with its name', () => {
		const { behind, verdict } = ask(WRAPPER, inApp(4, 'addEventListener'));
		expect(behind?.source).toBe('on(e) { eval(e.data); }');
		expect(verdict.place).toMatchObject({ line: 1, column: 0, endLine: 1, endColumn: 23 });
	});

	it('is a bound function, too', () => {
		expect(ask(NATIVE, inApp(4, 'addEventListener'))).toMatchObject({
			verdict: { verdict: 'none', confidence: 'high' },
			behind: { name: 'on' },
		});
	});

	it('hides a handler of an inline script', () => {
		const page = `<!doctype html>\n<p>a < b</p>\n<script>${APP}</script>`;
		const judged = ask(WRAPPER, { script: 1, at: { line: 7, column: 3 } }, page);
		expect(judged).toMatchObject({ verdict: { verdict: 'none' }, behind: { name: 'careless' } });
		expect(page.slice(judged.found?.from, judged.found?.to)).toBe(APP);
	});

	it('stands in the same bundle as the handler', () => {
		const bundle = `${LIBRARY};${APP.slice(0, APP.indexOf("addEventListener('message', given)"))}`;
		const line = LIBRARY.split('\n').length + 4;
		const frames = [
			{ script: 0, at: { line: 5, column: 75 } },
			{ script: 0, at: { line, column: 0 } },
		];
		const judged = judge({ text: WRAPPER, context: {}, scripts: [{ text: bundle }], frames });
		expect(judged).toMatchObject({ verdict: { verdict: 'none' }, behind: { name: 'careless', frame: 1 } });
	});

	it('hides the only handler of scripts whose place in the page is not known', () => {
		const page = `function only(e) { eval(e.data); }\n;\naddEventListener('message', only);`;
		const frames = [inLibrary, { script: 1 }];
		const request = { text: WRAPPER, context: {}, scripts: [{ text: LIBRARY }, { text: page }] };
		expect(judge({ ...request, frames }).behind?.name).toBe('only');
		const two = [{ text: LIBRARY }, { text: `${page}addEventListener('message', (e) => {});` }];
		expect(judge({ ...request, scripts: two, frames }).verdict.verdict).toBe('unknown');
	});

	it.each([
		['no registration on the stack', undefined],
		['the registration of something given', inApp(6, 'addEventListener')],
	])('hides what is not known with %s, and says so', (_name, app) => {
		const judged = ask(WRAPPER, app);
		expect(judged.behind).toBeUndefined();
		expect(judged.verdict).toMatchObject({ verdict: 'unknown', reasons: [{ code: 'hidden-by-wrapper' }] });
	});
});

describe('no wrapper', () => {
	it.each([
		[
			'looks at the message itself',
			'function (e) {\n\tif (e.origin === location.origin) f.apply(this, arguments);\n}',
		],
		['gives on something else', 'function (e) {\n\tf(1);\n}'],
	])('is what %s', (_name, text) => {
		expect(ask(text, inApp(5, 'addEventListener')).behind).toBeUndefined();
	});

	it('is a handler that the page registers itself', () => {
		const handler = 'function on(e) { take(e); }';
		const page = `const take = ({ data }) => eval(data);\n${handler}\naddEventListener('message', on);`;
		const judged = judge({
			text: handler,
			context: {},
			scripts: [{ text: page }],
			frames: [{ script: 0, at: { line: 3, column: 0 } }],
		});
		expect(judged).toMatchObject({ verdict: { verdict: 'none', confidence: 'high' } });
		expect(judged.behind).toBeUndefined();
	});

	it('in effect is one that checks before it passes on', () => {
		const checking = 'function (e) {\n\tif (isAllowed(e)) f.apply(this, arguments);\n}';
		const library = `const isAllowed = (e) => e.origin === 'https://good.example';\nconst wrap = (f) => ${checking};`;
		const behind = (text: string) =>
			judge({
				text: checking,
				context: {},
				scripts: [{ text: library }, { text: APP }],
				frames: [inApp(5, text)],
			}).verdict;
		expect(behind("addEventListener('message', careful").verdict).toBe('strict');
		// Its check may be in front of another handler.
		expect(behind('addEventListener')).toMatchObject({
			verdict: 'unknown',
			reasons: [{ code: 'wrapper-may-check' }, { code: 'no-check' }, { code: 'behind-wrapper' }],
		});
	});
});
