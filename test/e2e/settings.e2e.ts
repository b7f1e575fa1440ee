import { expect, test } from 'vitest';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { describeBrowsers } from '../helpers/describe-browsers.ts';

describeBrowsers('settings', (stage) => {
	test('made in the panel hold at once, there and on the settings page, and survive', async () => {
		const tab = await stage.openTab();
		await tab.goto(stage.sites.put('shop', '/plain.html', '<title>Plain</title>'));
		const panel = await tab.openPanel();
		// A window that has only just opened may still be moving: a click beside the button is made again.
		await poll('the settings', async () => {
			await panel.click({ role: 'button', name: 'Settings' });
			return panel.find({ role: 'region', name: 'Settings' }, 2_000).then(() => true);
		});
		const choose = (index: number, value: string): Promise<void> =>
			panel.evaluate(
				(at, wanted) => {
					const select = document.querySelectorAll('select')[at] as HTMLSelectElement;
					select.value = wanted;
					select.dispatchEvent(new Event('change', { bubbles: true }));
				},
				index,
				value,
			);
		try {
			await choose(0, 'dark');
			await panel.waitFor(() => document.documentElement.dataset['theme'] === 'dark', []);
			await choose(1, 'zh_CN');
			await panel.find({ role: 'tab', includes: '监听器' });
			expect(await panel.text({ role: 'status' })).toContain('个监听器');

			await panel.click({ role: 'button', name: '关闭设置' });
			await panel.find({ role: 'grid', name: '时间线' });

			const page = await stage.openTab();
			await page.goto(await stage.browser.extensionUrl('settings.html'));
			await page.waitFor(() => document.querySelector('h2')?.textContent === '设置', []);
			expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
			expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
			await page.click('.settings > button');
			await page.waitFor(() => document.querySelector('h2')?.textContent === 'Settings', []);
			await panel.find({ role: 'tab', includes: 'Listeners' });
		} finally {
			const page = await stage.openTab();
			await page.goto(await stage.browser.extensionUrl('settings.html'));
			await page.click('.settings > button');
		}
	});
});

/** Whether a page's own first script finds the browser's functions, there and in a frame that it made. */
const PAGE = `<title>Asked</title><iframe srcdoc="<script>parent.inner = '' + addEventListener</script>"></iframe><script>
	window.outer = '' + addEventListener;
	addEventListener('message', function hear() {});
	postMessage('early', '*');
</script>`;

interface Asked {
	inner?: string;
	outer: string;
}

interface Extension {
	chrome: { scripting: { getRegisteredContentScripts(): Promise<{ id: string }[]> } };
}

describeBrowsers('recording without a panel', (stage) => {
	const settings = async (): Promise<Tab> => {
		const page = await stage.openTab();
		await page.goto(await stage.browser.extensionUrl('settings.html'));
		await page.waitFor(() => document.documentElement.getAttribute('data-ready') === 'true', []);
		return page;
	};
	/** Not with the mouse: the tab is behind another. */
	const press = (page: Tab, selector: string): Promise<void> =>
		page.evaluate((wanted) => (document.querySelector(wanted) as HTMLElement).click(), selector);
	const registered = (page: Tab, ids: string): Promise<boolean> =>
		page.waitFor(
			async (wanted) => {
				const { scripting } = (globalThis as unknown as Extension).chrome;
				const there = await scripting.getRegisteredContentScripts();
				return there.map(({ id }) => id).join() === wanted;
			},
			[ids],
		);
	const keep = (page: Tab, mode: string): Promise<void> =>
		page.evaluate((wanted) => {
			const select = document.querySelectorAll('select')[4] as HTMLSelectElement;
			select.value = wanted;
			select.dispatchEvent(new Event('change', { bubbles: true }));
		}, mode);
	/** Functions of the browser's own say their names. */
	const isUntouched = async (tab: Tab): Promise<boolean[]> => {
		await tab.waitFor(() => (window as unknown as Asked).inner !== undefined, []);
		const { outer, inner = '' } = await tab.evaluate(() => {
			const { outer: own, inner: framed = '' } = window as unknown as Asked;
			return { outer: own, inner: framed };
		});
		return [outer, inner].map((text) => text.includes('addEventListener'));
	};

	test('is as a person wants it: of a site nothing ever, of others nothing or little', async () => {
		const url = stage.sites.put('shop', '/asked.html', PAGE);
		const chosen = await settings();
		const tab = await stage.openTab();
		await tab.goto(url);
		expect(await isUntouched(tab)).toEqual([false, false]);
		try {
			await chosen.evaluate((address) => {
				const field = document.querySelector('.settings-text') as HTMLInputElement;
				field.value = address;
				field.dispatchEvent(new Event('input', { bubbles: true }));
			}, url);
			await press(chosen, '.settings-add button');
			await registered(chosen, 'site');
			await tab.reload();
			expect(await isUntouched(tab)).toEqual([true, true]);
			const panel = await tab.openPanel();
			await panel.find({ role: 'alert', includes: 'leave this site alone' });
			await panel.find({ role: 'grid', name: 'Timeline' });
			await panel.click({ role: 'tab', includes: 'Listeners' });
			await panel.find({ role: 'grid', name: 'Listeners' });
			expect(await panel.text({ role: 'status' })).toMatch(/^0 events.*0 listeners.*not watched/s);
			await tab.closePanel();

			await press(chosen, '.settings-sites button');
			await keep(chosen, 'off');
			await registered(chosen, 'off');
			await tab.reload();
			expect(await isUntouched(tab)).toEqual([true, true]);
			const late = await tab.openPanel();
			await late.find({ role: 'alert', includes: 'while no panel was open' });
			await registered(chosen, 'watch');
			await tab.reload();
			expect(await isUntouched(tab)).toEqual([false, false]);
			await late.waitFor(
				() => /[1-9]\d* listener/.test(document.querySelector('.status')?.textContent ?? ''),
				[],
			);
			await tab.closePanel();

			await keep(chosen, 'listeners');
			await registered(chosen, 'listeners');
			await tab.reload();
			expect(await isUntouched(tab)).toEqual([false, false]);
			const little = await tab.openPanel();
			await little.waitFor(
				() => /[1-9]\d* listener/.test(document.querySelector('.status')?.textContent ?? ''),
				[],
			);
			expect(await little.evaluate(() => document.body.textContent?.includes('early'))).toBe(false);
		} finally {
			await press(chosen, '.settings > button');
			await tab.closePanel();
			await registered(chosen, '');
		}
	}, 90_000);
});
