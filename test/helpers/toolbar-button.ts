import type { Tab } from '../../src/cli/browsers/browser.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import type { Stage } from './describe-browsers.ts';

interface Extension {
	action: {
		getBadgeText(of: { tabId: number }): Promise<string>;
		getTitle(of: { tabId: number }): Promise<string>;
	};
	tabs: { query(of: object): Promise<{ id: number; url?: string }[]> };
}

/** The toolbar button of a tab, asked for from a page of the extension in a tab of its own. */
export interface ToolbarButton {
	readonly tabId: number;
	/** The popup about the tab, as a page; it is opened anew by each call. */
	openPopup(): Promise<Tab>;
	closePopup(): Promise<void>;
	/** Resolves with the badge's text once `enough` says so. */
	badge(enough: (text: string) => boolean): Promise<string>;
	title(): Promise<string>;
}

/** The button of the tab that shows `url`; the extension's own page stands by to ask for it, without asking the tab. */
export async function toolbarButton(stage: Stage, url: string): Promise<ToolbarButton> {
	const base = await stage.browser.extensionUrl('popup.html');
	const page = await stage.openTab();
	// A page of the extension that runs nothing.
	await page.goto(await stage.browser.extensionUrl('devtools.html'));
	const tabId = await page.waitFor(
		async (address) => {
			const scope = globalThis as unknown as { browser?: Extension; chrome: Extension };
			const tabs = await (scope.browser ?? scope.chrome).tabs.query({});
			return tabs.find((tab) => tab.url === address)?.id;
		},
		[url],
	);
	let popup: Tab | undefined;
	return {
		tabId,
		async openPopup() {
			popup ??= await stage.openTab();
			await popup.goto(`${base}?tab=${tabId}`);
			return popup;
		},
		async closePopup() {
			await popup?.goto('about:blank');
		},
		async badge(enough) {
			let last = '';
			const read = async (): Promise<true | undefined> => {
				last = await page.evaluate((id) => {
					const scope = globalThis as unknown as { browser?: Extension; chrome: Extension };
					return (scope.browser ?? scope.chrome).action.getBadgeText({ tabId: id });
				}, tabId);
				return enough(last) || undefined;
			};
			await poll('the badge', read).catch((error: unknown) => {
				throw new Error(`${String(error)}: "${last}"`);
			});
			return last;
		},
		title: () =>
			page.evaluate((id) => {
				const scope = globalThis as unknown as { browser?: Extension; chrome: Extension };
				return (scope.browser ?? scope.chrome).action.getTitle({ tabId: id });
			}, tabId),
	};
}
