import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BiDi } from './bidi.ts';
import type { LaunchOptions } from './browser.ts';
import { Marionette } from './marionette.ts';
import { Hopeless, poll } from './poll.ts';

export interface FirefoxProcess {
	marionette: Marionette;
	bidi: BiDi;
	version: string;
	pid: number;
	closed: Promise<void>;
	close(): Promise<void>;
}

const START_TIMEOUT_MS = 90_000;
const QUIT_TIMEOUT_MS = 8_000;

/** Of the headless browser's window, in CSS pixels. */
export const WINDOW = { width: 1400, height: 900 };

const PREFERENCES = {
	'marionette.port': 0,
	'browser.shell.checkDefaultBrowser': false,
	'browser.aboutwelcome.enabled': false,
	'browser.startup.page': 0,
	'browser.newtabpage.enabled': false,
	'browser.warnOnQuit': false,
	'app.update.disabledForTesting': true,
	'datareporting.policy.dataSubmissionEnabled': false,
	'toolkit.telemetry.enabled': false,
	'network.captive-portal-service.enabled': false,
	'network.connectivity-service.enabled': false,
	'dom.security.https_first': false,
	// The demo's sign-in opens itself in the guided tour.
	'dom.disable_open_during_load': false,
	'devtools.toolbox.footer.height': 600,
	'devtools.selfxss.count': 10,
};

/** Starts Firefox with a profile of its own, and connects to it in both of its protocols. */
export async function startFirefox(options: LaunchOptions): Promise<FirefoxProcess> {
	const profile = await mkdtemp(join(tmpdir(), 'earshot-firefox-'));
	const preferences = {
		...PREFERENCES,
		'network.dns.localDomains': options.localHosts.join(','),
		...(options.isolated ? { 'network.dns.forceResolve': '127.0.0.1' } : {}),
		// Nobody reads along: what reads the panel knows its names in English.
		...(options.headless ? { 'intl.locale.requested': 'en-US' } : {}),
		// Nobody is there to answer either: what a page of the extension asks for on a click is granted.
		...(options.headless ? { 'extensions.webextOptionalPermissionPrompts': false } : {}),
	};
	const lines = Object.entries(preferences).map(
		([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
	);
	await writeFile(join(profile, 'user.js'), lines.join('\n'));

	const program = spawn(
		options.program,
		[
			'-no-remote',
			'-profile',
			profile,
			...(options.headless ? ['--headless'] : []),
			'-marionette',
			'--remote-debugging-port=0',
			'--remote-allow-system-access',
			'about:blank',
		],
		{
			env: {
				...process.env,
				MOZ_HEADLESS_WIDTH: String(WINDOW.width),
				MOZ_HEADLESS_HEIGHT: String(WINDOW.height),
			},
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		},
	);
	let log = '';
	for (const stream of [program.stdout, program.stderr]) {
		stream.on('data', (bytes: Buffer) => {
			log = (log + bytes).slice(-100_000);
		});
	}
	const kill = (): void => {
		try {
			// Its children are in the same process group.
			if (program.pid) process.kill(-program.pid, 'SIGKILL');
		} catch {
			// It has already gone.
		}
	};
	process.once('exit', kill);
	let lost: string | undefined;
	const exited = new Promise<void>((done) => {
		program.once('exit', () => {
			lost = 'it ended at once';
			done();
		});
		program.once('error', ({ message }) => {
			lost = message;
			done();
		});
	});
	const closed = exited.then(async () => {
		process.off('exit', kill);
		await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
	});

	try {
		const whileRunning = <T>(what: string, ask: () => Promise<T>) =>
			poll(
				what,
				async () => {
					if (lost !== undefined)
						throw new Hopeless(`Firefox could not be started: ${lost}\n${log.slice(-2_000)}`.trimEnd());
					return ask();
				},
				START_TIMEOUT_MS,
			);
		const port = await whileRunning('Firefox to start', async () =>
			Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8')),
		);
		const marionette = await whileRunning('Firefox to answer', () => Marionette.connect(port));
		// Only from then on does the new session say where to reach it by BiDi.
		await whileRunning('Firefox to listen', async () => log.includes('WebDriver BiDi listening'));
		const session = (await marionette.send('WebDriver:NewSession', {
			webSocketUrl: true,
			acceptInsecureCerts: options.isolated === true,
		})) as {
			capabilities: { webSocketUrl: string; browserVersion: string };
		};
		await marionette.send('Marionette:SetContext', { value: 'chrome' });
		const bidi = await BiDi.connect(session.capabilities.webSocketUrl);
		return {
			marionette,
			bidi,
			version: `Firefox ${session.capabilities.browserVersion}`,
			pid: program.pid ?? 0,
			closed,
			async close() {
				const patience = setTimeout(kill, QUIT_TIMEOUT_MS);
				await marionette.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(kill);
				await closed;
				clearTimeout(patience);
				bidi.close();
				marionette.close();
			},
		};
	} catch (error) {
		kill();
		await closed;
		throw error;
	}
}
