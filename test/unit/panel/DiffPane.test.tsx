// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { DiffPane } from '../../../panel/views/detail/DiffPane.tsx';
import { text } from '../session/events.ts';
import { socketSession } from './decoding/sessions.ts';
import { openedStore } from './opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

it('a frame is compared with the one before of its kind, and with those before that', () => {
	const { session, pass } = socketSession('wss://shop.test/prices');
	const said = (n: number): string => JSON.stringify({ type: 'price', n });
	const rows = pass({ text: said(1) }, { text: '{"type":"other"}' }, { text: said(2) }, { text: said(3) });
	const store = openedStore(session);
	const body = { data: text(said(3)), state: 'complete' } as const;
	act(() => render(<DiffPane store={store} row={rows[2] ?? -1} body={body} />, document.body));
	const before = (): string => document.querySelector('.diff-old')?.textContent ?? '';
	const step = (name: string): HTMLButtonElement =>
		[...document.querySelectorAll('button')].find(
			({ textContent }) => textContent === name,
		) as HTMLButtonElement;
	expect(before()).toBe('− 2');
	expect(step('diffLater').disabled).toBe(true);
	act(() => step('diffEarlier').click());
	expect(before()).toBe('− 1');
	expect(step('diffEarlier').disabled).toBe(true);
	act(() => step('diffLater').click());
	expect(before()).toBe('− 2');
});
