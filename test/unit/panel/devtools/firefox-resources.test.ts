import { expect, it } from 'vitest';
import { firefoxResources, type Loaded } from '../../../../panel/devtools/resources/firefox.ts';

function setUp() {
	let finish: (loaded: Loaded) => void = () => {};
	const came: string[] = [];
	const resources = firefoxResources({
		onRequestFinished: {
			addListener: (receive) => {
				finish = receive;
			},
		},
	});
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
	return { came, load, text: (url: string) => resources.text(url), headers: resources.headers };
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
