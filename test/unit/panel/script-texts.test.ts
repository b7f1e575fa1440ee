import { describe, expect, it } from 'vitest';
import { createScriptTexts } from '../../../panel/store/script-texts.ts';
import type { Command, CommandResult } from '../../../src/protocol/command.ts';

const failed: CommandResult = { kind: 'failed', code: 'no-response' };

function setUp(byPage: (order: Command & { kind: 'get-script' }) => CommandResult) {
	const asked: string[] = [];
	/** What the developer tools hold, and what the extension's own request brings. */
	const held = new Map<string, string>();
	const served = new Map<string, string>();
	const came: string[] = [];
	let load: (url: string) => void = () => {};
	const texts = createScriptTexts({
		command: async (token, order) => {
			asked.push(token);
			return order.kind === 'get-script' ? byPage(order) : failed;
		},
		fetchText: async (url) => {
			const source = served.get(url);
			return source === undefined ? failed : { kind: 'source', source };
		},
		resources: {
			text: async (url) => held.get(url),
			headers: async () => undefined,
			onLoaded: (receive) => {
				load = receive;
			},
		},
	});
	texts.onCame((url) => came.push(url));
	return { texts, asked, held, served, came, load: (url: string) => load(url) };
}

describe('texts of scripts', () => {
	it('are asked for once, but not all are kept for ever', async () => {
		const { texts, asked } = setUp(({ url }) => ({ kind: 'source', source: url }));
		expect([await texts.of('first', '/a.js'), await texts.of('first', '/a.js')]).toEqual(['/a.js', '/a.js']);
		expect(asked).toEqual(['first']);
		for (let load = 0; load < 300; load++) await texts.of(`load ${load}`, '/a.js');
		await texts.of('first', '/a.js');
		expect(asked).toHaveLength(302);
	});

	it('that come later are told of, once, and only where somebody had asked', async () => {
		const { texts, held, came, load } = setUp(() => failed);
		load('/other.js');
		expect(await texts.of('a', '/late.js')).toBeUndefined();
		held.set('/late.js', 'late');
		load('/late.js');
		load('/late.js');
		expect(came).toEqual(['/late.js']);
		expect(await texts.of('a', '/late.js')).toBe('late');
	});

	it('that come while the page is asked are not missed', async () => {
		const { texts, held, load } = setUp(({ url }) => {
			held.set(url, 'meanwhile');
			load(url);
			return failed;
		});
		expect(await texts.of('a', '/b.js')).toBe('meanwhile');
	});

	it('are requested by the page, and where it may not read them by the extension', async () => {
		const { texts, served, came } = setUp(({ url, fetch }) =>
			fetch && url === '/cors.js' ? { kind: 'source', source: 'by the page' } : failed,
		);
		served.set('/cors.js', 'by the extension');
		served.set('/closed.js', 'by the extension');
		for (const url of ['/cors.js', '/closed.js', '/gone.js']) await texts.of('a', url);
		expect(await texts.fetch('a', '/cors.js')).toEqual({ kind: 'source', source: 'by the page' });
		expect(await texts.fetch('a', '/closed.js')).toEqual({ kind: 'source', source: 'by the extension' });
		expect(await texts.fetch('a', '/gone.js')).toEqual(failed);
		expect(came).toEqual(['/cors.js', '/closed.js']);
		expect(await texts.of('a', '/closed.js')).toBe('by the extension');
		expect(await texts.of('a', '/gone.js')).toBeUndefined();
	});
});
