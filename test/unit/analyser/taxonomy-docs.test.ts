import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Fixture, loadFixtures } from '../../corpus/fixtures.ts';

const page = readFileSync('docs/origin-checks.md', 'utf8');
const fixtures = loadFixtures();

/** Row, title and the verdicts named for it, of each entry of the page. */
const entries = [...page.matchAll(/^### ([A-F]\d+)\. (.+)\nVerdict: (.+)$/gm)].map(
	([, row, title, line = '']) => ({
		row,
		title,
		named: [...line.matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
	}),
);

function verdictsOf({ expected }: Fixture): string[] {
	return [expected.verdict ?? [], expected.verdicts ?? []].flat();
}

describe('the reference page', () => {
	it('has an entry with the same title for each rule, in order', () => {
		const rules = new Map(
			fixtures.filter(({ row }) => row !== 'shape').map(({ row, title }) => [row, title]),
		);
		expect(entries.map(({ row, title }) => [row, title])).toEqual([...rules]);
	});

	it.each(entries)('names the verdicts of the scripts of $row', ({ row, named }) => {
		const scripts = fixtures.filter((fixture) => fixture.row === row);
		const given = scripts.flatMap(verdictsOf);
		expect(given).toEqual(expect.arrayContaining(named));
		for (const { id, expected } of scripts.filter(({ file }) => file.startsWith('bad'))) {
			const allowed = expected.verdicts ?? [expected.verdict ?? []].flat().slice(0, 1);
			expect(named, id).toEqual(expect.arrayContaining(allowed));
		}
	});

	it('explains every verdict', () => {
		for (const verdict of new Set(fixtures.flatMap(verdictsOf))) expect(page).toContain(`| \`${verdict}\` |`);
	});
});
