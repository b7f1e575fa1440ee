import { describe, expect, it } from 'vitest';
import { loadFixtures } from '../../corpus/fixtures.ts';
import { problemsOf } from '../../corpus/taxonomy.ts';

const ROWS = [
	...numbered('A', 15),
	...numbered('B', 19),
	...numbered('C', 17),
	...numbered('D', 16),
	...numbered('E', 11),
	...numbered('F', 3),
];

function numbered(letter: string, count: number): string[] {
	return Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
}

const fixtures = loadFixtures();

describe('the rules', () => {
	it.each(ROWS)('%s has a wrong form and the nearest right form', (row) => {
		const files = fixtures.filter((fixture) => fixture.row === row).map((fixture) => fixture.file);
		expect(files).toContain('bad.js');
		expect(files).toContain('good.js');
	});

	it.each(fixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (_, fixture) => {
		expect(problemsOf(fixture)).toEqual([]);
	});
});
