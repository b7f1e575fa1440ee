import type { Browser, Extensions, LaunchOptions } from './browser.ts';
import { startFirefox, WINDOW } from './firefox-process.ts';
import { EXTENSION_URL, FORGET, SET_THEME, STOP_BACKGROUND } from './firefox-scripts.ts';
import { firefoxTab } from './firefox-tab.ts';
import type { Marionette } from './marionette.ts';

/** Loads the extensions as temporary add-ons; resolves to their ids, Earshot's first. */
async function load(marionette: Marionette, { extension, others = [] }: Extensions): Promise<string[]> {
	const ids: string[] = [];
	for (const path of [extension, ...others]) {
		const installed = await marionette.send('Addon:Install', { path, temporary: true });
		ids.push((installed as { value: string }).value);
	}
	return ids;
}

/** Starts Firefox with a profile of its own and the extension loaded as a temporary add-on. */
export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
	const firefox = await startFirefox(options);
	const { marionette, bidi } = firefox;
	try {
		let loaded = await load(marionette, options);
		const { contexts } = (await bidi.send('browsingContext.getTree')) as { contexts: { context: string }[] };
		const first = contexts[0];
		if (!first) throw new Error('Firefox has no tab');
		return {
			name: 'firefox',
			version: firefox.version,
			pid: firefox.pid,
			tab: firefoxTab(marionette, bidi, first.context),
			async newTab() {
				const made = (await bidi.send('browsingContext.create', { type: 'tab' })) as { context: string };
				return firefoxTab(marionette, bidi, made.context);
			},
			extensionUrl: async (file) => String(await marionette.chrome(EXTENSION_URL, loaded[0], file)),
			async stopBackground() {
				await marionette.chrome(STOP_BACKGROUND, loaded[0]);
			},
			async setTheme(theme) {
				await marionette.chrome(SET_THEME, theme);
			},
			async renew(extensions) {
				for (const id of loaded) await marionette.send('Addon:Uninstall', { id });
				await marionette.chrome(FORGET, first.context);
				await marionette.send('WebDriver:SetWindowRect', WINDOW);
				loaded = await load(marionette, extensions);
			},
			closed: firefox.closed,
			close: firefox.close,
		};
	} catch (error) {
		await firefox.close();
		throw error;
	}
}
