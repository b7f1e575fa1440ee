import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { BrowserName } from './browser.ts';

/** Names on the PATH, then usual places elsewhere; the first that is there is taken. */
const PROGRAMS: Record<BrowserName, string[]> = {
	chromium: [
		'chromium',
		'chromium-browser',
		'google-chrome-stable',
		'google-chrome',
		'microsoft-edge',
		'/snap/bin/chromium',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	],
	firefox: [
		'firefox-esr',
		'firefox',
		'firefox-developer-edition',
		'/Applications/Firefox.app/Contents/MacOS/firefox',
		'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
	],
};

function runs(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** Path of an installed browser; undefined when there is none. `path`: the PATH to look in. */
export function findBrowser(browser: BrowserName, path = process.env['PATH'] ?? ''): string | undefined {
	const folders = path.split(delimiter).filter(Boolean);
	for (const name of PROGRAMS[browser]) {
		const files =
			isAbsolute(name) || name.includes('\\') ? [name] : folders.map((folder) => join(folder, name));
		const found = files.find(runs);
		if (found) return found;
	}
	return undefined;
}
