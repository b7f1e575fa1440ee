// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { MutationLog } from '../../../../src/relay/acts/mutation-log.ts';

const carries = (text: string, marked: boolean): boolean =>
	text.includes(marked ? '<i>' : 'a telling text') || text.includes('<i>');

let out: HTMLElement;
beforeEach(() => {
	document.body.innerHTML = '<p id="out">as it was</p>';
	out = document.getElementById('out') as HTMLElement;
});

/** A log that has seen the listener run once and do nothing. */
async function afterRun(safe = true): Promise<MutationLog> {
	const log = new MutationLog(safe, carries);
	log.begins(true);
	await log.ends();
	return log;
}

describe('changes of the document', () => {
	test('while the listener runs are its own, and undone', async () => {
		const log = new MutationLog(true, carries);
		out.id = 'page';
		log.begins(true);
		out.textContent = 'changed';
		out.hidden = true;
		const ended = log.ends();
		await Promise.resolve();
		out.className = 'by-microtask';
		await ended;
		expect(out.outerHTML).toBe('<p id="page">as it was</p>');
		expect(log.summary.count).toBeGreaterThan(2);
		expect(log.summary.summary).toContain('attributes class of p#page');
		expect(log.summary.unclear).toBeUndefined();
	});

	test('by what it left for later are its own too', async () => {
		const log = await afterRun();
		log.begins(true);
		out.className = 'late';
		await log.ends();
		expect(out.className).toBe('');
		expect(log.summary).toEqual({ count: 1, summary: ['attributes class of p#out'] });
	});

	test('by another listener of the message are undone and not told', async () => {
		const log = await afterRun();
		log.begins(false);
		out.className = 'other';
		await log.ends();
		expect(out.className).toBe('');
		expect(log.summary).toEqual({ count: 0, summary: [] });
	});

	test('that come later and are nobody’s are told apart and left', async () => {
		const log = await afterRun();
		out.className = 'clock';
		out.append('a telling text');
		out.insertAdjacentHTML('beforeend', '<i></i>');
		log.note();
		expect(out.outerHTML).toBe('<p id="out" class="clock">as it wasa telling text</p>');
		expect(log.summary).toMatchObject({
			count: 2,
			unclear: { count: 1, summary: ['attributes class of p#out'] },
		});
	});

	test('are left where nothing is to be undone', async () => {
		const log = new MutationLog(false, carries);
		log.begins(true);
		out.className = 'new';
		await log.ends();
		expect(out.className).toBe('new');
		expect(log.summary.count).toBe(1);
	});

	test('in shadow trees are seen and undone, also where one is in another', async () => {
		const outer = document.createElement('x-outer');
		const inner = document.createElement('x-inner');
		inner.attachShadow({ mode: 'open' }).innerHTML = '<p>as it was</p>';
		outer.attachShadow({ mode: 'open' }).append(inner);
		out.after(outer);
		const text = inner.shadowRoot?.querySelector('p') as HTMLElement;
		const log = new MutationLog(true, carries);
		log.begins(true);
		text.textContent = 'changed';
		outer.shadowRoot?.append('more');
		await log.ends();
		expect([text.textContent, outer.shadowRoot?.textContent]).toEqual(['as it was', '']);
		expect(log.summary.summary.toSorted()).toEqual(['childList of p', 'childList of x-outer']);
	});

	test('that leave no record are seen and undone: what fields hold, and sheets made by scripts', async () => {
		out.innerHTML = '<input id="word" value="a"><input type="checkbox"><textarea>a</textarea>';
		const [word, check, area] = out.children as unknown as HTMLInputElement[];
		const before = [...document.adoptedStyleSheets];
		const log = new MutationLog(true, carries);
		log.begins(true);
		Object.assign(word as object, { value: 'b' });
		Object.assign(check as object, { checked: true });
		Object.assign(area as object, { value: 'b' });
		document.adoptedStyleSheets = [...before, new CSSStyleSheet()];
		await log.ends();
		expect([word?.value, check?.checked, area?.value]).toEqual(['a', false, 'a']);
		expect(document.adoptedStyleSheets).toEqual(before);
		expect(log.summary.summary).toEqual(
			expect.arrayContaining(['value of input#word', 'checked of input', 'adoptedStyleSheets of #document']),
		);
	});

	test('of other documents that it can reach are seen and undone', async () => {
		const other = document.implementation.createHTMLDocument('');
		other.body.innerHTML = '<p>as it was</p>';
		const log = new MutationLog(true, carries, [other]);
		log.begins(true);
		other.body.innerHTML = 'changed';
		await log.ends();
		expect(other.body.innerHTML).toBe('<p>as it was</p>');
		expect(log.summary.summary).toEqual(['childList of body']);
	});
});
