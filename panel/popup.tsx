import { render } from 'preact';
import browser from 'webextension-polyfill';
import { PROTOCOL_VERSION } from '../src/protocol/envelope.ts';
import { followOnButton } from './button.ts';
import { followPreferences } from './follow-preferences.ts';
import { frameClock } from './frame-clock.ts';
import { analyserWorker } from './lines/analyser.ts';
import { connect } from './lines/connection.ts';
import { Popup } from './popup/Popup.tsx';
import { localStorage } from './storage.ts';
import { createPanelStore } from './store/panel-store.ts';

/** Entry of the toolbar button's popup: asks the page once what lives in it, records nothing. */
/** The tab that the popup belongs to, or the one named in the address of an ordinary tab. */
async function ownTab(): Promise<number> {
	const named = new URLSearchParams(location.search).get('tab');
	if (named !== null && /^\d+$/.test(named)) return Number(named);
	const [active] = await browser.tabs.query({ active: true, currentWindow: true });
	return active?.id ?? browser.tabs.TAB_ID_NONE;
}

const [tabId] = await Promise.all([ownTab(), followPreferences()]);
const connection = connect(tabId, true);
const store = createPanelStore({
	connection,
	analyser: analyserWorker(),
	storage: localStorage,
	now: () => Date.now(),
	later: (run) => void setTimeout(run, 0),
	nextFrame: frameClock(),
	expectedVersion: PROTOCOL_VERSION,
});
const isMac = /mac/i.test(navigator.platform);
render(
	<Popup
		store={store}
		actions={{
			ask() {
				void browser.permissions.request({ origins: ['<all_urls>'] }).then((granted) => {
					store.permitted.value = granted;
				});
			},
			openSettings: () => void browser.runtime.openOptionsPage(),
			reloadPage: () => void browser.tabs.reload(tabId),
			devtoolsKey: isMac ? '⌥⌘I' : 'F12',
		}}
	/>,
	document.body,
);
followOnButton(store, connection);
