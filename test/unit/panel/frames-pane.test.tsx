// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { partTerms } from '../../../panel/views/detail/filter-by.ts';
import { FramesPane } from '../../../panel/views/sockets/FramesPane.tsx';
import type { Value } from '../../../src/protocol/value.ts';
import { pathTest } from '../../../src/session/query-path.ts';
import { parseTerms } from '../../../src/session/query-syntax.ts';
import { socketSession } from './decoding/sessions.ts';
import { openedStore } from './opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

it('filters a socket’s frames by what is typed and by a cell, and says how many of them are shown', async () => {
	// Nothing is laid out here: this much of a list is seen.
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(200);
	const { session, socket, pass } = socketSession();
	pass(
		{ text: '{"type":"tea","n":1}' },
		{ direction: 'out', text: '{"type":"milk"}' },
		{ text: '{"type":"tea"}' },
	);
	const store = openedStore(session);
	act(() => render(<FramesPane store={store} socket={socket} />, document.body));
	const types = (): (string | null)[] =>
		[...document.querySelectorAll('#frames .row [data-column=type]')].map((cell) => cell.textContent);
	const says = (): string => document.querySelector('.protocol-bar')?.textContent ?? '';
	await vi.waitFor(() => expect(types()).toEqual(['tea', 'milk', 'tea']));
	expect(says()).not.toContain('framesOf');

	const field = document.querySelector<HTMLInputElement>('[aria-label=filterFrames]');
	const type = (text: string): void => {
		act(() => {
			if (field) field.value = text;
			field?.dispatchEvent(new Event('input', { bubbles: true }));
		});
	};
	type('path:$.n');
	await vi.waitFor(() => expect(types()).toEqual(['tea']));
	expect(says()).toContain('framesOf 1 3');
	type('nothing like it');
	await vi.waitFor(() =>
		expect(document.querySelector('.grid-empty')?.textContent).toContain('empty_filtered'),
	);
	type('type:');
	expect([...document.querySelectorAll('[role=option]')].map((offer) => offer.textContent)).toEqual([
		'type:tea',
		'type:milk',
	]);
	type('');
	await vi.waitFor(() => expect(types()).toHaveLength(3));
	const cell = document.querySelector('#frames .row [data-column=type]');
	act(() => void cell?.dispatchEvent(new MouseEvent('click', { bubbles: true, altKey: true })));
	await vi.waitFor(() => expect(types()).toEqual(['tea', 'tea']));
	expect([field?.value, store.filter.value]).toEqual(['type:=tea', '']);

	// A part of what a frame says, in its tree.
	type('');
	act(() => {
		store.selection.frame.value = socket.frames[0];
	});
	const part = [...document.querySelectorAll('[role=treeitem]')].find((item) => item.textContent === 'n: 1');
	act(() => void part?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })));
	const commands = [...document.querySelectorAll<HTMLElement>('[role=menuitem]')];
	expect(commands.map(({ textContent }) => textContent)).toContain('leaveOut-path:$.n=1');
	act(() => commands.find(({ textContent }) => textContent === 'filterBypath:$.n=1')?.click());
	await vi.waitFor(() => expect(types()).toEqual(['tea']));
	expect([field?.value, store.filter.value]).toEqual(['path:$.n=1', '']);
});

it.each([
	['$', { t: 'string', v: 'x' }, []],
	[
		'$.a',
		{ t: 'string', v: 'two words' },
		['path:"$.a=two words"', '-path:"$.a=two words"', 'path:$.a', '-path:$.a'],
	],
	[
		"$['it, too']",
		{ t: 'null' },
		[`path:"$['it, too']=null"`, `-path:"$['it, too']=null"`, `path:"$['it, too']"`, `-path:"$['it, too']"`],
	],
	['$.a[0]', { t: 'array', id: 1, e: [], n: 0 }, ['path:$.a[0]', '-path:$.a[0]']],
	['$.a', { t: 'string', v: 'x'.repeat(101) }, ['path:$.a', '-path:$.a']],
	['$.a', { t: 'buffer', id: 1, c: 'ArrayBuffer', b: 'AQID', n: 3 }, ['path:$.a', '-path:$.a']],
] as [string, Value, string[]][])('offers for the part %s terms that find it', (path, value, expected) => {
	const terms = partTerms(path, value);
	expect(terms).toEqual(expected);
	const whole: Value = {
		t: 'object',
		id: 9,
		e: [
			['a', value],
			['it, too', value],
		],
	};
	for (const term of terms.filter((one) => !one.startsWith('-') && path !== '$.a[0]')) {
		const [{ value: asked = '' } = {}] = parseTerms(term);
		expect(pathTest(asked, 0)(whole)).toBe(true);
	}
});
