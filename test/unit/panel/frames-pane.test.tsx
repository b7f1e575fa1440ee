// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { FramesPane } from '../../../panel/views/sockets/FramesPane.tsx';
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
});
