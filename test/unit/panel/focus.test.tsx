// @vitest-environment happy-dom

import { signal } from '@preact/signals';
import { render } from 'preact';
import { useState } from 'preact/hooks';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PanelStore } from '../../../panel/store/panel-store.ts';
import { createPreferences } from '../../../panel/store/preferences.ts';
import type { SavedFilter } from '../../../panel/store/settings.ts';
import { SavedFilters } from '../../../panel/views/filter/SavedFilters.tsx';
import { fetchRest } from '../../../panel/views/later.ts';
import { SettingsPane } from '../../../panel/views/settings/SettingsPane.tsx';
import { ColumnMenu } from '../../../panel/views/timeline/ColumnMenu.tsx';
import { TimelineView } from '../../../panel/views/timeline/TimelineView.tsx';
import { Session } from '../../../src/session/session.ts';
import { memory, socketSession } from './decoding/sessions.ts';
import { openedStore } from './opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

const find = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;

describe('the focus', () => {
	const preferences = createPreferences(memory());
	function Panel() {
		const [isSetting, setSetting] = useState(false);
		const close = (): void => setSetting(false);
		return (
			<>
				<button type="button" id="settings" onClick={() => setSetting(!isSetting)} />
				<button type="button" id="tab" onClick={close} />
				{isSetting && <SettingsPane preferences={preferences} onClose={close} />}
			</>
		);
	}
	const open = async (): Promise<void> => {
		act(() => render(<Panel />, document.body));
		find('#settings').focus();
		await act(async () => find('#settings').click());
		expect(document.activeElement?.tagName).toBe('SELECT');
	};

	it('goes back to where it was when the settings are closed by a key', async () => {
		await open();
		await act(
			async () =>
				void document.activeElement?.dispatchEvent(
					new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
				),
		);
		expect(document.activeElement?.id).toBe('settings');
	});

	it('stays at the tab that closes the settings', async () => {
		await open();
		find('#tab').focus();
		await act(async () => find('#tab').click());
		expect([document.querySelector('.settings-pane'), document.activeElement?.id]).toEqual([null, 'tab']);
	});

	it('is not lost when a filter was saved', async () => {
		const store = { filter: signal('kind:frame'), savedFilters: signal<SavedFilter[]>([]) };
		act(() => render(<SavedFilters store={store as unknown as PanelStore} />, document.body));
		await act(async () => find('button').click());
		expect(document.activeElement?.tagName).toBe('INPUT');
		const submit = new Event('submit', { bubbles: true, cancelable: true });
		await act(async () => void find('form').dispatchEvent(submit));
		expect(store.savedFilters.value).toEqual([{ name: 'kind:frame', filter: 'kind:frame' }]);
		expect(document.activeElement).toBe(find('button'));
	});

	it('goes to the list when the details that it is in go, as with the page that is left', async () => {
		const { session, pass } = socketSession();
		const [row] = pass({ text: 'tea' });
		const store = openedStore(session);
		await vi.waitFor(() => expect(store.timeline.length).toBeGreaterThan(0));
		await fetchRest();
		act(() => render(<TimelineView store={store} />, document.body));
		await act(async () => {
			store.selection.row.value = row;
		});
		find('.detail [role=tab]').focus();
		await act(async () => store.clear());
		await vi.waitFor(() => expect(document.querySelector('.detail')).toBe(null));
		expect(document.activeElement?.id).toBe('timeline');
	});

	it('is not asked for by a menu of a tab that was left', async () => {
		const store = openedStore(new Session());
		act(() => render(<ColumnMenu store={store} />, document.body));
		await act(async () => find('[aria-haspopup]').click());
		expect(document.querySelector('.menu')).not.toBe(null);
		await act(async () => {
			store.selection.tab.value = 'sockets';
		});
		const pressed = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
		await act(async () => void document.body.dispatchEvent(pressed));
		expect(pressed.defaultPrevented).toBe(false);
		await act(async () => {
			store.selection.tab.value = 'timeline';
		});
		expect(document.querySelector('.menu')).toBe(null);
	});
});
