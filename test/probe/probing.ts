import type { Tab } from '../../src/cli/browsers/browser.ts';
import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import { interpret } from '../../src/probe/interpret.ts';
import { variantsOf } from '../../src/probe/mutations.ts';
import { ownActs } from '../../src/probe/own-acts.ts';
import { STRANGER } from '../../src/probe/plan.ts';
import { guardResult } from '../../src/protocol/guard-result.ts';
import type { ProbePlan, ProbeSource, ProbeTranscript } from '../../src/protocol/probe.ts';
import type { Value } from '../../src/protocol/value.ts';
import type { Fixture } from '../corpus/fixtures.ts';
import { judge } from '../corpus/taxonomy.ts';
import { ask, type PanelLine } from '../helpers/panel-line.ts';
import type { Network } from './network.ts';
import { addressOf, filesOf, messageOf, sourceOf } from './stage.ts';
import { changesBy } from './traces.ts';

export interface Stage {
	tab: Tab;
	panel: PanelHandle;
	network: Network;
	/** Variants tried of each message, about. */
	variants: number;
}

/** What came of putting one listener to the test. */
export interface Outcome {
	url: string;
	trusted: string;
	trustedSender: ProbeSource;
	plan: ProbePlan;
	baseline: ProbeTranscript;
	attack: ProbeTranscript;
	interpretation: ReturnType<typeof interpret>;
	/** The same for a message of a really foreign frame; absent where the handler goes by more than the message. */
	foreign?: ReturnType<typeof interpret>;
	/** Messages delivered again and in variants. */
	further: number;
	/** What of the page is not as it was. */
	left: string[];
}

/** ms until a document that does not answer is given up: longer than the relay waits for a listener. */
const ANSWER_MS = 15_000;

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
		ports: /\bports\b/.test(fixture.text) ? 1 : 0,
		safe: true,
		timeLimit: 100,
	});
	const plan = planFor(attack);
	const { done, left } = await changesBy(tab, async () => {
		// Some handlers act on the second message only.
		for (let round = 1; round < (expected.times ?? 1); round++) await deliver(stage, plan);
		const seen = await deliver(stage, plan);
		const baseline = await deliver(stage, planFor(trusted));
		const interpretation = interpret(baseline, seen);
		const foreign = isByMessageAlone(plan, fixture)
			? { foreign: await deliverForeign(stage, plan, baseline) }
			: {};
		return {
			baseline,
			attack: seen,
			interpretation,
			...foreign,
			further: await deliverFurther(stage, plan, at),
		};
	});
	return { url, trusted, trustedSender: plan.source, plan, left, ...done };
}

/** Whether all that a handler goes by is in the message and its origin. */
const isByMessageAlone = ({ source }: ProbePlan, { expected: { times, env } }: Fixture): boolean =>
	source.relation === 'stranger' && times === undefined && env === undefined;

async function deliverForeign(
	stage: Stage,
	plan: ProbePlan,
	baseline: ProbeTranscript,
): Promise<Outcome['interpretation']> {
	const seen = await deliver(stage, { ...plan, delivery: 'foreign', origin: 'null' });
	return interpret(baseline, ownActs(seen, baseline));
}

/** ms that a message is watched of which only that nothing comes of it counts. */
const GLANCE_MS = 5;

/**
 * Delivers the message again, edited, and in variants, in one go; how many were delivered.
 *
 * @param from where to begin in the list of variants: others for each handler, so that together they get all kinds
 */
async function deliverFurther(
	{ panel, variants: most }: Stage,
	plan: ProbePlan,
	from: number,
): Promise<number> {
	const edited: Value = { t: 'object', id: 1, e: [['edited', plan.payload]] };
	const all = variantsOf(plan.payload).map(({ value }) => value);
	const step = Math.max(1, Math.floor(all.length / most));
	const variants = all.filter((_, index) => index % step === from % step);
	const plans = [plan.payload, plan.payload, edited, ...variants].map((payload) => ({
		...plan,
		payload,
		timeLimit: GLANCE_MS,
	}));
	const failures = await panel.evaluate(async (planned) => {
		const { line } = window as unknown as { line: PanelLine };
		const found: string[] = [];
		for (const one of planned) {
			const result = await line.ask({ kind: 'probe', plan: one });
			if (result.kind !== 'transcript') found.push(JSON.stringify(result));
		}
		return found;
	}, plans);
	if (failures.length > 0) throw new Error(failures.join());
	return plans.length;
}
