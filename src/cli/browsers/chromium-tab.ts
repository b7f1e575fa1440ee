import type { Frame, Page } from 'puppeteer-core';
import type { Tab } from './browser.ts';
import { type DevtoolsLook, openChromiumPanel } from './chromium-panel.ts';
import { poll } from './poll.ts';
import { realmOf } from './realm.ts';
import type { Realm } from './remote.ts';

/** A tab of Chromium. `look` is asked when a panel opens. */
export function chromiumTab(page: Page, look: () => DevtoolsLook): Tab {
	let frontend: Page | undefined;
	const inFrame = (frame: Frame): Realm => realmOf((expression) => frame.evaluate(expression));
	const closePanel = async (): Promise<void> => {
		await frontend?.close();
		frontend = undefined;
	};
	return {
		// Asked of the page each time: its main frame is another one after some navigations.
		...realmOf((expression) => page.evaluate(expression)),
		async goto(url) {
			await page.goto(url, { waitUntil: 'load' });
		},
		async reload() {
			await page.reload({ waitUntil: 'load' });
		},
		async back() {
			await page.goBack({ waitUntil: 'load' });
		},
		async forward() {
			await page.goForward({ waitUntil: 'load' });
		},
		async frame(part) {
			return inFrame(
				await poll(`a frame of ${part}`, async () => page.frames().find((f) => f.url().includes(part))),
			);
		},
		async click(selector) {
			const element = await page.waitForSelector(selector, { visible: true });
			await element?.click();
		},
		async openPanel() {
			const opened = await openChromiumPanel(page, look());
			frontend = opened.frontend;
			return opened.panel;
		},
		closePanel,
		async close() {
			await closePanel();
			await page.close();
		},
	};
}
