import browser from 'webextension-polyfill';
import type { Storage } from './store/settings.ts';

/** Settings in the extension's local storage, which survives the browser and never leaves it. */
export const localStorage: Storage = {
	async get(key) {
		return (await browser.storage.local.get(key))[key];
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
