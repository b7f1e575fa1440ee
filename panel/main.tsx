import { effect } from '@preact/signals';
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { PROTOCOL_VERSION } from '../src/protocol/envelope.ts';
import { analyserWorker } from './analyser-line.ts';
import { connect, inspectedTab } from './connection.ts';
import { resourceOpener } from './open-resource.ts';
import { localStorage } from './storage.ts';
import { createPanelStore } from './store/panel-store.ts';
import { followTheme } from './theme.ts';
import { App } from './views/App.tsx';

/** Entry of the panel: joins the background, the analyser and the screen. */
followTheme();
document.documentElement.lang = browser.i18n.getUILanguage();

const tabId = inspectedTab();
const store = createPanelStore({
	connection: connect(tabId),
	analyser: analyserWorker(),
	storage: localStorage,
	now: () => Date.now(),
	later: (run) => setTimeout(run, 0),
	// Frames are not drawn in a hidden panel, but it must keep up.
	nextFrame: (run) => {
		if (document.visibilityState === 'visible') requestAnimationFrame(run);
		else setTimeout(run, 100);
	},
	expectedVersion: PROTOCOL_VERSION,
	openSource: resourceOpener(),
});

// Firefox's devtools panels have no permissions API: the same page in a tab of its own has.
const { permissions } = browser as Partial<typeof browser>;
const ask = (): void => {
	if (!permissions) {
		open(browser.runtime.getURL(`panel.html?tab=${tabId}`));
		return;
	}
	void permissions.request({ origins: ['<all_urls>'] }).then((granted) => {
		store.permitted.value = granted;
	});
};
render(<App store={store} onAsk={ask} />, document.body);

effect(() => {
	if (store.ready.value) document.documentElement.setAttribute('data-ready', 'true');
});
