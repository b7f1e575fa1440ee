import { expect, test } from 'vitest';
import { readGrid } from '../../src/cli/audit/read-grid.ts';
import type { Tab } from '../../src/cli/browsers/browser.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import type { Realm } from '../../src/cli/browsers/remote.ts';
import { describeBrowsers, type Stage } from '../helpers/describe-browsers.ts';
import {
	cell,
	filterBy,
	preserveLog,
	type Row,
	readRows,
	readUntil,
	showTab,
} from '../helpers/panel-reader.ts';

/** A page that posts itself what it is told to. */
function putEcho(stage: Stage, title: string): string {
	return stage.sites.put(
		'shop',
		`/${title.toLowerCase()}.html`,
		`<title>${title}</title><script>
			window.got = 0;
			onmessage = () => got++;
			window.post = (text) => postMessage(text, '*');
		</script>`,
	);
}

const post = (page: Realm, text: string): Promise<void> =>
	page.evaluate((said) => (window as unknown as { post(text: string): void }).post(said), text);
const previews = (rows: Row[]): string[] => rows.map((row) => cell(row, 'data').replace(/"/g, ''));

async function openEcho(stage: Stage, title: string): Promise<Tab> {
	const tab = await stage.openTab();
	await tab.goto(putEcho(stage, title));
	return tab;
}

describeBrowsers('lifetimes', (stage) => {
	test('two panels on two tabs each show their own', async () => {
		const [left, right] = [await openEcho(stage, 'One'), await openEcho(stage, 'Two')];
		const leftPanel = await left.openPanel();
		await filterBy(leftPanel, 'kind:message');
		const rightPanel = await right.openPanel();
		await filterBy(rightPanel, 'kind:message');
		for (const round of [1, 2]) {
			await post(left, `left ${round}`);
			await post(right, `right ${round}`);
		}
		expect(previews(await readRows(rightPanel, 'Timeline', 2))).toEqual(['right 1', 'right 2']);
		expect(previews(await readRows(leftPanel, 'Timeline', 2))).toEqual(['left 1', 'left 2']);
	});

	test('two panels on one tab show the same', async () => {
		const tab = await openEcho(stage, 'One');
		const panel = await tab.openPanel();
		await filterBy(panel, 'kind:message');
		const address = await panel.evaluate(() => {
			type Extension = { devtools: { inspectedWindow: { tabId: number } } };
			const { browser, chrome } = globalThis as unknown as { browser?: Extension; chrome: Extension };
			return `${location.href.split('?')[0]}?tab=${(browser ?? chrome).devtools.inspectedWindow.tabId}`;
		});
		await post(tab, 'first');
		// The panel's page works in an ordinary tab, too.
		const second = await stage.openTab();
		await second.goto(address);
		await post(tab, 'second');
		const others = await poll('both messages in the second panel', async () => {
			const { rows } = await readGrid(second, 'Timeline');
			const messages = rows.filter((row) => cell(row, 'kind') === 'message');
			return messages.length === 2 ? messages : undefined;
		});
		expect(previews(others)).toEqual(['first', 'second']);
		expect(previews(await readRows(panel, 'Timeline', 2))).toEqual(['first', 'second']);
	});

	test('a panel that is closed and opened again has what happened in between', async () => {
		const tab = await openEcho(stage, 'One');
		await tab.openPanel();
		await post(tab, 'watched');
		await tab.closePanel();
		await post(tab, 'unwatched');
		const panel = await tab.openPanel();
		await showTab(panel, 'Timeline');
		await filterBy(panel, 'kind:message');
		const rows = await readUntil(panel, 'Timeline', (all) => previews(all).includes('unwatched'));
		expect(previews(rows).filter((text) => text === 'unwatched')).toHaveLength(1);
	});

	test('Pause stops the list and Clear empties it', async () => {
		const { tab, panel } = await stage.inspect(putEcho(stage, 'One'));
		await filterBy(panel, 'kind:message');
		await post(tab, 'recorded');
		await readRows(panel, 'Timeline', 1);
		await panel.click({ role: 'button', name: 'Pause' });
		await panel.find({ role: 'button', name: 'Resume' });
		await post(tab, 'missed');
		// The call, the delivery: both must have come in before recording goes on.
		await panel.waitFor(
			() => /Paused: [2-9]/.test(document.querySelector('[role="status"]')?.textContent ?? ''),
			[],
		);
		await panel.click({ role: 'button', name: 'Resume' });
		await post(tab, 'recorded again');
		expect(previews(await readRows(panel, 'Timeline', 2))).toEqual(['recorded', 'recorded again']);
		await panel.click({ role: 'button', name: 'Clear' });
		await readRows(panel, 'Timeline', 0);
	});

	test('nothing is lost when the background is stopped', async () => {
		const { tab, panel } = await stage.inspect(putEcho(stage, 'One'));
		await filterBy(panel, 'kind:message');
		await post(tab, 'before');
		await readRows(panel, 'Timeline', 1);
		for (const round of [1, 2]) {
			const stopped = stage.browser.stopBackground();
			await post(tab, `meanwhile ${round}`);
			await stopped;
			await post(tab, `after ${round}`);
			await readRows(panel, 'Timeline', 1 + 2 * round);
		}
		const expected = ['before', 'meanwhile 1', 'after 1', 'meanwhile 2', 'after 2'];
		expect(previews(await readRows(panel, 'Timeline', 5))).toEqual(expected);
	});

	test('a page that comes back from the back/forward cache goes on where it was', async () => {
		const { tab, panel } = await stage.inspect(putEcho(stage, 'One'));
		await preserveLog(panel, true);
		await filterBy(panel, 'kind:message');
		await post(tab, 'before');
		await readRows(panel, 'Timeline', 1);
		await tab.goto(putEcho(stage, 'Two'));
		await post(tab, 'elsewhere');
		await readRows(panel, 'Timeline', 2);
		await tab.back();
		await tab.waitFor(() => document.title === 'One', []);
		await post(tab, 'back again');
		expect(previews(await readRows(panel, 'Timeline', 3))).toEqual(['before', 'elsewhere', 'back again']);
		await preserveLog(panel, false);
	});

	test('a page that was rendered ahead is seen from its beginning when it is shown', async () => {
		stage.sites.put(
			'shop',
			'/ahead.html',
			`<title>Ahead</title><script>
				const say = () => postMessage('shown', '*');
				onmessage = () => {};
				postMessage('early', '*');
				if (document.prerendering) document.addEventListener('prerenderingchange', say);
				else say();
				localStorage.setItem('ahead', Date.now());
			</script>`,
		);
		const tab = await stage.openTab();
		await tab.goto(
			stage.sites.put(
				'shop',
				'/before.html',
				`<title>Before</title><a href="ahead.html">Next</a>
				<script>
					addEventListener('storage', () => { window.isReady = true; });
					window.isReady = !HTMLScriptElement.supports?.('speculationrules');
					postMessage('before', '*');
				</script>
				<script type="speculationrules">{ "prerender": [{ "urls": ["ahead.html"] }] }</script>`,
			),
		);
		const panel = await tab.openPanel();
		await filterBy(panel, 'kind:message');
		await tab.waitFor(() => (window as unknown as { isReady: boolean }).isReady, []);
		expect(previews(await readRows(panel, 'Timeline', 1))).toEqual(['before']);
		await tab.evaluate(() => document.querySelector('a')?.click());
		expect(previews(await readRows(panel, 'Timeline', 2))).toEqual(['early', 'shown']);
	});

	test('the list is cleared by a navigation, and kept with Preserve log', async () => {
		const { tab, panel } = await stage.inspect(putEcho(stage, 'One'));
		await preserveLog(panel, false);
		await filterBy(panel, 'kind:message');
		await post(tab, 'first');
		expect(previews(await readRows(panel, 'Timeline', 1))).toEqual(['first']);

		await tab.goto(putEcho(stage, 'Two'));
		await post(tab, 'second');
		const alone = await readUntil(panel, 'Timeline', (rows) => previews(rows).join() === 'second');
		expect(alone).toHaveLength(1);

		await preserveLog(panel, true);
		await tab.goto(putEcho(stage, 'One'));
		await post(tab, 'third');
		expect(previews(await readRows(panel, 'Timeline', 2))).toEqual(['second', 'third']);
	});
});
