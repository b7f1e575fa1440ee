// Makes sure that the named browsers are there: `node dist/cli/install-browser.mjs chromium firefox`.
import type { BrowserName } from './browsers/browser.ts';
import { ensureBrowser } from './browsers/ensure-browser.ts';

const isBrowser = (name: string): name is BrowserName => name === 'chromium' || name === 'firefox';

for (const name of process.argv.slice(2)) {
	try {
		if (!isBrowser(name)) throw new Error(`'${name}' is not a browser: chromium or firefox`);
		ensureBrowser(name);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
