// `npm run probe`: puts handlers to the test in a real browser, as the panel's probe does, and compares: those that let
// foreign origins in are to be confirmed, right ones refuted, and the page is to stay as it was, whatever is delivered
// again and in variants. Then the proof of each is opened in a browser without Earshot: it is to work there, and the like
// of it against a right handler is not to. `rules`: the handlers of all rule fixtures and some of no rule, with given
// messages. `panel`: handlers as pages have them, by nothing but the panel itself. `deeds`: one that does all that a handler
// can, and whether it leaves any trace that is not known. `watch`: the same without a probe, and more ways on which a text
// gets to a sink, while sinks are watched: what is told, and what the page can notice. Pages and attackers stand at the
// addresses that they are written for, on this machine.
// `-- --browser firefox --set rules --only 'B1|unseen' --from 0 --to 50 --variants 100 --proofs none`
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, BrowserName } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import { startBare } from '../helpers/bare-browser.ts';
import { probeAllByPanel } from './by-panel.ts';
import { probeDeeds } from './deeds/run.ts';
import { type Network, startNetwork } from './network.ts';
import { probeRules } from './rules.ts';
import { watchDeeds } from './watch/run.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string' },
		/** `rules`, `panel`, `deeds` or `watch`; absent: all. */
		set: { type: 'string' },
		only: { type: 'string', default: '' },
		from: { type: 'string', default: '0' },
		to: { type: 'string' },
		/** How many of each handler, about. */
		variants: { type: 'string', default: '10' },
		/** `none`: no proofs are opened. */
		proofs: { type: 'string', default: 'all' },
	},
});
const choice = {
	only: new RegExp(options.only),
	from: Number(options.from),
	to: options.to === undefined ? undefined : Number(options.to),
	variants: Number(options.variants),
};
const SETS = { rules: probeRules, panel: probeAllByPanel, deeds: probeDeeds, watch: watchDeeds };

/** Runs what was chosen in one browser; how many disagree. */
async function run(name: BrowserName): Promise<number> {
	const network: Network = startNetwork();
	const browser: Browser = await launch(name, {
		program: ensureBrowser(name),
		extension: resolve('dist/extension'),
		headless: true,
		localHosts: [],
		isolated: true,
	});
	const bare =
		options.proofs === 'none' ? undefined : await startBare(name, { localHosts: [], isolated: true });
	let disagreeing = 0;
	try {
		for (const [set, probeSet] of Object.entries(SETS)) {
			if (options.set !== undefined && options.set !== set) continue;
			const { wrong, summary } = await probeSet(browser, bare?.browser, network, choice);
			disagreeing += wrong;
			for (const line of summary) console.log(`${browser.version}: ${line}.`);
		}
	} finally {
		await browser.close();
		await bare?.end();
		await network.close();
	}
	return disagreeing;
}

const browsers: BrowserName[] =
	options.browser === 'chromium' || options.browser === 'firefox'
		? [options.browser]
		: ['chromium', 'firefox'];
let wrong = 0;
for (const name of browsers) wrong += await run(name);
process.exitCode = wrong > 0 ? 1 : 0;
