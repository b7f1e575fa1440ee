import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { analyseFile, analyseListener } from '../../../src/analyser/analyse.ts';
import type { Place } from '../../../src/analyser/verdict.ts';
import { handlerFiles, handlersOf, reachesHandler } from '../../corpus/handlers.ts';
import { strangersTo } from '../../corpus/strangers.ts';

/** What is said of a script's listeners, those aside that do nothing. */
function verdictsOf(text: string): string {
	const found = [...new Set(analyseFile(text).map((one) => one.verdict))];
	return (found.length > 1 ? found.filter((one) => one !== 'inert') : found).join('+');
}

/** Origins that a script spells out. */
const namedIn = (text: string): string[] =>
	[...text.matchAll(/https?:\/\/[\w.-]+(?::\d+)?(?=['"`\s,/])/g)].map(([one]) => one);

describe.each(handlerFiles())('handlers in %s', (file) => {
	const handlers = handlersOf(file);

	it.each(handlers)('$title: $verdict', ({ text, verdict, minified }) => {
		expect(verdictsOf(text)).toEqual(verdict);
		const { code } = transformSync(text, { minify: true, target: 'es2015' });
		expect(verdictsOf(code), code).toEqual(minified);
	});

	it.each(handlers)('$title, judged by its place', ({ text }) => {
		for (const { place, verdict, witness } of analyseFile(text)) {
			const { line = 0, column = 0 } = place ?? {};
			expect(analyseListener({ text, at: { line, column } })).toMatchObject({
				verdict,
				...(witness && { witness }),
			});
		}
	});

	// The verdict against the script itself: what is said to get through does when it runs, and strangers do not.
	const running = handlers.filter((one) => one.runs);
	it.each(running)('$title, when it runs', async (handler) => {
		const found = analyseFile(handler.text).find((one) => one.verdict === handler.verdict);
		const at = found?.place as Place;
		if (handler.verdict !== 'strict') {
			expect(await reachesHandler(handler, at, found?.witness ?? 'https://evil.test')).toBe(true);
			return;
		}
		const named = namedIn(handler.text);
		const reached: string[] = [];
		// A few of them in turn: the rules' own fixtures are tried with all.
		const strangers = strangersTo(handler.text).filter((_, at) => at % 7 === 0);
		for (const one of [...named, ...strangers]) if (await reachesHandler(handler, at, one)) reached.push(one);
		expect(reached.filter((one) => !named.includes(one))).toEqual([]);
		expect(reached.length).toBeGreaterThan(0);
	});
});
