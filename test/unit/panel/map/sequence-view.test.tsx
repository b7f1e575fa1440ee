// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { MapView } from '../../../../panel/views/map/MapView.tsx';
import { documentInfo } from '../../session/events.ts';
import { socketSession } from '../decoding/sessions.ts';
import { openedStore } from '../opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

it('has its lifelines in the order of the fields that choose them', async () => {
	const { session, pass } = socketSession();
	session.introduce(documentInfo({ url: `https://shop.test/${'long'.repeat(200)}` }), 900);
	pass({ text: 'a' }, { text: 'b' }, { direction: 'out', text: 'c' });
	let now = 0;
	// Pictures are some time apart.
	const store = openedStore(session, () => {
		now += 100;
		return now;
	});
	store.map.mode.value = 'sequence';
	act(() => render(<MapView store={store} />, document.body));
	const lanes = (): (string | null)[] =>
		[...document.querySelectorAll('.sequence-party')].map((lane) => lane.textContent);
	const fields = (): HTMLSelectElement[] => [...document.querySelectorAll('select')];
	const nameOf = ({ options, value }: HTMLSelectElement): string | undefined =>
		[...options].find((option) => option.value === value)?.textContent?.split(' · ')[0];
	const chosen = (): (string | undefined)[] => fields().map(nameOf);
	await vi.waitFor(() => expect(lanes()).toHaveLength(2));
	// Who speaks most may be the server: the page stands first, as on the map.
	expect(lanes()[1]).toBe('shop.test');
	// A field is as wide as the longest of its choices.
	expect(
		Math.max(...fields().flatMap(({ options }) => [...options].map(({ text }) => text.length))),
	).toBeLessThan(120);
	const [one, other] = fields().map(({ value }) => value);
	act(() => {
		store.map.parties.value = [other as string, one as string];
	});
	await vi.waitFor(() => expect(lanes()[0]).toBe('shop.test'));
	expect(chosen()).toEqual(
		lanes().map((name) => (name && name.length > 100 ? `${name.slice(0, 100)}…` : name)),
	);
});
