import browser from 'webextension-polyfill';
import type { Broker } from './broker.ts';

const watching = new WeakSet<Broker>();

/**
 * Keeps the panels' lists of frames right while there are panels. Registered with the first panel, not at start: with
 * nobody watching, navigations must not wake the background.
 */
export function watchFrames(broker: Broker): void {
	if (watching.has(broker)) return;
	watching.add(broker);
	browser.webNavigation.onCommitted.addListener(({ tabId, frameId, url, timeStamp }) => {
		broker.committed(tabId, frameId, url, timeStamp);
	});
	const refresh = ({ tabId }: { tabId: number }): void => void broker.refreshFrames(tabId);
	browser.webNavigation.onDOMContentLoaded.addListener(refresh);
	browser.webNavigation.onErrorOccurred.addListener(refresh);
}
