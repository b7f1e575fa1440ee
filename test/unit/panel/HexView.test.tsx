// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { announcement } from '../../../panel/ui/announce.ts';
import { HexView } from '../../../panel/views/detail/HexView.tsx';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

beforeEach(() => {
	vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(232);
});
afterEach(() => {
	render(null, document.body);
	vi.restoreAllMocks();
});

it('the chosen byte stays in sight, the first one too', () => {
	act(() => render(<HexView bytes={new Uint8Array(16_000)} />, document.body));
	const scroller = document.querySelector('.hex') as HTMLElement;
	const press = (key: string): void => {
		act(() => void scroller.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
	};
	press('End');
	expect(scroller.scrollTop).toBeGreaterThan(16_000);
	press('Home');
	expect(scroller.scrollTop).toBe(0);
});

it('a chosen byte is read out in one short line', () => {
	act(() => render(<HexView bytes={Uint8Array.of(1, 0xab)} />, document.body));
	expect(document.querySelector('[aria-live]')).toBeNull();
	act(() => (document.querySelector('[data-at="1"]') as HTMLElement).click());
	expect(announcement.value).toBe('byteChosen 1 0x1 ab');
});
