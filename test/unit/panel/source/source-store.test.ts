import { describe, expect, it } from 'vitest';
import { createSourceStore } from '../../../../panel/store/source/source-store.ts';
import { trace } from '../../../../src/analyser/source-map.ts';

const verdict = {} as never;
const script = {
	url: 'https://shop.test/a.js',
	text: 'go()\n//# sourceMappingURL=https://cdn.test/a.map',
	verdict,
};
const map = JSON.stringify({
	version: 3,
	sources: ['a.ts'],
	sourcesContent: ['go();'],
	names: [],
	mappings: 'AAAA',
});
const stretches = [{ line: 1, column: 0, endLine: 1, endColumn: 2 }];
const settled = () => new Promise<void>((done) => setImmediate(done));

function setUp(held: Record<string, string>, served: Record<string, string> = {}) {
	const asked: string[] = [];
	const store = createSourceStore({
		ask: async (question) => (question.kind === 'trace' ? trace(question) : { pretty: undefined }),
		scripts: {
			of: async (_token, url) => held[url],
			fetch: async (_token, url) => {
				asked.push(url);
				const source = served[url];
				return source === undefined ? { kind: 'failed', code: 'redirected' } : { kind: 'source', source };
			},
		},
		headers: async () => undefined,
	});
	return { store, asked };
}

describe('original files', () => {
	it('are shown when the browser holds the map', async () => {
		const { store, asked } = setUp({ 'https://cdn.test/a.map': map });
		expect(store.originals('t', script, stretches)).toEqual({ state: 'looking' });
		await settled();
		expect(store.originals('t', script, stretches)).toMatchObject({
			state: 'ready',
			files: [{ name: 'a.ts', url: 'https://cdn.test/a.ts', text: 'go();' }],
		});
		expect(asked).toEqual([]);
	});

	it('are requested by a person alone', async () => {
		const { store, asked } = setUp({}, { 'https://cdn.test/a.map': map });
		store.originals('t', script, stretches);
		await settled();
		expect(store.originals('t', script, stretches)).toEqual({
			state: 'not-held',
			url: 'https://cdn.test/a.map',
		});
		expect(asked).toEqual([]);
		store.loadMap('t', script, stretches);
		await settled();
		expect(asked).toEqual(['https://cdn.test/a.map']);
		expect(store.originals('t', script, stretches).state).toBe('ready');
	});

	it('say why they could not be loaded, and can be asked for again', async () => {
		const { store } = setUp({});
		store.loadMap('t', script, stretches);
		await settled();
		expect(store.originals('t', script, stretches)).toMatchObject({
			state: 'not-held',
			failed: { code: 'redirected' },
		});
	});

	it('that the map does not hold are taken from the browser, else requested by a person alone', async () => {
		const file = { name: 'a.ts', url: 'https://cdn.test/a.ts' };
		const { store } = setUp({ 'https://cdn.test/a.ts': 'go();' });
		expect(store.fileText('t', file)).toBeUndefined();
		await settled();
		expect(store.fileText('t', file)).toEqual({ text: 'go();' });
		const other = setUp({}, { 'https://cdn.test/a.ts': 'went();' });
		other.store.fileText('t', file);
		await settled();
		expect(other.store.fileText('t', file)).toEqual({});
		expect(other.asked).toEqual([]);
		other.store.loadFile('t', file);
		await settled();
		expect(other.store.fileText('t', file)).toEqual({ text: 'went();' });
	});

	it('are those of the page as it was loaded last', async () => {
		const file = { name: 'a.ts', url: 'https://cdn.test/a.ts' };
		const held: Record<string, string> = { [file.url]: 'go();' };
		const { store } = setUp(held);
		store.fileText('before', file);
		await settled();
		held[file.url] = 'mended();';
		store.fileText('after', file);
		await settled();
		expect(['before', 'after'].map((token) => store.fileText(token, file)?.text)).toEqual([
			'go();',
			'mended();',
		]);
	});

	it('are not looked for where no map is named', async () => {
		const { store } = setUp({});
		const bare = { ...script, text: 'go()' };
		store.originals('t', bare, stretches);
		await settled();
		expect(store.originals('t', bare, stretches)).toEqual({ state: 'none' });
	});
});

it('a text that cannot be printed is refused, once', async () => {
	const { store } = setUp({});
	expect(store.pretty('x').state).toBe('working');
	await settled();
	expect(store.pretty('x')).toEqual({ state: 'refused', why: 'differs' });
});
