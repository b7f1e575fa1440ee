// `npm run probe`: puts the handlers of all rule fixtures to the test in a real browser, as the panel's probe does, and
// compares: those that let foreign origins in are to be confirmed, right ones refuted, and the page is to stay as it was.
// Then the proof of each is opened in a browser without Earshot: it is to work there, and the like of it against a right
// handler is not to. Pages and attackers stand at the addresses that they are written for, on this machine.
// `-- --browser firefox --only 'B1|unseen' --from 0 --to 50 --proofs none`
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserName } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import { loadFixtures } from '../corpus/fixtures.ts';
import { startBare } from '../helpers/bare-browser.ts';
import { openLine } from '../helpers/panel-line.ts';
import { type Network, startNetwork } from './network.ts';
import { type Outcome, probe, type Stage } from './probing.ts';
import { prove } from './proving.ts';
import { wantedOf } from './stage.ts';
import { unseenFixtures } from './unseen.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string' },
		only: { type: 'string', default: '' },
		from: { type: 'string', default: '0' },
		to: { type: 'string' },
		/** `none`: no proofs are opened. */
		proofs: { type: 'string', default: 'all' },
	},
});

async function begin(browser: Browser, network: Network): Promise<Stage> {
	const tab = await browser.newTab();
	await tab.goto(await network.put('https://victim.example/', '<title>Fixtures</title>'));
	const panel = await tab.openPanel();
	await openLine(panel);
	return { tab, panel, network };
}

/** Runs the chosen fixtures in one browser; how many disagree. */
async function run(name: BrowserName): Promise<number> {
	const network = startNetwork();
	const browser = await launch(name, {
		program: ensureBrowser(name),
		extension: resolve('dist/extension'),
		headless: true,
		localHosts: [],
		isolated: true,
	});
	const bare =
		options.proofs === 'none' ? undefined : await startBare(name, { localHosts: [], isolated: true });
	const chosen = [...loadFixtures(), ...unseenFixtures()]
		.map((fixture, at) => ({ fixture, at }))
		.filter(({ fixture }) => new RegExp(options.only).test(fixture.id))
		.slice(Number(options.from), options.to === undefined ? undefined : Number(options.to));
	const count = { agreed: 0, undecided: 0, wrong: 0, left: 0, worked: 0, idle: 0, failed: 0, unproved: 0 };
	const passed = new Map<string, number>();
	try {
		let stage = await begin(browser, network);
		for (const { fixture, at } of chosen) {
			const wants = wantedOf(fixture);
			for (const [index, wanted] of wants.entries()) {
				if (typeof wanted === 'object') {
					passed.set(wanted.none, (passed.get(wanted.none) ?? 0) + 1);
					continue;
				}
				const tell = (text: string): void => console.log(`${name} ${fixture.id} ${index}: ${text}`);
				let outcome: Outcome;
				try {
					outcome = await probe(stage, fixture, at, index);
				} catch (error) {
					count.wrong++;
					tell(String(error).slice(0, 200));
					// Nothing of what hung must be in the next one's way.
					await stage.tab.close();
					stage = await begin(browser, network);
					continue;
				}
				const { result, reasons } = outcome.interpretation;
				// Where no origin gets through, there is nothing to compare with.
				const isMute = fixture.expected.never && result === 'undecided';
				if (result === wanted || isMute) count.agreed++;
				else {
					count[result === 'undecided' ? 'undecided' : 'wrong']++;
					tell(`${result}, not ${wanted}: ${reasons[0]?.message}`);
				}
				if (outcome.left.length > 0) {
					count.left++;
					tell(`the page is not as it was: ${outcome.left.join('; ').slice(0, 2_000)}`);
				}
				// Where another listener of the page is open, its proof shows nothing of this one.
				if (!bare || wanted === 'undecided') continue;
				if (wanted === 'refuted' && wants.includes('confirmed')) continue;
				const proof = await prove(bare.browser, network, fixture, outcome).catch((error) => String(error));
				if (typeof proof === 'object') {
					count.unproved++;
					tell(`no proof can be made: ${proof.none}`);
				} else if (proof === (wanted === 'confirmed' ? 'worked' : 'idle')) count[proof]++;
				else {
					count.failed++;
					tell(`the proof: ${proof.slice(0, 200)}`);
				}
			}
		}
	} finally {
		await browser.close();
		await bare?.end();
		await network.close();
	}
	const of = count.agreed + count.undecided + count.wrong;
	console.log(
		`${browser.version}: ${count.agreed} of ${of} as expected, ${count.undecided} undecided, ${count.wrong} wrong; ` +
			`${count.left} pages changed; ${count.worked} proofs worked, ${count.idle} did nothing to right handlers, ` +
			`${count.failed} failed, ${count.unproved} without a proof.`,
	);
	for (const [why, times] of passed) console.log(`not probed: ${times} ${why}`);
	return count.wrong + count.failed + count.left;
}

const browsers: BrowserName[] =
	options.browser === 'chromium' || options.browser === 'firefox'
		? [options.browser]
		: ['chromium', 'firefox'];
let wrong = 0;
for (const name of browsers) wrong += await run(name);
process.exitCode = wrong > 0 ? 1 : 0;
