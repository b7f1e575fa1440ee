import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserName, LaunchOptions } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';

/** The browser's ordinary self: its only extension does nothing. `end` closes it. */
export async function startBare(
	name: BrowserName,
	options: Pick<LaunchOptions, 'localHosts' | 'isolated'>,
): Promise<{ browser: Browser; end(): Promise<void> }> {
	const folder = await mkdtemp(join(tmpdir(), 'earshot-nothing-'));
	const manifest = {
		manifest_version: 3,
		name: 'Nothing',
		version: '1',
		browser_specific_settings: { gecko: { id: 'nothing@earshot.example' } },
	};
	await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
	const browser = await launch(name, {
		program: ensureBrowser(name),
		extension: folder,
		headless: true,
		...options,
	});
	return {
		browser,
		async end() {
			await browser.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
