import { transformSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';
import type { Verdict } from '../../../src/analyser/verdict.ts';
import { strangersTo } from '../../corpus/strangers.ts';
import { loaded } from './loaded-handler.ts';
import { SITE, script } from './random-handlers.ts';

/** Whether an origin is of a site that no check means; names of one label are of nobody on the web. */
function isForeign(origin: string): boolean {
	if (origin === 'null') return true;
	const host = URL.canParse(origin) ? new URL(origin).hostname : '';
	return /\w\.\w/.test(host) && host !== SITE && !host.endsWith(`.${SITE}`);
}

/** What the verdict says that is not so when the script runs; undefined where it all holds. */
async function liedOf(text: string, { verdict, witness }: Verdict): Promise<string | undefined> {
	const reaches = loaded(text);
	const strangers = [
		...strangersTo(`${text} https://a.${SITE}`),
		...(witness === undefined ? [] : [witness]),
	];
	const reached: string[] = [];
	for (const one of strangers.filter(isForeign)) if (await reaches(one)) reached.push(one);
	const hangsOnSettings = text.includes('cfg.');
	switch (verdict) {
		case 'none':
			return (await reaches('https://evil.example')) ? undefined : 'nobody gets through';
		case 'weak':
			if (hangsOnSettings || witness === undefined)
				return reached.length > 0 ? undefined : 'nobody gets through';
			return (await reaches(witness)) ? undefined : `${witness} does not get through`;
		case 'unknown':
			return undefined;
		default:
			return reached.length > 0 ? `${reached[0]} gets through` : undefined;
	}
}

describe.each([
	['as they are', (text: string) => text],
	['compiled for old engines', (text: string) => transformSync(text, { target: 'es2016' }).code],
	['minified', (text: string) => transformSync(text, { minify: true }).code],
])('what is said of handlers made at random, %s', (_, compiled) => {
	it('holds when they run', async () => {
		await fc.assert(
			fc.asyncProperty(script, async (source) => {
				const text = compiled(source);
				const [verdict, ...more] = analyseFile(text);
				if (!verdict) throw new Error('no listener was found');
				expect(more).toEqual([]);
				expect(await liedOf(text, verdict)).toBe(undefined);
			}),
			{ numRuns: 150 },
		);
	});
});
