import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { analyseFile } from '../../../src/analyser/analyse.ts';

/**
 * Small handlers, many in a file: each begins with `//// verdict: title`, or `//// verdict, minified verdict: title` where
 * a compiler leaves the check out because it has no effect.
 */
const FOLDER = 'test/fixtures/handlers';

interface Handler {
	title: string;
	text: string;
	verdict: string;
	minified: string;
}

function handlersOf(file: string): Handler[] {
	const parts = readFileSync(join(FOLDER, file), 'utf8').split(/^\/{4} /m);
	return parts.slice(1).map((part) => {
		const [, verdict = '', minified = verdict, title = '', text = ''] =
			/^([a-z-]+)(?:, minified ([a-z-]+))?: ([^\n]+)\n(.+)$/s.exec(part) ?? [];
		return { title, text, verdict, minified };
	});
}

/** What is said of a script's listeners, those aside that do nothing. */
function verdictsOf(text: string): string[] {
	const found = [...new Set(analyseFile(text).map((one) => one.verdict))];
	return found.length > 1 ? found.filter((one) => one !== 'inert') : found;
}

describe.each(readdirSync(FOLDER))('handlers in %s', (file) => {
	it.each(handlersOf(file))('$title: $verdict', ({ text, verdict, minified }) => {
		expect(verdictsOf(text)).toEqual([verdict]);
		const { code } = transformSync(text, { minify: true, target: 'es2015' });
		expect(verdictsOf(code), code).toEqual([minified]);
	});
});
