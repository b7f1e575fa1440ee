import { expect, it } from 'vitest';
import { firefoxResources, type Loaded } from '../../../../panel/devtools/resources/firefox.ts';

function setUp() {
	const listeners = new Set<(loaded: Loaded) => void>();
	let navigate = (): void => {};
	const came: string[] = [];
	const resources = firefoxResources({
		onRequestFinished: {
			addListener: (receive) => void listeners.add(receive),
			removeListener: (receive) => void listeners.delete(receive),
		},
		onNavigated: {
			addListener: (receive) => {
				navigate = receive;
			},
		},
	});
	const finish = (loaded: Loaded): void => {
		for (const receive of listeners) receive(loaded);
	};
	resources.onLoaded((url) => came.push(url));
	const load = (url: string, text: string, response: Partial<Loaded['response']> = {}, method = 'GET') =>
		finish({
			request: { url, method },
			response: {
				status: 200,
				headers: [{ name: 'sourceMap', value: `${text}.map` }],
				content: { mimeType: 'text/javascript; charset=utf-8' },
				...response,
			},
			getContent: async () => [text, null],
		});
	return {
		came,
		load,
		listeners,
		navigate: () => navigate(),
		text: (url: string) => resources.text(url),
		headers: resources.headers,
	};
}

it('texts of what was loaded are known by address, whatever the fragment', async () => {
	const { load, came, text, headers } = setUp();
	load('https://a.test/a.js', 'a');
	expect([await text('https://a.test/a.js#part'), await text('https://a.test/b.js')]).toEqual([
		'a',
		undefined,
	]);
	expect(await headers('https://a.test/a.js')).toEqual([{ name: 'sourceMap', value: 'a.map' }]);
	load('https://a.test/a.js', 'a', { status: 304, headers: [] });
	expect(await headers('https://a.test/a.js')).toBeUndefined();
	expect(came).toEqual(['https://a.test/a.js', 'https://a.test/a.js']);
});

it('other answers from the address of a script are not its text', async () => {
	const { load, text } = setUp();
	load('https://a.test/a.js', 'the script');
	load('https://a.test/a.js', 'posted', {}, 'POST');
	load('https://a.test/a.js', 'gone', { status: 410 });
	load('https://a.test/a.js', 'out of the cache', { content: {} });
	load('https://a.test/a.js', 'a picture', { content: { mimeType: 'image/png' } });
	expect(await text('https://a.test/a.js')).toBe('the script');
	load('https://a.test/large.js', '');
	expect(await text('https://a.test/large.js')).toBeUndefined();
});

it('a script that was sent on is known by the addresses on its way', async () => {
	const { load, came, text } = setUp();
	load('https://a.test/1.js', '', { status: 302, redirectURL: '/2.js' });
	load('https://a.test/2.js', '', { status: 302, redirectURL: 'https://b.test/3.js' });
	load('https://b.test/3.js', 'three');
	expect(came).toEqual(['https://b.test/3.js', 'https://a.test/2.js', 'https://a.test/1.js']);
	for (const url of came) expect(await text(url)).toBe('three');
	load('https://a.test/round.js', '', { status: 302, redirectURL: '/round.js' });
	load('https://a.test/round.js', '', { status: 302, redirectURL: 'http://[' });
	expect(await text('https://a.test/round.js')).toBeUndefined();
});

it('Firefox has to keep no more for it than some MB a page', async () => {
	const { load, listeners, navigate, text } = setUp();
	const content = { mimeType: 'image/png', size: 1_000_000 };
	load('https://a.test/a.js', 'a');
	for (let n = 0; n < 64; n++) load('https://a.test/a.png', '', { content });
	for (let n = 0; n < 99; n++) load('https://a.test/film', '', { content: { size: 9_000_000 } });
	expect([listeners.size, await text('https://a.test/a.js')]).toEqual([1, 'a']);
	load('https://a.test/a.png', '', { content });
	expect([listeners.size, await text('https://a.test/a.js')]).toEqual([0, undefined]);
	navigate();
	navigate();
	expect(listeners.size).toBe(1);
	load('https://a.test/a.js', 'again');
	expect(await text('https://a.test/a.js')).toBe('again');
});
