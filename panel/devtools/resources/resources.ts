import browser from 'webextension-polyfill';
import type { HeaderField } from '../../../src/protocol/handshake.ts';
import { chromiumResources } from './chromium.ts';
import { firefoxResources, type Network } from './firefox.ts';

/** What the browser's developer tools hold of the scripts and pages that the tab has loaded; nothing is requested. */
export interface Resources {
	/** Text of what was loaded from an address; undefined where the tools do not have it. */
	text(url: string): Promise<string | undefined>;
	/** Headers of the answer that was loaded from it; undefined where the tools were not open then. */
	headers(url: string): Promise<readonly HeaderField[] | undefined>;
	/** Calls back with the address of each that has come, where the tools may tell of it later than of what it did. */
	onLoaded(receive: (url: string) => void): void;
}

/** Undefined in a tab of its own, which has no developer tools. */
export function devtoolsResources(): Resources | undefined {
	const ofChromium = chromiumResources();
	if (ofChromium) return ofChromium;
	const { devtools } = browser as Partial<typeof browser>;
	// The polyfill's types have nothing of it.
	const network = devtools?.network as unknown as Network | undefined;
	return network && firefoxResources(network);
}
