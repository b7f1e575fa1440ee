import { describe, expect, it } from 'vitest';
import { judge } from '../../../panel/worker/judge.ts';

const HANDLER = 'function (e) { if (isOurs(e.origin)) document.body.innerHTML = e.data; }';
const SCRIPT = `const isOurs = (o) => o.startsWith('https://a.example'); addEventListener('message', ${HANDLER});`;
const QUOTE = `inject(\`${SCRIPT}\`);`;
const judged = (text: string) => judge({ text: HANDLER, context: {}, scripts: [{ text }] });

describe('a handler', () => {
	it('is judged with the script around it', () => {
		expect(judged(SCRIPT)).toMatchObject({ verdict: { verdict: 'weak' }, found: { script: 0, from: 0 } });
	});

	it('whose text also stands in a string before it is judged where it is code', () => {
		expect(judged(`${QUOTE}\n${SCRIPT}`).verdict.verdict).toBe('weak');
		const page = `<!doctype html><p>${SCRIPT}</p><script>${QUOTE}</script>\n<script>${SCRIPT}</script>`;
		const { found, verdict } = judged(page);
		expect([verdict.verdict, page.slice(found?.from, found?.to)]).toEqual(['weak', SCRIPT]);
	});

	it('whose text merely stands in a string, or in a script that cannot be read, is judged alone', () => {
		for (const text of [QUOTE, `<p>${QUOTE}`, `${SCRIPT} <?php`, `<script>${SCRIPT} }</script>`]) {
			const { found, verdict } = judged(text);
			expect([found, verdict.verdict], text).toEqual([undefined, 'unknown']);
			expect(verdict.sinks.length, text).toBeGreaterThan(0);
		}
	});
});
