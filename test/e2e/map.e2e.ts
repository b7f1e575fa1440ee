import { expect, test } from 'vitest';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import { cell, filterBy, readUntil, showTab } from '../helpers/panel-reader.ts';

/** Lines of the table that goes with the picture: from, to, means, how much, verdict. */
const connections = (panel: PanelHandle): Promise<string[]> =>
	panel.evaluate(() =>
		[...document.querySelectorAll('.unseen tbody tr')].map((row) =>
			[...row.querySelectorAll('td')]
				.map((cell) => (cell.textContent ?? '').replace(/:\d+/g, ''))
				.join(' | '),
		),
	);

async function readMap(panel: PanelHandle, enough: (lines: string[]) => boolean): Promise<string[]> {
	await showTab(panel, 'Map');
	let last: string[] = [];
	try {
		await poll('the map', async () => {
			last = await connections(panel);
			return enough(last);
		});
	} catch (error) {
		throw new Error(`${String(error)}\n${last.join('\n')}`);
	}
	return last;
}

/** Boxes inside the frames of others, as drawn: each box with how many frames are around it. */
const nesting = (panel: PanelHandle): Promise<[string, number][]> =>
	panel.evaluate(() => {
		const frames = [...document.querySelectorAll('.map-frame')].map((frame) => frame.getBoundingClientRect());
		return [...document.querySelectorAll('.map-node')].map((node): [string, number] => {
			const box = node.getBoundingClientRect();
			const around = frames.filter(
				({ left, right, top, bottom }) =>
					left <= box.left && right >= box.right && top <= box.top && bottom >= box.bottom,
			);
			return [
				(node.getAttribute('aria-label') ?? '').replace(/:\d+/g, '').split(',')[0] ?? '',
				around.length,
			];
		});
	});

/** A page with a frame in a frame, a popup and a socket; all talk. */
function putCompany(stage: Stage): string {
	const { sites } = stage;
	sites.put('metrics', '/inner.html', `<script>top.postMessage('from inside', '*')</script>`);
	sites.put(
		'pay',
		'/outer.html',
		`<script>onmessage = ({ source, data }) => source.postMessage({ answer: data }, '*')</script>
		<iframe src="{{metrics}}/inner.html"></iframe>`,
	);
	sites.put('accounts', '/popup.html', `<script>opener.postMessage('from the popup', '*')</script>`);
	return sites.put(
		'shop',
		'/company.html',
		`<title>Company</title><script>
			window.got = [];
			// One after the other: Chromium loses messages of frames that are under way while a window is opened.
			addEventListener('message', ({ data }) => {
				got.push(data);
				document.title = String(data);
				if (data.answer) open('{{accounts}}/popup.html', 'popup', 'width=200,height=200');
			});
			addEventListener('load', () => {
				const socket = new WebSocket('${sites.socket('/echo')}');
				socket.onopen = () => socket.send('over the wire');
				socket.onmessage = () => frames[0].postMessage('question', '*');
			});
		</script>
		<iframe src="{{pay}}/outer.html"></iframe>`,
	);
}

/** The id of the drawn line from one to the other, once it is there. */
const lineOf = (panel: PanelHandle, ends: string): Promise<string> =>
	poll(`the line ${ends}`, () =>
		panel.evaluate(
			(wanted) =>
				[...document.querySelectorAll('.map-edge [role=button]')].find((label) =>
					(label.getAttribute('aria-label') ?? '').replace(/:\d+/g, '').startsWith(wanted),
				)?.id,
			ends,
		),
	);

const isFocused = (panel: PanelHandle, name: string): Promise<unknown> =>
	panel.waitFor(
		(wanted) => document.activeElement?.getAttribute('aria-label')?.replace(/:\d+/g, '').startsWith(wanted),
		[name],
	);

