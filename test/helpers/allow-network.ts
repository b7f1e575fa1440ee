import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import type { Stage } from './describe-browsers.ts';

/** Gives the permissions as a person does: by a click, in Firefox on a page of their own. */
export async function allowNetwork(
	stage: Stage,
	tab: Tab,
	panel: PanelHandle,
	button: string,
): Promise<void> {
	if (stage.browser.name === 'firefox') {
		await panel.find({ role: 'button', name: button });
		const asking = await askingPage(stage);
		await asking.click('.asking button');
		await asking.waitFor(() => document.querySelector('[role=status]')?.textContent?.includes('Allowed'), []);
		await asking.close();
		// Clicks go to the tab that is in front.
		await tab.openPanel();
	} else await panel.click({ role: 'button', name: button });
}

/** Takes them back, as a person does in the browser's list of extensions. */
export async function disallowNetwork(stage: Stage, tab: Tab): Promise<void> {
	const asking = await askingPage(stage);
	await asking.evaluate(async () => {
		const { browser, chrome } = globalThis as Partial<Record<'browser' | 'chrome', Api>>;
		await (browser ?? chrome)?.permissions.remove({ permissions: ['webRequest', 'cookies'] });
	});
	await asking.close();
	await tab.openPanel();
}

interface Api {
	permissions: { remove(given: { permissions: string[] }): Promise<boolean> };
}

/** The page that asks, in a tab of its own. */
async function askingPage(stage: Stage): Promise<Tab> {
	const page = await stage.browser.newTab();
	await page.goto(await stage.browser.extensionUrl('permission.html'));
	return page;
}
