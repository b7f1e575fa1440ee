import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import type { Browser, BrowserName } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import { SITE_NAMES } from '../../src/cli/demo/site-server.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Browsers that serve one group of tests after the other: to start one takes as long as two tests. */
class SharedBrowsers {
	readonly #running = new Map<BrowserName, Browser>();
	readonly #folders: string[] = [];

	/** A copy, each time: a build must not take the files away, and a new place is a new extension to Chromium. */
	async #copy(): Promise<string> {
		const folder = await mkdtemp(join(tmpdir(), 'earshot-extension-'));
		this.#folders.push(folder);
		await cp(`${ROOT}dist/extension`, folder, { recursive: true });
		return folder;
	}

	/** A browser as newly started, with the built extension and `others`, by their folders in the fixtures. */
	async fresh(name: BrowserName, others: readonly string[]): Promise<Browser> {
		const extensions = {
			extension: await this.#copy(),
			others: others.map((folder) => `${ROOT}test/fixtures/${folder}`),
		};
		const running = this.#running.get(name);
		if (running) {
			await running.renew(extensions);
			return running;
		}
		const localHosts = SITE_NAMES.map((site) => `${site}.test`);
		const options = { program: ensureBrowser(name), headless: true, localHosts, ...extensions };
		const started = await launch(name, options);
		this.#running.set(name, started);
		void started.closed.then(() => this.#running.delete(name));
		return started;
	}

	async close(): Promise<void> {
		for (const browser of this.#running.values()) await browser.close();
		for (const folder of this.#folders) await rm(folder, { recursive: true, force: true });
	}
}

/** `test` with the browsers that live as long as the process in which the tests run. */
export const browserTest = test
	.extend('shared', { scope: 'worker' }, () => new SharedBrowsers())
	.extend('browsers', { scope: 'worker' }, ({ shared }, { onCleanup }) => {
		onCleanup(() => shared.close());
		return shared;
	});
