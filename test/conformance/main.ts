import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../../src/cli/browsers/browser.ts';
import { startBrowser } from '../lab/browser.ts';
import { type LabServer, startServer } from '../lab/server.ts';
import { compare, type Recorded } from './compare.ts';
import { runRandom } from './random/main.ts';
import { printReport } from './report.ts';
import { SUITES } from './suites.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string', multiple: true },
		extension: { type: 'string', default: 'dist/extension' },
		/** Instead of the suites, so many random programs; `seed`: of the first, `keep`: only these steps of each. */
		random: { type: 'string' },
		seed: { type: 'string' },
		keep: { type: 'string' },
		/** Also compares with the panel open and recording. */
		recording: { type: 'boolean' },
		/** Compares two runs without any extension: shows which checks are not repeatable. */
		self: { type: 'boolean' },
		suite: { type: 'string', multiple: true },
		verbose: { type: 'boolean' },
	},
});

const names = (options.browser ?? ['chromium', 'firefox']) as BrowserName[];
const suites = SUITES.filter((name) => !options.suite || options.suite.some((part) => name.startsWith(part)));

/** One fresh browser through all suites. Ports change from run to run, so they are taken out. */
async function record(
	server: LabServer,
	name: BrowserName,
	extension?: string,
	recording = false,
): Promise<Recorded[]> {
	const browser = await startBrowser(name, extension);
	try {
		if (recording) {
			await browser.tab.goto(`${server.origin('a')}/frame.html`);
			await browser.tab.openPanel();
		}
		const all: Recorded[] = [];
		for (const group of suites) {
			const run = `${name}-${extension ? 'with' : 'without'}-${group}-${Math.random()}`;
			const report = server.report(run, 120_000);
			await browser.tab.goto(`${server.origin('a')}/suite.html?suite=${group}&run=${run}`);
			const text = (await report).replaceAll(String(server.port), 'PORT').replaceAll(run, 'RUN');
			const found = JSON.parse(text) as { id: string; value: unknown }[];
			all.push(...found.map(({ id, value }) => ({ id, group, value })));
			if (options.verbose)
				for (const { id, value } of found) console.log(`${group}: ${id}: ${JSON.stringify(value)}`);
		}
		return all;
	} finally {
		await browser.close();
	}
}

const extension = options.self ? undefined : resolve(options.extension);

async function compareSuites(): Promise<boolean> {
	const server = await startServer([resolve('test/conformance/pages')]);
	let failed = false;
	try {
		for (const name of names) {
			const before = await record(server, name);
			const after = await record(server, name, extension);
			failed = printReport(`${name}, panel closed`, before, compare(before, after)) || failed;
			if (!options.recording) continue;
			const recorded = await record(server, name, extension, true);
			failed = printReport(`${name}, panel recording`, before, compare(before, recorded), true) || failed;
		}
	} finally {
		server.close();
	}
	return failed;
}

const failed = options.random
	? await runRandom({
			browsers: names,
			extension,
			count: Number(options.random),
			seed: Number(options.seed ?? Date.now() % 1_000_000),
			steps: options.keep?.split(',').map(Number),
			recording: options.recording ?? false,
		})
	: await compareSuites();
process.exitCode = failed ? 1 : 0;
