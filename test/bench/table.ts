import type { Setup } from './bench-browser.ts';
import type { Measured } from './measure.ts';
import type { Scenario } from './scenarios.ts';

/** Results of one scenario: a list over the rounds for each setup. */
export type Rounds = Partial<Record<Setup, Measured[]>>;

export const median = (values: readonly number[]): number => {
	const sorted = values.filter(Number.isFinite).toSorted((a, b) => a - b);
	const middle = sorted.length >> 1;
	if (sorted.length === 0) return Number.NaN;
	return sorted.length % 2
		? (sorted[middle] as number)
		: ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/** Median over the rounds of the ratio of each round: both runs of a ratio saw the same machine. */
export function ratio(rounds: Rounds, setup: Setup, base: Setup): number {
	const [over, under] = [rounds[setup] ?? [], rounds[base] ?? []];
	return median(over.map((one, i) => one.cpu / (under[i]?.cpu ?? Number.NaN)));
}

export interface Row {
	scenario: Scenario;
	rounds: Rounds;
}

export interface Verdict {
	text: string;
	failed: boolean;
}

/** Budgets against what was measured. Recording is compared with DevTools alone where that was measured: it needs DevTools. */
export function judge({ scenario, rounds }: Row): Verdict {
	const failures: string[] = [];
	const check = (setup: 'closed' | 'recording', base: Setup) => {
		const [found, most] = [ratio(rounds, setup, base), scenario.budget[setup]];
		if (most !== undefined && found > most) failures.push(`${setup} ${show(found)} > ${most}`);
	};
	check('closed', 'none');
	check('recording', rounds.devtools ? 'devtools' : 'none');
	const stalled = Object.entries(rounds).filter(([, all]) => all.some((one) => one.stalled));
	for (const [setup] of stalled) failures.push(`${setup} stalled`);
	return {
		text: failures.join(', ') || (Object.keys(scenario.budget).length > 0 ? 'met' : 'none set'),
		failed: failures.length > 0,
	};
}

/** The table of ratios: page CPU per operation against none, longest task in ms, heap kept in MB. */
export function table(rows: readonly Row[]): string {
	const head = [
		'scenario',
		'µs/op',
		'devtools',
		'closed',
		'recording',
		'rec/devtools',
		'longest task ms',
		'heap MB',
		'budget',
	];
	const lines = rows.map((row) => {
		const { rounds, scenario } = row;
		const each = (read: (one: Measured) => number | undefined) =>
			(['none', 'closed', 'recording'] as const)
				.map((setup) => show(median((rounds[setup] ?? []).map((one) => read(one) ?? Number.NaN)), 0))
				.join(' / ');
		return [
			scenario.what,
			show(median((rounds.none ?? []).map((one) => one.cpu))),
			show(ratio(rounds, 'devtools', 'none')),
			against(ratio(rounds, 'closed', 'none'), scenario.budget.closed),
			against(ratio(rounds, 'recording', 'none'), rounds.devtools ? undefined : scenario.budget.recording),
			against(ratio(rounds, 'recording', 'devtools'), scenario.budget.recording),
			each((one) => one.longest),
			each((one) => one.heap),
			judge(row).text,
		];
	});
	const all = [head, ...lines];
	const widths = head.map((_, i) => Math.max(...all.map((line) => line[i]?.length ?? 0)));
	const print = (line: string[]) => `| ${line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
	return [
		print(head),
		`|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
		...lines.map(print),
	].join('\n');
}

const against = (found: number, most: number | undefined): string =>
	most === undefined || !Number.isFinite(found)
		? show(found)
		: `${show(found)} ≤ ${most}${found > most ? ' ✗' : ''}`;

const show = (value: number, digits = 2): string =>
	Number.isFinite(value) ? value.toFixed(Math.abs(value) >= 100 ? 0 : digits) : '-';
