// `npm run bench:sockets`: a flood of frames and frames of 64 MB, with the real panel showing the socket.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../../src/cli/browsers/launch.ts';
import { poll } from '../../../src/cli/browsers/poll.ts';
import { SITE_NAMES, startSites } from '../../../src/cli/demo/site-server.ts';
import { type Gaps, PAGE, type Page, takeGaps, watchGaps } from './in-browser.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string', multiple: true },
		frames: { type: 'string', default: '100000' },
		/** Bytes of the large frames. */
		size: { type: 'string', default: String(64 * 1024 * 1024) },
	},
});
/** Longest that the panel may not answer, in ms. */
const BAR = 500;
const LIMIT = 200_000;

async function measure(name: BrowserName): Promise<void> {
	const sites = await startSites(resolve('test/fixtures/sites'), 0);
	const browser = await launch(name, {
		program: ensureBrowser(name),
		extension: resolve('dist/extension'),
		headless: true,
		localHosts: SITE_NAMES.map((site) => `${site}.test`),
	});
	try {
		const tab = await browser.newTab();
		await tab.goto(sites.put('shop', '/load.html', PAGE));
		const panel = await tab.openPanel();
		await panel.waitFor(() => document.documentElement.getAttribute('data-ready') === 'true', []);
		await panel.click({ role: 'tab', includes: 'Sockets' });
		await panel.evaluate(watchGaps);
		const server = sites.origin('support').replace('http', 'ws');
		const run = async (what: string, wanted: number, begin: () => Promise<void>): Promise<void> => {
			await begin();
			await tab.waitFor(() => (window as unknown as Page).ended !== undefined, [], LIMIT);
			const [code, whole, ms] = (await tab.evaluate(() => (window as unknown as Page).ended)) ?? [0, 0, 0];
			const isShown = (): Promise<boolean> =>
				panel.evaluate(
					(end) =>
						[...document.querySelectorAll('#sockets [role=row]')].some((row) =>
							row.textContent.includes(end),
						),
					String(code),
				);
			await poll('the end of the socket in the panel', isShown, LIMIT);
			const { longest, over }: Gaps = await panel.evaluate(takeGaps);
			const ok = whole === wanted && (code === 1000 || code >= 4000) && longest < BAR;
			console.log(
				`${ok ? '  ' : '✗ '}${name} ${what}: ${ms} ms, ${whole} of ${wanted} as sent, closed with ${code}; ` +
					`the panel paused for at most ${longest} ms (over 100 ms: ${over})`,
			);
			if (!ok) process.exitCode = 1;
		};
		const frames = Number(options.frames);
		await run(`flood of ${frames} frames`, frames, () =>
			tab.evaluate((url) => (window as unknown as Page).flood(url), `${server}/burst?n=${frames}`),
		);
		for (const [form, code] of [
			['binary', 4001],
			['text', 4002],
		] as const) {
			const size = Number(options.size);
			await run(`echo of ${size} B ${form}`, size, () =>
				tab.evaluate(
					(...of) => (window as unknown as Page).large(...of),
					`${server}/echo`,
					size,
					form === 'text',
					code,
				),
			);
		}
	} finally {
		await browser.close();
		await sites.close();
	}
}

for (const name of (options.browser ?? ['chromium', 'firefox']) as BrowserName[]) await measure(name);
