import { effect } from '@preact/signals';
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { PROTOCOL_VERSION } from '../src/protocol/envelope.ts';
import type { Session } from '../src/session/session.ts';
import { analyserWorker } from './analyser-line.ts';
import { followOnButton } from './button.ts';
import { connect, inspectedTab, reloader } from './connection.ts';
import { decodeWorker } from './decode-line.ts';
import { followPreferences } from './follow-preferences.ts';
import { frameClock } from './frame-clock.ts';
import { handshakeSource } from './handshake-line.ts';
import { hijackProber } from './hijack-line.ts';
import { layoutWorker } from './layout-line.ts';
import { listenerListing } from './listed-listeners.ts';
import { resourceOpener } from './open-resource.ts';
import { mapHeader } from './script-texts.ts';
import { sourceWorker } from './source-line.ts';
import { localStorage } from './storage.ts';
import { createOpenedStore } from './store/opened-store.ts';
import { createPanelStore, type PanelStore } from './store/panel-store.ts';
import { turnTaker } from './turns.ts';
import { fetchViews } from './ui/later-view.ts';
import { Workbench } from './views/export/Workbench.tsx';

/** Entry of the panel: joins the background, the analyser and the screen. */
const tabId = inspectedTab();
const around = {
	storage: localStorage,
	now: () => Date.now(),
	later: turnTaker(),
	nextFrame: frameClock(),
	expectedVersion: PROTOCOL_VERSION,
	openSource: resourceOpener(),
	sourceTools: sourceWorker(),
	mapHeader,
	layOut: layoutWorker(),
};
// Both wait for other processes: asked first, answered while the rest is made.
const preferring = followPreferences();
const connection = connect(tabId);
const analyser = analyserWorker();
const store = createPanelStore({
	...around,
	connection,
	analyser,
	decode: decodeWorker(),
	shapesOf: analyser.shapesOf,
	listing: listenerListing(),
	handshakes: handshakeSource(tabId),
	prober: hijackProber(tabId),
});
followOnButton(store, connection);
const preferences = await preferring;
effect(() => {
	store.session.limits = preferences.now.value.limits;
});
const storeOf = (session: Session): PanelStore =>
	createOpenedStore(session, { ...around, analyser: analyserWorker(), decode: decodeWorker() });

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
render(
	<Workbench
		store={store}
		version={browser.runtime.getManifest().version}
		storeOf={storeOf}
		preferences={preferences}
		onAsk={ask}
		onReload={reloader(tabId)}
	/>,
	document.body,
);

effect(() => {
	if (!store.ready.value) return;
	document.documentElement.setAttribute('data-ready', 'true');
	requestAnimationFrame(() => performance.mark('ready'));
	setTimeout(() => void fetchViews().catch(() => {}));
});
