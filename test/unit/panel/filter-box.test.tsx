// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { FilterBox } from '../../../panel/views/filter/FilterBox.tsx';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo, message, object, text } from '../session/events.ts';
import { openedStore } from './opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string) => key } },
}));

afterEach(() => render(null, document.body));

it('offers what was seen; Tab takes the first, Enter closes what is offered', () => {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const typed = (seq: number, type: string) => message(seq, { data: object({ type: text(type) }) });
	const events = [added(1, 1, { name: 'onPay' }), typed(2, 'alpha'), typed(3, 'beta'), typed(4, 'beta')];
	session.addBatch('top', 1, JSON.stringify(events), 1_000);
	const store = openedStore(session);
	act(() => render(<FilterBox store={store} />, document.body));
	const box = document.querySelector('input') as HTMLInputElement;
	const type = (filter: string): void => {
		act(() => {
			box.value = filter;
			box.dispatchEvent(new Event('input', { bubbles: true }));
		});
	};
	const press = (key: string): void => {
		act(() => {
			box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
		});
	};
	const offers = (): (string | null)[] =>
		[...document.querySelectorAll('[role=option]')].map((offer) => offer.textContent);

	type('type:');
	expect(offers()).toEqual(['type:beta', 'type:alpha']);
	press('Tab');
	expect([store.filter.value, offers()]).toEqual(['type:beta', []]);
	type('kind:message origin:pay');
	expect(offers()).toEqual(['kind:message origin:https://pay.test']);
	press('Enter');
	expect([store.filter.value, offers()]).toEqual(['kind:message origin:pay', []]);
	for (const [filter, offered] of [
		['-listener:', ['-listener:onPay']],
		['to:', ['to:https://shop.test/cart']],
		['path:', []],
	] as const) {
		type(filter);
		expect(offers()).toEqual(offered);
	}
});
