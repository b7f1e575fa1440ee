import { test } from 'vitest';
import type { Realm } from '../../src/cli/browsers/remote.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';
import { toolbarButton } from '../helpers/toolbar-button.ts';

const says = (realm: Realm, words: string): Promise<boolean> =>
	realm.waitFor((expected) => document.body.textContent?.includes(expected), [words], 30_000);

interface Permitted {
	permissions: { remove(what: object): Promise<boolean> };
}

describeBrowsers('a page that cannot be watched', (stage) => {
	test('is said to be out of reach when it is one of the browser’s own', async () => {
		const url = await stage.browser.extensionUrl('devtools.html');
		const { tabId } = await toolbarButton(stage, url);
		const panel = await stage.openTab();
		await panel.goto(await stage.browser.extensionUrl(`panel.html?tab=${tabId}`));
		await says(panel, 'The browser keeps extensions out of this page.');
	});

	test('is watched again once the permission is given, by a click in the popup', async ({ skip }) => {
		// In Chromium the permission is part of the installation.
		if (stage.browser.name !== 'firefox') skip();
		const url = stage.sites.put('shop', '/asked.html', '<script>onmessage = () => {};</script>');
		const tab = await stage.openTab();
		await tab.goto(url);
		const button = await toolbarButton(stage, url);
		const panel = await stage.openTab();
		await panel.goto(await stage.browser.extensionUrl(`panel.html?tab=${button.tabId}`));
		await says(panel, '1 listener');
		const page = await stage.openTab();
		await page.goto(await stage.browser.extensionUrl('settings.html'));
		await page.evaluate(() =>
			(globalThis as unknown as { browser: Permitted }).browser.permissions.remove({
				origins: ['<all_urls>'],
			}),
		);
		// A panel that is open says so at once, and takes it back as soon as it is not so any more.
		await says(panel, 'may not run on web pages yet');
		await tab.reload();
		const popup = await button.openPopup();
		await says(popup, 'may not run on web pages yet');
		await popup.click('.out-of-reach .button');
		await says(popup, 'before Earshot was installed');
		await panel.waitFor(() => !document.body.textContent?.includes('may not run on web pages yet'), []);
		await says(panel, 'before Earshot was installed');
		await popup.click('.out-of-reach .button');
		await says(popup, 'all watched from the start');
	});
});
