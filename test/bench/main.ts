import { fork } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName } from '../../src/cli/browsers/browser.ts';
import { type Setup, startBench } from './bench-browser.ts';
import { type Measured, measure } from './measure.ts';
import { SCENARIOS } from './scenarios.ts';
import { judge, type Rounds, type Row, table } from './table.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string', default: 'chromium' },
		extension: { type: 'string', default: 'dist/extension' },
		/** Small sizes and one round: under a minute, to see that nothing is badly off. */
		quick: { type: 'boolean' },
		rounds: { type: 'string' },
		/** Factor on the sizes, for more rounds in the same time: medians of many small runs suit a busy machine. */
		scale: { type: 'string' },
		/** Scenarios by the start of their names. */
		only: { type: 'string', multiple: true },
		/** Which set-ups to compare: none, devtools, closed, recording. */
		setup: { type: 'string', multiple: true },
		json: { type: 'string' },
	},
});

const browserName = options.browser as BrowserName;
const extension = resolve(options.extension);
if (!existsSync(resolve(extension, 'manifest.json')))
	throw new Error(`No extension in ${extension}: npm run build`);
const usual: Setup[] =
	browserName === 'chromium' ? ['none', 'devtools', 'closed', 'recording'] : ['none', 'closed', 'recording'];
const setups = (options.setup as Setup[] | undefined) ?? usual;
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
const sizes = options.quick
	? { scale: 0.04, limit: 1500 }
	: { scale: Number(options.scale ?? 1), limit: 20_000 };
const chosen = SCENARIOS.filter(
	({ name }) => !options.only || options.only.some((part) => name.startsWith(part)),
);

const server = fork(resolve('test/lab/run.mjs'), ['test/bench/serve.ts'], { stdio: 'inherit' });
const port = await new Promise<number>((go) => server.once('message', (message) => go(Number(message))));
const results = new Map<string, Rounds>(chosen.map(({ name }) => [name, {}]));

/** All scenarios in one fresh browser. */
async function run(setup: Setup): Promise<void> {
	const browser = await startBench(browserName, setup, extension, `http://a.localhost:${port}/bench.html`);
	try {
		for (const scenario of chosen) {
			const found: Measured = await measure(browser, scenario, sizes, port);
			const all = results.get(scenario.name) as Rounds;
			all[setup] = [...(all[setup] ?? []), found];
			process.stderr.write(`${setup.padEnd(10)} ${scenario.name.padEnd(16)} ${found.cpu.toFixed(1)} µs\n`);
		}
	} finally {
		await browser.close();
	}
}

try {
	// Interleaved, each round in the other direction: a machine that slows down slows all of them.
	for (let i = 0; i < rounds; i++) for (const setup of i % 2 ? setups.toReversed() : setups) await run(setup);
} finally {
	server.disconnect();
}

const rows: Row[] = chosen.map((scenario) => ({ scenario, rounds: results.get(scenario.name) ?? {} }));
console.log(
	`${browserName}, ${rounds} round(s), sizes x ${sizes.scale}. CPU of the page's main thread (loads: of the whole browser).`,
);
console.log(
	'Columns devtools, closed, recording: factor on no extension, and its budget. Recording is held against DevTools alone\n' +
		'where that was measured. Tasks and heap: none / closed / recording.\n',
);
console.log(table(rows));
if (options.json) writeFileSync(options.json, JSON.stringify(rows, null, '\t'));
process.exitCode = rows.some((row) => judge(row).failed) ? 1 : 0;
