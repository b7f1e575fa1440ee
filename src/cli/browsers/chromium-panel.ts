import type { Frame, KeyInput, Page } from 'puppeteer-core';
import type { Theme } from './browser.ts';
import { PANEL_TITLE, type PanelHandle, panelHandle } from './panel-handle.ts';
import { poll } from './poll.ts';
import { realmOf } from './realm.ts';

export interface DevtoolsLook {
	theme: Theme;
	dock: 'bottom' | 'undocked';
}

/**
 * For the devtools page: selects the extension's panel, whose view id ends with its title; gives whether it was
 * there. Text, since builds of this file would rewrite the imports of a function.
 */
const selectPanel = (title: string, { dock, theme }: DevtoolsLook): string => `(async () => {
	const { DockController, InspectorView, ViewManager } = await import("./ui/legacy/legacy.js");
	const { Settings } = await import("./core/common/common.js");
	Settings.Settings.instance().moduleSetting("ui-theme").set("${theme === 'dark' ? 'dark' : 'default'}");
	DockController.DockController.instance().setDockSide("${dock}");
	const ids = InspectorView.InspectorView.instance().tabbedPane.tabIds();
	const id = ids.find((known) => known.startsWith("chrome-extension://") && known.endsWith("${title}"));
	if (id) await ViewManager.ViewManager.instance().showView(id);
	return Boolean(id);
})()`;

function handle(frontend: Page, frame: () => Promise<Frame>): PanelHandle {
	/** Where the panel's frame lies in the devtools page. */
	const corner = async (): Promise<{ x: number; y: number }> => {
		const element = await (await frame()).frameElement();
		const box = await element?.boundingBox();
		if (!box) throw new Error('The panel is not shown');
		return box;
	};
	return panelHandle({
		...realmOf(async (expression) => (await frame()).evaluate(expression)),
		async mouse(x, y, action) {
			const at = await corner();
			await frontend.mouse.move(at.x + x, at.y + y);
			if (action === 'move') return;
			await frontend.mouse.click(at.x + x, at.y + y, { count: action === 'double-click' ? 2 : 1 });
		},
		async wheel(x, y, deltaY) {
			const at = await corner();
			await frontend.mouse.move(at.x + x, at.y + y);
			await frontend.mouse.wheel({ deltaY });
		},
		type: (text) => frontend.keyboard.type(text),
		async press(key, modifiers = []) {
			for (const modifier of modifiers) await frontend.keyboard.down(modifier);
			await frontend.keyboard.press(key as KeyInput);
			for (const modifier of modifiers) await frontend.keyboard.up(modifier);
		},
		resize: (width, height) => frontend.setViewport({ width, height }),
		picture: () => frontend.screenshot({ type: 'png' }),
	});
}

/** How often devtools are opened anew that do not show the extension's panel. */
const ATTEMPTS = 4;
const APPEARS_IN_MS = 10_000;

/** Devtools that were opened while the browser was still taking in the extension never learn of its panel: then anew. */
async function openDevtools(page: Page, look: DevtoolsLook, attempt = 1): Promise<Page> {
	const frontend = await page.openDevTools();
	// Before this, the devtools' own singletons throw.
	await frontend.waitForSelector('.root-view');
	try {
		await poll(
			'the Earshot tab of the devtools',
			() => frontend.evaluate(selectPanel(PANEL_TITLE, look)),
			APPEARS_IN_MS,
		);
		return frontend;
	} catch (error) {
		if (attempt === ATTEMPTS) throw error;
		await frontend.close();
		return openDevtools(page, look, attempt + 1);
	}
}

/** Opens the devtools of a page and the Earshot panel in them; resolves when the panel is connected. */
export async function openChromiumPanel(
	page: Page,
	look: DevtoolsLook,
): Promise<{ frontend: Page; panel: PanelHandle }> {
	const frontend = await openDevtools(page, look);
	const frame = (): Promise<Frame> =>
		poll('the frame of the panel', async () =>
			frontend.frames().find((known) => /^chrome-extension:.*\/panel\.html/.test(known.url())),
		);
	const panel = handle(frontend, frame);
	await panel.waitFor(() => document.documentElement.getAttribute('data-ready') === 'true', [], 30_000);
	return { frontend, panel };
}
