import { expect, test } from 'vitest';
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
