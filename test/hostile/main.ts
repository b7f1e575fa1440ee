import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserName } from '../../src/cli/browsers/browser.ts';
import { pause } from '../../src/cli/browsers/poll.ts';
import { startBrowser } from '../lab/browser.ts';
import { startServer } from '../lab/server.ts';
import { type Ear, type Heard, listenIn } from './ear.ts';
import { beyond, type Confession, isComplete, judge } from './judge.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string', multiple: true },
		extension: { type: 'string', default: 'dist/extension' },
		only: { type: 'string', multiple: true },
		verbose: { type: 'boolean' },
	},
});
const pages = resolve('test/hostile/pages');
const attacks = readdirSync(`${pages}/attacks`)
	.map((file) => file.replace(/\.js$/, ''))
	.filter((name) => !options.only || options.only.some((part) => name.startsWith(part)));

/** Reads until all that must be told has been, at most 15 s (a flood before it takes its time), and then a little longer: forgeries may come late. */
async function read(ear: Ear, confession: Confession): Promise<Heard[]> {
	const end = Date.now() + 15_000;
	while (Date.now() < end && !isComplete(confession, await ear.events())) await pause(100);
	await pause(150);
	return ear.events();
}

/** A page that never comes to an end has been harmed too, by itself or by us. */
const silent = (): Confession => ({ arrived: [], errors: ['the page never came to its end'], leaks: [] });

async function visit(browser: Browser, one: string): Promise<Confession> {
	const run = `${browser.name}-${one}-${Math.random()}`;
	const report = server.report(run, 30_000);
	await browser.tab.goto(`${server.origin('a')}/attack.html?attack=${one}&run=${run}`);
	return report.then((text) => JSON.parse(text) as Confession, silent);
}

/** What each page says without Earshot: a page that attacks hurts itself too. */
async function confessWithout(name: BrowserName): Promise<Map<string, Confession>> {
	const browser = await startBrowser(name);
	try {
		const all = new Map<string, Confession>();
		for (const one of attacks) all.set(one, await visit(browser, one));
		return all;
	} finally {
		await browser.close();
	}
}

async function attack(name: BrowserName): Promise<number> {
	const before = await confessWithout(name);
	const browser = await startBrowser(name, resolve(options.extension));
	let failures = 0;
	try {
		await browser.tab.goto(`${server.origin('a')}/child.html`);
		const ear = await listenIn(await browser.tab.openPanel());
		for (const one of attacks) {
			await ear.clear();
			const confession = beyond(await visit(browser, one), before.get(one) ?? silent());
			const heard = await read(ear, confession);
			if (options.verbose) for (const event of heard) console.log(JSON.stringify(event).slice(0, 300));
			failures += print(one, judge(confession, heard), heard.length);
		}
	} finally {
		await browser.close();
	}
	return failures;
}

function print(name: string, judgement: ReturnType<typeof judge>, count: number): number {
	const wrong = Object.entries(judgement).filter(([, list]) => list.length > 0);
	console.log(`  ${name.padEnd(20)} ${wrong.length === 0 ? 'held' : 'NOT HELD'}  (${count} events)`);
	for (const [what, list] of wrong) {
		for (const text of new Set(list as string[])) console.log(`      ${what}: ${text}`);
	}
	return wrong.length;
}

const server = await startServer([pages]);
let failures = 0;
try {
	for (const name of (options.browser ?? ['chromium', 'firefox']) as BrowserName[]) {
		console.log(`\n${name}: ${attacks.length} attacks; forged, suppressed, errors and leaks must be empty`);
		failures += await attack(name);
	}
} finally {
	server.close();
}
process.exitCode = failures > 0 ? 1 : 0;
