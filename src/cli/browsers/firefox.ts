import type { Browser, LaunchOptions } from './browser.ts';
import { startFirefox } from './firefox-process.ts';
import { EXTENSION_URL, SET_THEME, STOP_BACKGROUND } from './firefox-scripts.ts';
import { firefoxTab } from './firefox-tab.ts';

/** Starts Firefox with a profile of its own and the extension loaded as a temporary add-on. */
export async function launchFirefox(options: LaunchOptions): Promise<Browser> {
	const firefox = await startFirefox(options);
	const { marionette, bidi } = firefox;
	try {
		const installed = await marionette.send('Addon:Install', { path: options.extension, temporary: true });
		const addon = (installed as { value: string }).value;
		for (const path of options.others ?? [])
			await marionette.send('Addon:Install', { path, temporary: true });
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
			extensionUrl: async (file) => String(await marionette.chrome(EXTENSION_URL, addon, file)),
			async stopBackground() {
				await marionette.chrome(STOP_BACKGROUND, addon);
			},
			async setTheme(theme) {
				await marionette.chrome(SET_THEME, theme);
			},
			closed: firefox.closed,
			close: firefox.close,
		};
	} catch (error) {
		await firefox.close();
		throw error;
	}
}
