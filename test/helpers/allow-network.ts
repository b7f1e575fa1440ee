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
		const url = await panel.evaluate(() =>
			(
				globalThis as unknown as { browser: { runtime: { getURL(path: string): string } } }
			).browser.runtime.getURL('permission.html'),
		);
		const asking = await stage.browser.newTab();
		await asking.goto(url);
		await asking.click('.asking button');
		await asking.waitFor(() => document.querySelector('[role=status]')?.textContent?.includes('Allowed'), []);
		await asking.close();
		// Clicks go to the tab that is in front.
		await tab.openPanel();
	} else await panel.click({ role: 'button', name: button });
}
