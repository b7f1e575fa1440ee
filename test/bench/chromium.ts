import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PANEL_TITLE } from '../../src/cli/browsers/panel-handle.ts';
import { poll } from '../../src/cli/browsers/poll.ts';
import { programOf } from '../lab/browser.ts';
import type { BenchBrowser, Setup } from './bench-browser.ts';
import { Cdp } from './cdp.ts';

const FLAGS = [
	'--headless=new',
	'--no-sandbox',
	'--disable-gpu',
	'--no-first-run',
	'--no-default-browser-check',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--disable-renderer-backgrounding',
	'--disable-background-timer-throttling',
	'--disable-backgrounding-occluded-windows',
	'--disable-features=BackForwardCache,Translate,OptimizationHints,MediaRouter',
	'--window-size=1200,800',
	'--remote-debugging-port=0',
];

interface Target {
	targetId: string;
	type: string;
	url: string;
}

/** Chromium over the bare DevTools protocol, with nothing enabled in the page. */
export async function startChromium(setup: Setup, extension: string, url: string): Promise<BenchBrowser> {
	const profile = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
	const load = ['closed', 'recording'].includes(setup)
		? [`--load-extension=${extension}`, `--disable-extensions-except=${extension}`]
		: [];
	const program = spawn(
		programOf('chromium'),
		[...FLAGS, `--user-data-dir=${profile}`, ...load, 'about:blank'],
		{
			stdio: 'ignore',
		},
	);
	const kill = () => program.kill('SIGKILL');
	process.once('exit', kill);
	const [port, path] = await poll(
		'Chromium to start',
		async () => {
			const text = await readFile(join(profile, 'DevToolsActivePort'), 'utf8');
			return text.includes('/devtools/') ? text.trim().split('\n') : undefined;
		},
		60_000,
	);
	const cdp = await Cdp.connect(`ws://127.0.0.1:${port}${path}`);
	const page = (await targets(cdp)).find(({ type }) => type === 'page') as Target;
	const session = await attach(cdp, page.targetId);
	// Chromium says nothing of an extension it refuses.
	if (load.length > 0)
		await poll('the extension to start', async () =>
			(await targets(cdp)).some(({ url }) => url.startsWith('chrome-extension://')),
		);
	const goto = async (to: string) => {
		await cdp.send('Page.navigate', { url: to }, session);
		await poll(`the load of ${to}`, () => cdp.evaluate(session, 'globalThis.loadTime && loadTime()'), 30_000);
	};
	await goto(url);
	if (setup === 'devtools' || setup === 'recording')
		await openDevtools(cdp, page.targetId, setup === 'recording');
	return {
		pid: program.pid as number,
		goto,
		call: (name, ...args) =>
			cdp.evaluate(session, `${name}(${args.map((arg) => JSON.stringify(arg)).join()})`),
		async heap() {
			await cdp.send('HeapProfiler.collectGarbage', {}, session);
			const use = (await cdp.send('Runtime.getHeapUsage', {}, session)) as {
				usedSize: number;
				backingStorageSize?: number;
			};
			return (use.usedSize + (use.backingStorageSize ?? 0)) / 2 ** 20;
		},
		async close() {
			cdp.close();
			process.off('exit', kill);
			await ended(program);
			await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
		},
	};
}

const targets = async (cdp: Cdp): Promise<Target[]> =>
	((await cdp.send('Target.getTargets', { filter: [{}] })) as { targetInfos: Target[] }).targetInfos;

const attach = async (cdp: Cdp, targetId: string): Promise<string> =>
	((await cdp.send('Target.attachToTarget', { targetId, flatten: true })) as { sessionId: string }).sessionId;

/** Opens the real DevTools on a page, on the console, or on the panel of the extension until that is connected. */
async function openDevtools(cdp: Cdp, targetId: string, panel: boolean): Promise<void> {
	await cdp.send('Target.openDevTools', { targetId, panelId: 'console' });
	const frontend = await poll('the devtools', async () =>
		(await targets(cdp)).find(({ url }) => url.startsWith('devtools://')),
	);
	const session = await attach(cdp, frontend.targetId);
	await poll(
		'the devtools to show',
		() => cdp.evaluate(session, "!!document.querySelector('.root-view')"),
		30_000,
	);
	if (!panel) return;
	const select = `(async () => {
		const { InspectorView, ViewManager } = await import('./ui/legacy/legacy.js');
		const ids = InspectorView.InspectorView.instance().tabbedPane.tabIds();
		const id = ids.find((known) => known.startsWith('chrome-extension://') && known.endsWith('${PANEL_TITLE}'));
		if (id) await ViewManager.ViewManager.instance().showView(id);
		return !!id;
	})()`;
	await poll('the Earshot tab', () => cdp.evaluate(session, select), 30_000);
	const frame = await poll('the panel', async () =>
		(await targets(cdp)).find(({ url }) => /^chrome-extension:.*\/panel\.html/.test(url)),
	);
	const inside = await attach(cdp, frame.targetId);
	await poll(
		'the panel to connect',
		() => cdp.evaluate(inside, "document.documentElement.getAttribute('data-ready') === 'true'"),
		30_000,
	);
}

async function ended(program: ChildProcess): Promise<void> {
	if (program.exitCode !== null) return;
	const gone = new Promise((go) => program.once('exit', go));
	const timer = setTimeout(() => program.kill('SIGKILL'), 3000);
	program.kill('SIGTERM');
	await gone;
	clearTimeout(timer);
}
