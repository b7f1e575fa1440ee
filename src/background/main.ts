import browser, { type Runtime } from 'webextension-polyfill';
import { PANEL_PORT, RELAY_PORT, type RelayNotice, type RelayNoticeReply } from '../protocol/envelope.ts';
import { HANDSHAKE_PORT } from '../protocol/handshake.ts';
import { HIJACK_PORT } from '../protocol/hijack.ts';
import { typedPort } from '../webext/typed-port.ts';
import { showBadge } from './badge.ts';
import { Broker } from './broker.ts';
import type { Sender } from './document-info.ts';
import { fetchText } from './fetch-text.ts';
import { watchFrames } from './frame-tracker.ts';
import { serveHandshakes } from './handshake.ts';
import { removeForgottenRules, serveHijackTest } from './hijack.ts';
import { RecordingRules } from './recording.ts';
import { summon } from './summon.ts';
import { answerTools } from './tools.ts';

/** Entry of the background (service worker or event page): all listeners are registered at once, so that it wakes for them. */
const rules = new RecordingRules();
rules.begin();
const broker: Broker = new Broker({
	summon,
	async frames(tabId) {
		const frames = (await browser.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
		return frames.filter(isShown).map(({ frameId, parentFrameId, url, errorOccurred = false }) => ({
			frameId,
			parentFrameId,
			url,
			errorOccurred,
		}));
	},
	permitted: () => browser.permissions.contains({ origins: ['<all_urls>'] }),
	watching: (is) => rules.watching(is),
	fetchText,
	showOnButton: (tabId, state) => void showBadge(browser.action, tabId, state),
});

const accessChanged = (): void => void broker.accessChanged();
browser.permissions.onAdded.addListener(accessChanged);
browser.permissions.onRemoved.addListener(accessChanged);

void removeForgottenRules();
browser.runtime.onConnect.addListener((port) => {
	if (port.name === PANEL_PORT && isOwnPage(port.sender)) {
		broker.addPanel(typedPort(port));
		watchFrames(broker);
	} else if (port.name === HANDSHAKE_PORT && isOwnPage(port.sender)) {
		serveHandshakes(typedPort(port));
	} else if (port.name === HIJACK_PORT && isOwnPage(port.sender)) {
		serveHijackTest(typedPort(port));
	} else if (port.name === RELAY_PORT && port.sender?.tab?.id !== undefined) {
		broker.addRelay(typedPort(port), senderOf(port.sender, port.sender.tab.id));
	} else port.disconnect();
});

browser.runtime.onMessage.addListener((message: unknown, sender: Runtime.MessageSender) => {
	const tabId = sender.tab?.id;
	if (sender.id !== browser.runtime.id) return undefined;
	if (tabId !== undefined && broker.isWatched(tabId)) {
		const answer = answerTools(message, tabId, sender.frameId ?? 0);
		if (answer) return answer;
	}
	if ((message as RelayNotice | undefined)?.kind !== 'document-started') return undefined;
	const watched = tabId !== undefined && broker.isWatched(tabId) && !broker.isProbing(tabId);
	const reply: RelayNoticeReply = { watched };
	return Promise.resolve(reply);
});

/** Of a page that is rendered ahead the frames are listed with those of the tab. */
const isShown = (frame: object): boolean =>
	(frame as { documentLifecycle?: string }).documentLifecycle !== 'prerender';

/** Panels are this extension's own pages; a content script has a tab and a web page's URL. */
const isOwnPage = (sender: Runtime.MessageSender | undefined): boolean =>
	sender?.id === browser.runtime.id &&
	sender.url !== undefined &&
	sender.url.startsWith(browser.runtime.getURL(''));

function senderOf(sender: Runtime.MessageSender, tabId: number): Sender {
	const { origin, documentId } = sender as { origin?: string; documentId?: string };
	return {
		tabId,
		frameId: sender.frameId ?? 0,
		...(sender.url === undefined ? {} : { url: sender.url }),
		...(origin === undefined ? {} : { origin }),
		...(documentId === undefined ? {} : { documentId }),
	};
}
