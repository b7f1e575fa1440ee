import { type BuildOptions, buildSync } from 'esbuild';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MapReply, type Stretch, trace } from '../../../src/analyser/source-map.ts';

const original = `import { trusted } from './trusted.js';
export function receive(event) {
	if (!trusted.includes(event.origin)) return;
	document.title = event.data;
}
addEventListener('message', receive);`;
const url = 'https://shop.test/js/app.js.map';

/** A minified bundle and its map, by a real bundler. */
function bundle(options: BuildOptions = {}): { script: string; map: string } {
	const { outputFiles } = buildSync({
		stdin: {
			contents: `${original}\nconst trusted = 'https://a.example';`.replace(/^import.*\n/, ''),
			sourcefile: 'src/receive.js',
		},
		minify: true,
		sourcemap: 'external',
		write: false,
		outdir: '/out',
		...options,
	});
	const text = (end: string): string => outputFiles?.find(({ path }) => path.endsWith(end))?.text ?? '';
	return { script: text('.js'), map: text('.map') };
}
const { script, map } = bundle();

const stretchOf = (part: string): Stretch => {
	const column = script.indexOf(part);
	expect(column, part).toBeGreaterThanOrEqual(0);
	return { line: 1, column, endLine: 1, endColumn: column + part.length };
};
const tracePart = (text: string, ...parts: string[]): MapReply =>
	trace({ map: text, url, stretches: parts.map(stretchOf) });
const altered = (change: (map: Record<string, unknown>) => void): string => {
	const parsed = JSON.parse(map) as Record<string, unknown>;
	change(parsed);
	return JSON.stringify(parsed);
};

describe('a source map', () => {
	it('leads from the minified script to the lines of the original file', () => {
		const reply = tracePart(map, 'document.title', 'addEventListener');
		if ('problem' in reply) throw new Error(reply.problem);
		const [title, added] = reply.stretches;
		const [file] = reply.files;
		const lines = file?.text?.split('\n') ?? [];
		expect(file).toMatchObject({ name: 'src/receive.js', url: 'https://shop.test/js/src/receive.js' });
		const textAt = (place: Stretch | undefined): string | undefined =>
			place && place.line === place.endLine
				? lines[place.line - 1]?.slice(place.column, place.endColumn)
				: undefined;
		expect(textAt(title)).toBe('document.title');
		expect(textAt(added)).toBe('addEventListener');
	});

	it('may hold its JSON behind a line that keeps it from being a script', () => {
		expect(tracePart(`)]}'\n${map}`, 'document.title')).toHaveProperty('files');
	});

	it('may be in sections', () => {
		const sections = [{ offset: { line: 0, column: 0 }, map: JSON.parse(map) as unknown }];
		const reply = tracePart(JSON.stringify({ version: 3, sections }), 'document.title');
		expect(reply).toMatchObject({ files: [{ name: 'https://shop.test/js/src/receive.js' }] });
	});

	it('may lack the texts', () => {
		const reply = tracePart(
			altered((parsed) => delete parsed['sourcesContent']),
			'document.title',
		);
		expect(reply).toMatchObject({ files: [{ name: 'src/receive.js' }] });
		expect('files' in reply && 'text' in (reply.files[0] ?? {})).toBe(false);
	});

	it.each([
		['cut off', map.slice(0, -20), 'not-json'],
		['an error page', '<!doctype html>', 'not-json'],
		['empty', '', 'not-json'],
		['of another version', altered((parsed) => (parsed['version'] = 2)), 'not-a-map'],
		['no object', '3', 'not-a-map'],
		['null', 'null', 'not-a-map'],
		['without mappings', altered((parsed) => delete parsed['mappings']), 'not-a-map'],
		['of empty mappings', altered((parsed) => (parsed['mappings'] = '')), 'nothing-here'],
		['of a section that is none', '{"version":3,"sections":[null]}', 'not-a-map'],
		[
			'of places outside of the file',
			altered((parsed) => (parsed['sourcesContent'] = ['x'])),
			'out-of-range',
		],
		['of no sources', altered((parsed) => (parsed['sources'] = [])), 'nothing-here'],
	])('that is %s says so', (_name, text, problem) => {
		expect(tracePart(text, 'document.title')).toEqual({ problem });
	});

	it('never throws, and gives no place outside of its texts, whatever it holds', () => {
		const damaged = fc
			.tuple(fc.nat(map.length), fc.nat(30), fc.string({ maxLength: 12 }))
			.map(([at, length, text]) => map.slice(0, at) + text + map.slice(at + length));
		const invented = fc
			.record({
				version: fc.constant(3),
				sources: fc.array(fc.oneof(fc.string(), fc.constant(null)), { maxLength: 3 }),
				sourcesContent: fc.array(fc.oneof(fc.string(), fc.constant(null), fc.integer()), { maxLength: 3 }),
				names: fc.array(fc.string(), { maxLength: 2 }),
				mappings: fc.string({ unit: fc.constantFrom(...'ACDEgB,;+/!'), maxLength: 60 }),
			})
			.map((value) => JSON.stringify(value));
		fc.assert(
			fc.property(fc.oneof(damaged, invented, fc.json()), (text) => {
				const reply = trace({ map: text, url, stretches: [stretchOf('document.title'), stretchOf(script)] });
				if ('problem' in reply) return;
				for (const place of reply.stretches) {
					const lines = place && reply.files[place.source]?.text?.split(/\r\n|[\n\r\u2028\u2029]/);
					if (!place || !lines) continue;
					expect(lines[place.line - 1]?.length).toBeGreaterThanOrEqual(place.column);
					expect(lines[place.endLine - 1]?.length).toBeGreaterThanOrEqual(place.endColumn);
				}
			}),
			{ numRuns: 500 },
		);
	});

	it('of 20 MB is followed', () => {
		const filler = 'x'.repeat(20_000_000);
		const text = altered(
			(parsed) => (parsed['sourcesContent'] = [...(parsed['sourcesContent'] as string[]), filler]),
		);
		expect(tracePart(text, 'document.title')).toHaveProperty('files');
	});
});
