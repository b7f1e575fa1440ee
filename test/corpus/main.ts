/**
 * Measures the analyser: `npm run corpus [-- --robust] [-- --lone] [-- --all]`.
 * Judges the labelled listeners and the rule fixtures, prints the figures, exits 1 below the bars.
 */
import { parseArgs } from 'node:util';
import { judgeAlone, judgeLabels } from './judge.ts';
import { loadLabels } from './labels.ts';
import { fetchPackages } from './packages.ts';
import { checkRobustness } from './robust.ts';
import { confusion, type Judged, missedBars, percent, score } from './score.ts';
import { checkFixtures } from './taxonomy.ts';

/** Milliseconds that the text of a handler alone may take. */
const LONE_MS = 20;
/** Of each the quickest counts: what other programs take meanwhile is none of its time. */
const LONE_ROUNDS = 5;

const { values } = parseArgs({
	options: { robust: { type: 'boolean' }, lone: { type: 'boolean' }, all: { type: 'boolean' } },
});

const labels = loadLabels();
const packages = labels
	.filter((label) => label.origin === 'npm')
	.map((label) => `${label.package}@${label.version}`);
await fetchPackages(packages);
process.exitCode = (values.robust ? await checkRobustness(packages) : values.lone ? timeLone() : measure())
	? 0
	: 1;

function measure(): boolean {
	const judged = judgeLabels(labels);
	const clear = judged.filter((one) => !one.ambiguous);
	console.log(confusion(judged));
	for (const one of judged.filter((each) => values.all || each.expected !== each.actual)) {
		console.log(
			`\n${one.id}\n  expected ${one.expected}, said ${one.actual}${one.ambiguous ? ' (ambiguous)' : ''}`,
		);
		console.log(`  said: ${one.reason}`);
		console.log(`  label: ${labels.find((label) => label.id === one.id)?.reason ?? ''}`);
	}
	console.log('');
	print('all', judged);
	print('without ambiguous', clear);
	// For comparison only: what is left when the script around the listener is not to be had.
	print('by the function text alone', judgeAlone(labels));
	const missed = missedBars(score(judged));
	const failures = checkFixtures();
	for (const failure of failures.messages) console.log(`fixture ${failure}`);
	console.log(`fixtures: ${failures.passed} of ${failures.total} as expected`);
	for (const bar of missed) console.log(`below the bar: ${bar}`);
	return missed.length === 0 && failures.passed === failures.total;
}

/** How long the texts of the handlers alone take, once the analyser's code is warm; the least of some rounds each. */
function timeLone(): boolean {
	const rounds = Array.from({ length: LONE_ROUNDS }, () => judgeAlone(labels));
	const least = (at: number): number => Math.min(...rounds.flatMap((round) => round[at]?.time ?? []));
	const judged = labels.map(({ id }, at) => ({ id, time: least(at) })).sort((a, b) => b.time - a.time);
	const over = judged.filter((one) => one.time > LONE_MS);
	for (const { id, time } of judged.slice(0, 10)) console.log(`${time.toFixed(1).padStart(7)} ms  ${id}`);
	const total = judged.reduce((sum, one) => sum + one.time, 0);
	console.log(`${judged.length} handlers, ${total.toFixed(0)} ms, ${over.length} over ${LONE_MS} ms`);
	return over.length === 0;
}

function print(name: string, judged: readonly Judged[]): void {
	const result = score(judged);
	const times = judged.map((one) => one.time).sort((a, b) => a - b);
	console.log(
		`${name} (${result.count}): precision ${percent(result.precision)}, recall ${percent(result.recall)}, ` +
			`exact ${percent(result.exact)}, unknown ${percent(result.unknown)}, ` +
			`flagged but called strict ${result.dangerous.length}, ` +
			`time median ${times[times.length >> 1]?.toFixed(0)} ms, worst ${times.at(-1)?.toFixed(0)} ms`,
	);
}
