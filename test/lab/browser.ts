import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserName } from '../../src/cli/browsers/browser.ts';
import { findBrowser } from '../../src/cli/browsers/find-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';

/** Path of the browser's program; fails when it is not installed. */
export function programOf(name: BrowserName): string {
	const program = findBrowser(name);
	if (!program) throw new Error(`${name} is not installed`);
	return program;
}

/**
 * Starts `name` headless in a fresh profile. Without an `extension` (a folder) it gets one that does nothing,
 * so that both runs differ in Earshot alone.
 */
export async function startBrowser(name: BrowserName, extension?: string): Promise<Browser> {
	const empty = mkdtempSync(join(tmpdir(), 'earshot-empty-'));
	writeFileSync(
		join(empty, 'manifest.json'),
		JSON.stringify({
			manifest_version: 3,
			name: 'Nothing',
			version: '1',
			browser_specific_settings: { gecko: { id: 'nothing@earshot.example' } },
		}),
	);
	const browser = await launch(name, {
		program: programOf(name),
		extension: extension ?? empty,
		headless: true,
		localHosts: [],
	});
	void browser.closed.then(() => rmSync(empty, { recursive: true, force: true }));
	return browser;
}
