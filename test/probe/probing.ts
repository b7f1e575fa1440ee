import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { interpret } from '../../src/probe/interpret.ts';
import { STRANGER } from '../../src/probe/plan.ts';
import { guardResult } from '../../src/protocol/guard-result.ts';
import type { ProbePlan, ProbeTranscript } from '../../src/protocol/probe.ts';
import type { Fixture } from '../corpus/fixtures.ts';
import { judge } from '../corpus/taxonomy.ts';
import { ask, type PanelLine } from '../helpers/panel-line.ts';
import type { Network } from './network.ts';
import { addressOf, filesOf, messageOf, sourceOf } from './stage.ts';

export interface Stage {
	tab: Tab;
	panel: PanelHandle;
	network: Network;
}

/** What came of putting one listener to the test. */
export interface Outcome {
	url: string;
	trusted: string;
	plan: ProbePlan;
	baseline: ProbeTranscript;
	attack: ProbeTranscript;
	interpretation: ReturnType<typeof interpret>;
	/** What of the page is not as it was. */
	left: string[];
}

/** ms until a document that does not answer is given up: longer than the relay waits for a listener. */
const ANSWER_MS = 15_000;

/** All that a probe in safe mode must leave alone. */
const traces = (tab: Tab): Promise<Record<string, string>> =>
	tab.evaluate(() => {
		const page = document.documentElement.cloneNode(true) as HTMLElement;
		// That one changes by itself.
		page.querySelector('#clock')?.replaceChildren();
		return {
			document: page.outerHTML,
			storage: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
			cookies: document.cookie,
			address: location.href,
			requests: performance
				.getEntriesByType('resource')
				.map(({ name }) => name)
				.join(),
			globals: Object.getOwnPropertyNames(window)
				.filter((name) => /earshot/i.test(name))
				.join(),
		};
	});

const differences = (before: Record<string, string>, after: Record<string, string>): string[] =>
	Object.keys(before).flatMap((name) =>
		before[name] === after[name] ? [] : [`${name}: ${before[name]} is ${after[name]}`],
	);

async function deliver({ panel }: Stage, plan: ProbePlan): Promise<ProbeTranscript> {
	const late = new Promise<never>((_, fail) => {
		setTimeout(() => fail(new Error('no answer')), ANSWER_MS).unref();
	});
	const result = guardResult(await Promise.race([ask(panel, { kind: 'probe', plan }), late]));
	if (result.kind !== 'transcript') throw new Error(JSON.stringify(result));
	return result.transcript;
}

/** Opens a fixture's page as an attacker would have it opened. */
async function enter({ tab, network }: Stage, fixture: Fixture, url: string, attack: string): Promise<void> {
	for (const [address, text] of filesOf(fixture, url, attack)) await network.put(address, text);
	const { env } = fixture.expected;
	if (env?.['document.referrer'] !== undefined && attack !== 'null') {
		await tab.goto(await network.put(`${attack}/page`, '<title>Before</title>'));
		await tab.evaluate((to) => {
			location.href = to;
		}, url);
	} else await tab.goto(url);
	if (env?.['name'] === undefined) return;
	await tab.evaluate((name) => {
		window.name = name;
	}, attack);
	await tab.reload();
}

/** Puts the fixture's listener of this index to the test. */
export async function probe(stage: Stage, fixture: Fixture, at: number, index: number): Promise<Outcome> {
	const { tab, panel } = stage;
	const { expected } = fixture;
	const attack = judge(fixture, expected.context)[index]?.witness ?? STRANGER;
	const url = addressOf(fixture, at, attack);
	await enter(stage, fixture, url, attack);
	const listener = await panel.waitFor(
		(address, wanted) => {
			const { line } = window as unknown as { line: PanelLine };
			if (line.url() !== address) return undefined;
			const added = line.told().filter(({ kind, type }) => kind === 'listener-added' && type === 'message');
			return added[Number(wanted)]?.['listener'] as number | undefined;
		},
		[url, index],
	);
	const trusted = expected.trusted ?? 'https://shop.example';
	const planFor = (origin: string): ProbePlan => ({
		listener,
		payload: messageOf(fixture, origin),
		delivery: 'posed',
		origin,
		source: sourceOf(fixture),
		safe: true,
		timeLimit: 100,
	});
	await tab.waitFor(() => document.readyState === 'complete', []);
	const before = await traces(tab);
	const plan = planFor(attack);
	// Some handlers act on the second message only.
	for (let round = 1; round < (expected.times ?? 1); round++) await deliver(stage, plan);
	const foreign = await deliver(stage, plan);
	const baseline = await deliver(stage, planFor(trusted));
	return {
		url,
		trusted,
		plan,
		baseline,
		attack: foreign,
		interpretation: interpret(baseline, foreign),
		left: differences(before, await traces(tab)),
	};
}
