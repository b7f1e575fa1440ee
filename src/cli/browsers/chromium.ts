import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser as Puppeteer } from 'puppeteer-core';
import type { Browser, Extensions, LaunchOptions, Theme } from './browser.ts';
import { chromiumTab } from './chromium-tab.ts';

const QUIET = [
	'--disable-gpu',
	'--no-first-run',
	'--no-default-browser-check',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,MediaRouter',
	// The demo's sign-in opens itself in the guided tour.
	'--disable-popup-blocking',
	'--window-size=1400,900',
];

/** Chromium's sandbox needs a user of its own. */
const asRoot = (): boolean => process.getuid?.() === 0;

async function stopWorker(browser: Puppeteer): Promise<void> {
	const target = browser
		.targets()
		.find((known) => known.type() === 'service_worker' && known.url().startsWith('chrome-extension://'));
	if (!target) return;
	const worker = await target.worker();
	const gone = new Promise<void>((done) => {
		browser.on('targetdestroyed', function check(lost) {
			if (lost !== target) return;
			browser.off('targetdestroyed', check);
			done();
		});
	});
	await worker?.close();
	await gone;
}

/** Loads the extensions; resolves to their ids, Earshot's first. */
async function load(browser: Puppeteer, { extension, others = [] }: Extensions): Promise<string[]> {
	const ids: string[] = [];
	for (const folder of [extension, ...others]) ids.push(await browser.installExtension(folder));
	return ids;
}

async function forgetCookies(browser: Puppeteer): Promise<void> {
	const session = await browser.target().createCDPSession();
	await session.send('Storage.clearCookies');
	await session.detach();
}

/** Starts Chromium (or a browser made of it) with a profile of its own and the extension loaded. */
export async function launchChromium(options: LaunchOptions): Promise<Browser> {
	const profile = await mkdtemp(join(tmpdir(), 'earshot-chromium-'));
	const names = options.isolated ? ['*'] : options.localHosts;
	const hosts = names.map((host) => `MAP ${host} 127.0.0.1`).join(', ');
	const forget = () => rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	const starting = puppeteer.launch({
		executablePath: options.program,
		// Puppeteer's own switch for headless mode also takes extensions away.
		headless: false,
		pipe: true,
		defaultViewport: null,
		userDataDir: profile,
		enableExtensions: true,
		protocolTimeout: 120_000,
		// Killed, it would leave files behind.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
		...(options.headless ? { env: { ...process.env, LANGUAGE: 'en_US' } } : {}),
		args: [
			...QUIET,
			// Nobody reads along: what reads the panel knows its names in English.
			...(options.headless ? ['--headless=new', '--lang=en-US'] : []),
			...(asRoot() ? ['--no-sandbox'] : []),
			...(options.isolated ? ['--ignore-certificate-errors'] : []),
			...(hosts ? [`--host-resolver-rules=${hosts}`] : []),
		],
	});
	const browser = await starting.catch(async (reason: unknown) => {
		await forget();
		const why = reason instanceof Error ? reason.message : String(reason);
		// Its own words are lost with the pipe that it is driven by.
		throw new Error(
			`Chromium could not be started: ${why}\nRun it by hand to see what it says: ${options.program}`,
		);
	});
	let loaded = await load(browser, options).catch(async (reason: unknown) => {
		await browser.close();
		await forget();
		throw reason;
	});
	let theme: Theme = 'light';
	const tabOf = (page: Awaited<ReturnType<Puppeteer['newPage']>>) =>
		chromiumTab(page, () => ({ theme, dock: options.headless ? 'undocked' : 'bottom' }));
	const program = browser.process();
	const exited = new Promise<void>((done) => {
		if (program) program.once('exit', () => done());
		else browser.once('disconnected', () => done());
	});
	const closed = exited.then(forget);
	const first = (await browser.pages())[0] ?? (await browser.newPage());
	return {
		name: 'chromium',
		version: (await browser.version()).replace(/^(Headless)?Chrome\//, 'Chromium '),
		pid: program?.pid ?? 0,
		tab: tabOf(first),
		newTab: async () => tabOf(await browser.newPage()),
		extensionUrl: async (file) => `chrome-extension://${loaded[0]}/${file}`,
		stopBackground: () => stopWorker(browser),
		async setTheme(wanted) {
			theme = wanted;
		},
		async renew(extensions) {
			for (const page of await browser.pages()) if (page !== first) await page.close();
			for (const id of loaded) await browser.uninstallExtension(id);
			await forgetCookies(browser);
			loaded = await load(browser, extensions);
			theme = 'light';
		},
		closed,
		async close() {
			await browser.close();
			await closed;
		},
	};
}
