import type { Browser } from '../../src/cli/browsers/browser.ts';
import { type Fixture, loadFixtures } from '../corpus/fixtures.ts';
import { openLine } from '../helpers/panel-line.ts';
import type { Network } from './network.ts';
import { type Outcome, probe, type Stage } from './probing.ts';
import { prove } from './proving.ts';
import { wantedOf } from './stage.ts';
import { unseenFixtures } from './unseen.ts';

interface Choice {
	/** Which fixtures, by their ids. */
	only: RegExp;
	from: number;
	to: number | undefined;
	/** Variants tried of each message, about. */
	variants: number;
}

/** Probes the fixtures of all rules, and handlers of no rule, by messages that are given; tells what disagrees. */
export async function probeRules(
	browser: Browser,
	bare: Browser | undefined,
	network: Network,
	{ only, from, to, variants }: Choice,
): Promise<{ wrong: number; summary: string[] }> {
	const chosen = [...loadFixtures(), ...unseenFixtures()]
		.map((fixture, at) => ({ fixture, at }))
		.filter(({ fixture }) => only.test(fixture.id))
		.slice(from, to);
	const count = { agreed: 0, undecided: 0, wrong: 0, left: 0, worked: 0, idle: 0, failed: 0, unproved: 0 };
	const foreign = { agreed: 0, undecided: 0, wrong: 0 };
	let further = 0;
	const passed = new Map<string, number>();
	let stage = await begin(browser, network, variants);
	/** The proof that is being opened, in the other browser, while the next handler is probed. */
	let proving: Promise<void> | undefined;
	for (const { fixture, at } of chosen) {
		const wants = wantedOf(fixture);
		for (const [index, wanted] of wants.entries()) {
			if (typeof wanted === 'object') {
				passed.set(wanted.none, (passed.get(wanted.none) ?? 0) + 1);
				continue;
			}
			const tell = (text: string): void => console.log(`${fixture.id} ${index}: ${text}`);
			let outcome: Outcome;
			// Its page is at the same address.
			if (index > 0) await proving;
			try {
				outcome = await probe(stage, fixture, at, index);
			} catch (error) {
				count.wrong++;
				tell(String(error).slice(0, 200));
				// Nothing of what hung must be in the next one's way.
				await stage.tab.close();
				stage = await begin(browser, network, variants);
				continue;
			}
			further += outcome.further;
			const judged = { ...outcome.interpretation, wanted };
			// Where no origin gets through, there is nothing to compare with.
			const isMute = fixture.expected.never && judged.result === 'undecided';
			const note = (found: typeof judged, into: typeof foreign, way: string): void => {
				if (found.result === found.wanted || isMute) into.agreed++;
				else {
					into[found.result === 'undecided' ? 'undecided' : 'wrong']++;
					tell(`${way}${found.result}, not ${found.wanted}: ${found.reasons[0]?.message}`);
				}
			};
			note(judged, count, '');
			const reallyWanted = foreignWanted(fixture, index);
			if (outcome.foreign && reallyWanted)
				note({ ...outcome.foreign, wanted: reallyWanted }, foreign, 'really foreign: ');
			if (outcome.left.length > 0) {
				count.left++;
				tell(`the page is not as it was: ${outcome.left.join('; ').slice(0, 2_000)}`);
			}
			// Where another listener of the page is open, its proof shows nothing of this one.
			if (!bare || wanted === 'undecided') continue;
			if (wanted === 'refuted' && wants.includes('confirmed')) continue;
			await proving;
			proving = prove(bare, network, fixture, outcome)
				.catch((error) => String(error))
				.then((proof) => {
					if (typeof proof === 'object') {
						count.unproved++;
						tell(`no proof can be made: ${proof.none}`);
					} else if (proof === (wanted === 'confirmed' ? 'worked' : 'idle')) count[proof]++;
					else {
						count.failed++;
						tell(`the proof: ${proof.slice(0, 200)}`);
					}
				});
		}
	}
	await proving;
	await stage.tab.close();
	const ofAll = ({ agreed, undecided, wrong }: typeof foreign): string =>
		`${agreed} of ${agreed + undecided + wrong} as expected, ${undecided} undecided, ${wrong} wrong`;
	return {
		wrong: count.wrong + count.failed + count.left + foreign.wrong,
		summary: [
			`handlers of the rules and others: ${ofAll(count)}; really foreign messages: ${ofAll(foreign)}`,
			`${further} messages delivered again and in variants; ${count.left} pages changed`,
			`${count.worked} proofs worked, ${count.idle} did nothing to right handlers, ${count.failed} failed, ${count.unproved} without a proof`,
			...[...passed].map(([why, times]) => `not probed: ${times} ${why}`),
		],
	};
}

async function begin(browser: Browser, network: Network, variants: number): Promise<Stage> {
	const tab = await browser.newTab();
	await tab.goto(await network.put('https://victim.example/', '<title>Fixtures</title>'));
	const panel = await tab.openPanel();
	await openLine(panel);
	return { tab, panel, network, variants };
}

/** What a message of no origin shows; of a weak check that depends on which origins it lets in. */
function foreignWanted({ expected }: Fixture, index: number): 'confirmed' | 'refuted' | undefined {
	const verdict = expected.verdicts?.[index] ?? expected.verdict;
	if (verdict === 'none') return 'confirmed';
	return verdict === 'strict' ? 'refuted' : undefined;
}
