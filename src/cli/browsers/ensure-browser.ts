import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { BrowserName } from './browser.ts';
import { findBrowser } from './find-browser.ts';

const PACKAGES: Record<BrowserName, string> = { chromium: 'chromium', firefox: 'firefox-esr' };
const TITLES: Record<BrowserName, string> = { chromium: 'Chromium', firefox: 'Firefox' };

/** What tells whether a browser can be installed from here. */
export interface System {
	/** Text of /etc/os-release; empty where there is none. */
	release: string;
	root: boolean;
	find(browser: BrowserName): string | undefined;
	run(command: string, args: string[]): void;
	say(line: string): void;
}

const thisSystem: System = {
	get release() {
		try {
			return readFileSync('/etc/os-release', 'utf8');
		} catch {
			return '';
		}
	},
	root: process.getuid?.() === 0,
	find: findBrowser,
	run(command, args) {
		execFileSync(command, args, {
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	},
	say: (line) => console.log(line),
};

/** Says what a person has to do to get the browser. */
function advice(browser: BrowserName, release: string): string {
	const [title, name] = [TITLES[browser], PACKAGES[browser]];
	// Ubuntu and what is made of it have neither package.
	if (/^ID(_LIKE)?=.*\bdebian\b/m.test(release) && !/^ID(_LIKE)?=.*\bubuntu\b/m.test(release)) {
		return `No ${title} was found. Install it, as root: apt-get update && apt-get install ${name}`;
	}
	const page =
		browser === 'chromium'
			? 'https://www.chromium.org/getting-involved/download-chromium/'
			: 'https://www.mozilla.org/firefox/';
	return `No ${title} was found on the PATH. Install it (${page}) or give its path with --program.`;
}

/**
 * Path of the browser's program. Where there is none, root on Debian gets the distribution's package, said
 * beforehand; anywhere else an error says what to install.
 */
export function ensureBrowser(browser: BrowserName, system: System = thisSystem): string {
	const found = system.find(browser);
	if (found) return found;
	const debian = /^ID="?debian"?$/m.test(system.release);
	if (!debian || !system.root) throw new Error(advice(browser, system.release));
	const name = PACKAGES[browser];
	system.say(`No ${TITLES[browser]} was found: installing Debian's package ${name} with apt-get.`);
	try {
		system.run('apt-get', ['update', '-q']);
		system.run('apt-get', ['install', '-y', '-q', '--no-install-recommends', name]);
	} catch (error) {
		throw new Error(`${advice(browser, system.release)} (apt-get failed: ${String(error)})`);
	}
	const installed = system.find(browser);
	if (!installed) throw new Error(advice(browser, system.release));
	system.say(`Installed ${installed}.`);
	return installed;
}
