import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { loadFixtures } from '../../corpus/fixtures.ts';
import { problemsOf } from '../../corpus/taxonomy.ts';

/** Where what a compiler makes of a script is another one: its check is gone. */
const OTHERS: Record<string, string[]> = {
	minified: ['A4-warn-and-go-on/bad-callback.js'],
};

const fixtures = loadFixtures();

describe.each([
	['minified', (text: string) => transformSync(text, { minify: true, target: 'es2022' }).code],
	['compiled for old engines', (text: string) => transformSync(text, { target: 'es2016' }).code],
])('what is said of the rules, %s', (form, compiled) => {
	it.each(fixtures.map((fixture) => [fixture.id, fixture] as const))('%s', (id, fixture) => {
		const same = problemsOf({ ...fixture, text: compiled(fixture.text) });
		if (OTHERS[form]?.includes(id)) expect(same).not.toEqual([]);
		else expect(same).toEqual([]);
	});
});
