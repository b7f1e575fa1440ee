// `npm run probe`: puts the handlers of all rule fixtures to the test in a real browser, as the panel's probe does, and
// compares: those that let foreign origins in are to be confirmed, right ones refuted, and the page is to stay as it was.
// `-- --browser firefox --only B1 --from 0 --to 50`
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BrowserName, Tab } from '../../src/cli/browsers/browser.ts';
import { ensureBrowser } from '../../src/cli/browsers/ensure-browser.ts';
import { launch } from '../../src/cli/browsers/launch.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { SITE_NAMES, type Sites, startSites } from '../../src/cli/demo/site-server.ts';
import { type Interpretation, interpret } from '../../src/probe/interpret.ts';
import { STRANGER } from '../../src/probe/plan.ts';
import { guardResult } from '../../src/protocol/guard-result.ts';
import type { ProbePlan, ProbeTranscript } from '../../src/protocol/probe.ts';
import { type Fixture, loadFixtures } from '../corpus/fixtures.ts';
import { judge } from '../corpus/taxonomy.ts';
import { ask, openLine, type PanelLine } from '../helpers/panel-line.ts';
import { messageOf, originIn, pageOf, wantedOf } from './stage.ts';

const { values: options } = parseArgs({
	options: {
		browser: { type: 'string' },
		only: { type: 'string', default: '' },
		from: { type: 'string', default: '0' },
		to: { type: 'string' },
	},
});

interface Stage {
	tab: Tab;
	panel: PanelHandle;
	sites: Sites;
}

/** ms until a document that does not answer is given up: longer than the relay waits for a listener. */
const ANSWER_MS = 15_000;

/** All that a probe in safe mode must leave alone. */
const traces = (tab: Tab): Promise<string> =>
	tab.evaluate(() =>
		JSON.stringify([
			document.documentElement.outerHTML,
			Object.entries(localStorage),
			Object.entries(sessionStorage),
			document.cookie,
			location.href,
			performance.getEntriesByType('resource').length,
			Object.getOwnPropertyNames(window).filter((name) => /earshot/i.test(name)),
		]),
	);

async function deliver({ panel }: Stage, plan: ProbePlan): Promise<ProbeTranscript> {
	const late = new Promise<never>((_, fail) => {
		setTimeout(() => fail(new Error('no answer')), ANSWER_MS).unref();
	});
	const result = guardResult(await Promise.race([ask(panel, { kind: 'probe', plan }), late]));
	if (result.kind !== 'transcript') throw new Error(JSON.stringify(result));
	return result.transcript;
}

/** Puts one fixture's handler to the test; what came of it, and whether the page is as it was. */
async function probe(
	stage: Stage,
	fixture: Fixture,
	at: number,
): Promise<{ interpretation: Interpretation; left: boolean }> {
	const { tab, panel, sites } = stage;
	const url = sites.put('shop', `/fixture-${at}.html`, pageOf(fixture));
	await tab.goto(url);
	const listener = await panel.waitFor(
		(address) => {
			const { line } = window as unknown as { line: PanelLine };
			if (line.url() !== address) return undefined;
			return line.told().find(({ kind, type }) => kind === 'listener-added' && type === 'message')?.[
				'listener'
			] as number | undefined;
		},
		[url],
	);
	const own = sites.origin('shop');
	const trusted = originIn(fixture.expected.trusted ?? 'https://shop.example', own);
	const attack = judge(fixture, fixture.expected.context)[0]?.witness ?? STRANGER;
	const planFor = (origin: string): ProbePlan => ({
		listener,
		payload: messageOf(fixture, origin),
		delivery: 'posed',
		origin,
		source: { relation: 'stranger' },
		safe: true,
		timeLimit: 100,
	});
	const before = await traces(tab);
	// Some handlers act on the second message only.
	for (let round = 1; round < (fixture.expected.times ?? 1); round++) await deliver(stage, planFor(attack));
	const foreign = await deliver(stage, planFor(attack));
	const baseline = await deliver(stage, planFor(trusted));
	return { interpretation: interpret(baseline, foreign), left: (await traces(tab)) !== before };
}

/** Runs the chosen fixtures in one browser; how many disagree. */
async function run(name: BrowserName): Promise<number> {
	const sites = await startSites(resolve('test/fixtures/sites'));
	const browser = await launch(name, {
		program: ensureBrowser(name),
		extension: resolve('dist/extension'),
		headless: true,
		localHosts: SITE_NAMES.map((site) => `${site}.test`),
	});
	const chosen = loadFixtures()
		.filter(({ id }) => id.includes(options.only ?? ''))
		.slice(Number(options.from), options.to === undefined ? undefined : Number(options.to));
	const count = { agreed: 0, undecided: 0, wrong: 0, left: 0, passed: 0 };
	try {
		const begin = async (): Promise<Stage> => {
			const tab = await browser.newTab();
			await tab.goto(sites.put('shop', '/fixture.html', '<title>Fixtures</title>'));
			const panel = await tab.openPanel();
			await openLine(panel);
			return { tab, panel, sites };
		};
		let stage = await begin();
		for (const [at, fixture] of chosen.entries()) {
			const wanted = wantedOf(fixture);
			if (typeof wanted === 'object') {
				count.passed++;
				continue;
			}
			const tell = (text: string): void => console.log(`${name} ${fixture.id}: ${text}`);
			try {
				const { interpretation, left } = await probe(stage, fixture, at);
				const { result, reasons } = interpretation;
				// Where no origin gets through, there is nothing to compare with.
				const isMute = fixture.expected.never && result === 'undecided';
				if (result === wanted || isMute) count.agreed++;
				else {
					count[result === 'undecided' ? 'undecided' : 'wrong']++;
					tell(`${result}, not ${wanted}: ${reasons[0]?.message}`);
				}
				if (left) {
					count.left++;
					tell('the page is not as it was');
				}
			} catch (error) {
				count.wrong++;
				tell(String(error).slice(0, 200));
				// Nothing of what hung must be in the next one's way.
				await stage.tab.close();
				stage = await begin();
			}
		}
	} finally {
		await browser.close();
		await sites.close();
	}
	const of = chosen.length - count.passed;
	console.log(
		`${browser.version}: ${count.agreed} of ${of} as expected, ${count.undecided} undecided, ${count.wrong} wrong; ` +
			`${count.left} pages changed; ${count.passed} fixtures cannot be probed.`,
	);
	return count.wrong + count.left;
}

const browsers: BrowserName[] =
	options.browser === 'chromium' || options.browser === 'firefox'
		? [options.browser]
		: ['chromium', 'firefox'];
let wrong = 0;
for (const name of browsers) wrong += await run(name);
process.exitCode = wrong > 0 ? 1 : 0;