describeBrowsers('the map', (stage) => {
	test('shows the demo as it talks; clicks and keys lead to messages and to a sequence', async () => {
		const tab = await stage.openTab();
		await tab.goto('about:blank');
		const panel = await tab.openPanel();
		await tab.goto(`${stage.sites.origin('shop')}/`);
		const lines = await readMap(
			panel,
			(all) => all.length === 8 && all.some((line) => /^pay.*none$/.test(line)),
		);
		expect(lines).toContainEqual(
			expect.stringMatching(/^pay\.test\/card\.html \[0\] \| shop\.test \| window \| \d+ messages? \| none$/),
		);
		expect(lines).toContainEqual(
			expect.stringMatching(
				/^support\.test\/widget\.html \[1\] \| support\.test \| socket \| \d+ frames \| $/,
			),
		);
		await panel.waitFor(() => document.querySelectorAll('.map-edge').length === 8, []);

		await panel.evaluate(() =>
			[...document.querySelectorAll<SVGElement>('.map-node')]
				.find((node) => node.getAttribute('aria-label')?.startsWith('pay.test'))
				?.focus(),
		);
		await panel.press('ArrowLeft');
		await isFocused(panel, 'shop.test,');
		// From the last button the keyboard comes to the lines, to nothing in between that says nothing.
		await panel.evaluate(() => document.querySelector<HTMLElement>('.map-bar .tool:last-child')?.focus());
		await panel.press('Tab');
		await panel.waitFor(() => document.activeElement?.matches('.map-edge-label'), []);

		await panel.click({ selector: `#${await lineOf(panel, 'pay.test/card.html [0] → shop.test')}` });
		const rows = await readUntil(panel, 'Timeline', (all) => all.length > 0 && all.length < 4);
		for (const row of rows) {
			expect(cell(row, 'from')).toMatch(/pay\.test.*→.*shop\.test/);
			expect(cell(row, 'verdict')).toBe('none');
		}

		// Only what passes the filter is on the map now; its line is the one that the keys begin with.
		await readMap(panel, (all) => all.filter((line) => /message/.test(line)).length === 1);
		const line = await lineOf(panel, 'pay.test/card.html [0] → shop.test');
		await panel.evaluate((id) => document.getElementById(id)?.focus(), line);
		await panel.press('s');
		await panel.find({ selector: '.sequence-row' });
		await panel.click({ selector: '.sequence-row' });
		await panel.find({ role: 'tab', includes: 'Data' });
		expect(await panel.text({ selector: '.sequence-row[aria-selected=true]' })).toContain('pay:ready');

		// With the page its conversation goes: that of the next one's busiest two is shown.
		await filterBy(panel, '');
		await tab.goto(stage.sites.put('shop', '/alone.html', `<script>postMessage('to myself', '*')</script>`));
		await panel.find({ selector: '.sequence-row', includes: 'to myself' });
		expect(
			await panel.evaluate(() => [...document.querySelectorAll('select')].map(({ value }) => value !== '')),
		).toEqual([true, true]);
		// In a narrow panel the fields give way, and how many there are is still said.
		await panel.evaluate(() =>
			document.querySelector<HTMLElement>('.app')?.style.setProperty('width', '380px'),
		);
		await panel.waitFor(() => {
			const [text, bar] = ['.map-bar-text', '.map-bar'].map((part) => document.querySelector(part));
			return text && bar && text.scrollWidth <= text.clientWidth && bar.scrollWidth <= bar.clientWidth;
		}, []);
	});

	test('has frames in frames, a popup and a server in their places', async () => {
		const tab = await stage.openTab();
		await tab.goto('about:blank');
		const panel = await tab.openPanel();
		await tab.goto(putCompany(stage));
		const lines = await readMap(panel, (all) => all.length === 6);
		expect(lines.map((line) => line.split(' | ').slice(0, 4).join(' | ')).sort()).toEqual([
			'accounts.test | shop.test/company.html | window | 1 message',
			'metrics.test/inner.html [0.0] | shop.test/company.html | window | 1 message',
			'pay.test/outer.html [0] | shop.test/company.html | window | 1 message',
			'shop.test/company.html | pay.test/outer.html [0] | window | 1 message',
			'shop.test/company.html | support.test | socket | 1 frame',
			'support.test | shop.test/company.html | socket | 1 frame',
		]);
		await expect
			.poll(async () => (await nesting(panel)).sort(), { timeout: 30_000 })
			.toEqual([
				['accounts.test', 0],
				['metrics.test/inner.html [0.0]', 2],
				['pay.test/outer.html [0]', 2],
				['shop.test/company.html', 1],
				['support.test', 0],
			]);
	});
});
