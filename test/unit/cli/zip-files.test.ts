import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { zipFiles } from '../../../src/cli/packaging/zip-files.ts';

const paths = fc.stringMatching(/^[a-z]{1,6}(\/[a-z]{1,6}){0,2}\.[a-z]{1,3}$/);
const files = fc.uniqueArray(
	fc.record({ path: paths, bytes: fc.uint8Array({ maxLength: 300 }), executable: fc.boolean() }),
	{ selector: ({ path }) => path },
);

afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllEnvs();
});

test('the same files give the same bytes, in any order, at any time, in any zone', () => {
	fc.assert(
		fc.property(files, (list) => {
			vi.stubEnv('TZ', 'UTC');
			vi.useFakeTimers({ now: new Date('2024-02-29T12:00:00Z') });
			const first = zipFiles(list);
			vi.stubEnv('TZ', 'Pacific/Auckland');
			vi.setSystemTime(new Date('2031-07-01T00:00:00Z'));
			expect(zipFiles([...list].reverse())).toEqual(first);
		}),
	);
});

test('what goes in comes out', () => {
	fc.assert(
		fc.property(files, (list) => {
			const contents = Object.entries(unzipSync(zipFiles(list)));
			expect(contents.map(([path]) => path)).toEqual(list.map(({ path }) => path).sort());
			for (const [path, bytes] of contents) {
				const original = list.find((file) => file.path === path)?.bytes;
				expect(Buffer.from(bytes)).toEqual(Buffer.from(original ?? []));
			}
		}),
	);
});

test('other contents give other bytes', () => {
	const bytes = new TextEncoder().encode('a');
	const other = new TextEncoder().encode('b');
	expect(zipFiles([{ path: 'x', bytes }])).not.toEqual(zipFiles([{ path: 'x', bytes: other }]));
	expect(zipFiles([{ path: 'x', bytes }])).not.toEqual(zipFiles([{ path: 'x', bytes, executable: true }]));
});

test('a path given twice is an error', () => {
	const file = { path: 'x', bytes: new Uint8Array() };
	expect(() => zipFiles([file, file])).toThrow('Two files would be x');
});
