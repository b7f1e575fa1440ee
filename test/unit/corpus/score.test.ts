import { describe, expect, it } from 'vitest';
import { confusion, type Judged, missedBars, score } from '../../corpus/score.ts';

/** Judgements written as "label>answer". */
function judged(...pairs: string[]): Judged[] {
	return pairs.map((pair, index) => {
		const [expected = '', actual = ''] = pair.split('>');
		return { id: `${index}`, expected, actual, ambiguous: false, time: 1, reason: '' };
	});
}

describe('score', () => {
	it('counts none and weak as one flag, and exact answers apart', () => {
		const result = score(
			judged('none>weak', 'weak>weak', 'weak>source-only', 'strict>none', 'strict>strict', 'inert>unknown'),
		);
		expect(result).toEqual({
			count: 6,
			precision: 2 / 3,
			recall: 2 / 3,
			exact: 2 / 6,
			unknown: 1 / 6,
			dangerous: [],
		});
	});

	it('misses no bar when all is right', () => {
		expect(missedBars(score(judged('none>none', 'strict>strict', 'weak>weak')))).toEqual([]);
	});

	it('names each bar that is missed', () => {
		const missed = missedBars(score(judged('none>strict', 'weak>weak', 'strict>weak', 'inert>unknown')));
		expect(missed).toEqual([
			'precision 50.0 %',
			'recall 50.0 %',
			'exact 25.0 %',
			'unknown 25.0 %',
			'called strict: 0',
		]);
	});

	it('treats a crash as a wrong answer', () => {
		expect(missedBars(score(judged('weak>threw')))).toContain('recall 0.0 %');
	});

	it('prints a row for each label', () => {
		const rows = confusion(judged('none>weak', 'none>weak')).split('\n');
		expect(rows).toHaveLength(7);
		expect(rows[1]?.trim().split(/\s+/)).toEqual(['none', '.', '2', '.', '.', '.', '.']);
	});
});
