import { describe, expect, it } from 'vitest';
import { type Fixture, loadFixtures } from '../../corpus/fixtures.ts';
import { reachesUse } from '../../corpus/run-handler.ts';
import { strangersTo } from '../../corpus/strangers.ts';
import { judge } from '../../corpus/taxonomy.ts';

const runnable = loadFixtures().filter((fixture) => !fixture.expected.noRun);
const expects = (fixture: Fixture, name: string) =>
	[fixture.expected.verdict ?? [], fixture.expected.verdicts ?? []]
		.flat()
		.every((verdict) => verdict === name);
const named = (fixtures: readonly Fixture[]) => fixtures.map((fixture) => [fixture.id, fixture] as const);

/** Origins that the script does not trust on purpose. */
function foreign({ text, expected }: Fixture): string[] {
	const meant = expected.accepts === undefined ? undefined : new RegExp(expected.accepts);
	const named = new Set([expected.trusted]);
	// Every origin that a right form spells out is one it trusts.
	for (const [origin] of text.matchAll(/https?:\/\/[\w.-]+(:\d+)?(?=['"`\s,])/g)) named.add(origin);
	return strangersTo(text).filter((origin) => !named.has(origin) && !meant?.test(origin));
}

describe('the scripts themselves', () => {
	it.each(named(runnable.filter((one) => expects(one, 'none'))))(
		'%s: anyone gets through',
		async (_, fixture) => {
			expect(await reachesUse(fixture, 'https://evil.test')).toBe(true);
		},
	);

	it.each(named(runnable.filter((one) => expects(one, 'strict'))))(
		'%s: no stranger gets through',
		async (_, fixture) => {
			const through: string[] = [];
			for (const origin of foreign(fixture)) if (await reachesUse(fixture, origin)) through.push(origin);
			expect(through).toEqual([]);
		},
	);

	it.each(named(runnable.filter((one) => expects(one, 'strict') && !one.expected.never)))(
		'%s: the right origin gets through',
		async (_, fixture) => {
			expect(fixture.expected.trusted).toBeDefined();
			expect(await reachesUse(fixture, fixture.expected.trusted ?? '')).toBe(true);
		},
	);

	const sourceOnly = runnable.filter(
		(one) => expects(one, 'source-only') && one.expected.source !== undefined,
	);
	it.each(named(sourceOnly))('%s: the window decides, the origin does not', async (_, fixture) => {
		expect(await reachesUse(fixture, 'https://evil.test')).toBe(true);
		expect(await reachesUse(fixture, 'https://evil.test', 'stranger')).toBe(false);
	});
});

describe('the witness of a weak verdict', () => {
	const weak = runnable.filter((fixture) => expects(fixture, 'weak'));
	it.each(named(weak))('%s: the script itself lets the witness through', async (_, fixture) => {
		const verdict = judge(fixture, fixture.expected.context).find((one) => one.verdict === 'weak');
		expect(verdict?.witness).toBeDefined();
		expect(await reachesUse(fixture, verdict?.witness ?? '')).toBe(true);
	});
});
