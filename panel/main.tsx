import { effect } from '@preact/signals';
import { render } from 'preact';
import browser from 'webextension-polyfill';
import { PROTOCOL_VERSION } from '../src/protocol/envelope.ts';
import type { Session } from '../src/session/session.ts';
import { followOnButton } from './button.ts';
import { listenerListing } from './devtools/listed-listeners.ts';
import { resourceOpener } from './devtools/open-resource.ts';
import { devtoolsResources } from './devtools/resources/resources.ts';
import { connection, tabId } from './early.ts';
import { followPreferences } from './follow-preferences.ts';
import { frameClock } from './frame-clock.ts';
import { keepEscape } from './keep-escape.ts';
import { analyserWorker } from './lines/analyser.ts';
import { reloader } from './lines/connection.ts';
import { decodeWorker } from './lines/decoding.ts';
import { handshakeSource } from './lines/handshakes.ts';
import { hijackProber } from './lines/hijack.ts';
import { layoutWorker } from './lines/layout.ts';
import { sourceWorker } from './lines/source.ts';
import { localStorage, readAfresh } from './storage.ts';
import { createOpenedStore } from './store/opened-store.ts';
import { createPanelStore, type PanelStore } from './store/panel-store.ts';
import { turnTaker } from './turns.ts';
import { Workbench } from './views/export/Workbench.tsx';
import { fetchRest } from './views/later.ts';

/** ms that the first drawing waits for what is known: to draw without it and then again takes half as long again. */
const FIRST_FACTS_MS = 50;
/** ms after which what waits for the first drawing waits no more. */
const HIDDEN_MS = 500;

/** Entry of the panel: joins the background, the analyser and the screen. */
const around = {
	storage: localStorage,
	now: () => Date.now(),
	later: turnTaker(),
	nextFrame: frameClock(),
	expectedVersion: PROTOCOL_VERSION,
	openSource: resourceOpener(),
	sourceTools: sourceWorker(),
	resources: devtoolsResources(),
	layOut: layoutWorker(),
};
keepEscape(window);
const preferring = followPreferences();
const drawn = Promise.withResolvers<void>();
const analyser = analyserWorker(drawn.promise);
const store = createPanelStore({
	...around,
	connection,
	analyser,
	decode: decodeWorker().ask,
	shapesOf: analyser.shapesOf,
	listing: listenerListing(),
	handshakes: handshakeSource(tabId),
	prober: hijackProber(tabId),
});
followOnButton(store, connection);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const ready = new Promise<void>((resolve) => {
	effect(() => {
		if (store.ready.value) resolve();
	});
});
const [preferences] = await Promise.all([preferring, Promise.race([ready, pause(FIRST_FACTS_MS)])]);
readAfresh();
effect(() => {
	store.session.limits = preferences.now.value.limits;
});
/** Ends the workers of the file that was opened last. */
let closeFile = (): void => {};
const storeOf = (session: Session): PanelStore => {
	closeFile();
	const [ownAnalyser, decoders] = [analyserWorker(), decodeWorker()];
	closeFile = () => {
		ownAnalyser.close();
		decoders.close();
	};
	return createOpenedStore(session, { ...around, analyser: ownAnalyser, decode: decoders.ask });
};

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

// Not waited for here: the code of other views comes after this module is done.
void ready.then(async () => {
	document.documentElement.setAttribute('data-ready', 'true');
	// What comes after a frame comes after its drawing; a hidden panel draws none.
	await Promise.race([new Promise(requestAnimationFrame).then(() => pause(0)), pause(HIDDEN_MS)]);
	performance.mark('ready');
	drawn.resolve();
	await fetchRest().catch(() => {});
});
