import browser from 'webextension-polyfill';
import type { Storage } from './store/settings.ts';

/** Everything that is stored, as it was when it was asked for ahead. */
let ahead: Promise<Record<string, unknown>> | undefined;

/** Asks for everything at once, for those who want it until `readAfresh`: each request is a way to another process and back. */
export function readAhead(): void {
	ahead = browser.storage.local.get();
}

export function readAfresh(): void {
	ahead = undefined;
}

/** Settings in the extension's local storage, which survives the browser and never leaves it. */
export const localStorage: Storage = {
	async get(key) {
		return (await (ahead ?? browser.storage.local.get(key)))[key];
	},
	async set(key, value) {
		await browser.storage.local.set({ [key]: value });
	},
	watch(key, changed) {
		browser.storage.onChanged.addListener((changes, area) => {
			const change = changes[key];
			if (area === 'local' && change) changed(change.newValue);
		});
	},
};
