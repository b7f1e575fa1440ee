import type { Browser, BrowserName, LaunchOptions } from './browser.ts';
import { launchChromium } from './chromium.ts';
import { launchFirefox } from './firefox.ts';

/** Starts a browser with the extension in it. */
export function launch(browser: BrowserName, options: LaunchOptions): Promise<Browser> {
	return browser === 'chromium' ? launchChromium(options) : launchFirefox(options);
}
