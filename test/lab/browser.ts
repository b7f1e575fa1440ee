import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';

export type BrowserName = 'chromium' | 'firefox';

/** A browser in a fresh profile with one page, and nothing of ours in it but the extension, if any. */
export interface LabBrowser {
	name: BrowserName;
	goto: (url: string) => Promise<void>;
	/** Evaluates an expression in the page and gives back its JSON value. */
	evaluate: (expression: string) => Promise<unknown>;
	close: () => Promise<void>;
}

const where = (program: string) => execFileSync('which', [program], { encoding: 'utf8' }).trim();

const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** Starts `name` headless; `extension` is an unpacked directory. */
export async function startBrowser(name: BrowserName, extension?: string): Promise<LabBrowser> {
	const profile = mkdtempSync(join(tmpdir(), 'earshot-lab-'));
	const browser =
		name === 'chromium'
			? await puppeteer.launch({
					executablePath: where('chromium'),
					headless: true,
					pipe: true,
					userDataDir: profile,
					args: FLAGS,
					...(extension ? { enableExtensions: [extension] } : {}),
				})
			: await puppeteer.launch({
					browser: 'firefox',
					executablePath: where('firefox-esr'),
					headless: true,
					userDataDir: profile,
				});
	if (name === 'firefox' && extension) await browser.installExtension(extension);
	const page = await browser.newPage();
	return {
		name,
		goto: async (url) => void (await page.goto(url)),
		evaluate: (expression) => page.evaluate(expression),
		close: () => stop(browser, page, profile),
	};
}

async function stop(browser: Browser, page: Page, profile: string): Promise<void> {
	await page.close().catch(() => {});
	await browser.close();
	rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
