// @vitest-environment happy-dom

import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { listenerId } from '../../../panel/store/findings.ts';
import type { PanelStore } from '../../../panel/store/panel-store.ts';
import { ListenersView } from '../../../panel/views/listeners/ListenersView.tsx';
import { TimelineView } from '../../../panel/views/timeline/TimelineView.tsx';
import { Session } from '../../../src/session/session.ts';
import { added, documentInfo } from '../session/events.ts';
import { openedStore } from './opened.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string) => key } },
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
	render(null, document.body);
	vi.useRealTimers();
});

/** A page with one listener, of another extension or its own. */
async function setUp(isTheirs: boolean, isSaved = false): Promise<PanelStore> {
	const session = new Session();
	session.introduce(documentInfo(), 900);
	const stack = isTheirs ? [{ url: 'chrome-extension://abc/main.js', line: 1, column: 1 }] : [];
	session.addBatch('top', 1, JSON.stringify([added(1, 1, { stack })]), 1_000);
	// As of a page: a saved session's lists say that nothing comes any more.
	const store = { ...openedStore(session), isSaved, recording: signal(true) };
	await vi.runAllTimersAsync();
	return store;
}
const said = (view: typeof ListenersView, store: PanelStore): string => {
	const View = view;
	act(() => render(<View store={store} />, document.body));
	const text = document.querySelector('.grid-empty')?.textContent ?? '';
	render(null, document.body);
	return text;
};

it('does not speak of a filter where there is none and all is other extensions’', async () => {
	const store = await setUp(true);
	expect(said(ListenersView, store)).toContain('empty_listeners');
	expect(said(TimelineView, store)).toContain('empty_timeline');
	store.filter.value = 'nothing-like-this';
	await vi.runAllTimersAsync();
	expect(said(ListenersView, store)).toContain('empty_filtered');
	expect(said(TimelineView, store)).toContain('empty_filtered');
});

it('says that a person hid all that there is', async () => {
	const store = await setUp(false);
	const [listener] = store.session.listeners;
	if (listener) store.listenerList.hidden.value = [listenerId(store.session, listener)];
	expect(said(ListenersView, store)).toContain('empty_hidden');
});

it('asks nobody to go on recording into a file', async () => {
	const store = await setUp(true, true);
	store.recording.value = false;
	for (const view of [ListenersView, TimelineView]) expect(said(view, store)).toContain('empty_savedHint');
});
