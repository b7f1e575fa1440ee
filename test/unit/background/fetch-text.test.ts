import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchText } from '../../../src/background/fetch-text.ts';

const requests: [string, RequestInit | undefined][] = [];
function serve(answer: () => Response | Promise<Response>): void {
	vi.stubGlobal('fetch', (url: string, init?: RequestInit) => {
		requests.push([url, init]);
		return Promise.resolve().then(answer);
	});
}
/** A body in pieces, with no end where there is no last one. */
const pieces = (next: (at: number) => Uint8Array | undefined): ReadableStream<Uint8Array> => {
	let at = 0;
	return new ReadableStream({
		pull(to) {
			const piece = next(at++);
			if (piece) to.enqueue(piece);
			else to.close();
		},
	});
};

describe('a text that the extension requests for a person', () => {
	afterEach(() => {
		vi.unstubAllGlobals();
		requests.length = 0;
	});

	it('is read as UTF-8, wherever its pieces end, and asked for without cookies and referrer', async () => {
		const bytes = new TextEncoder().encode('const who = "Zoë 😀";');
		serve(
			() =>
				new Response(pieces((at) => (bytes.slice(at, at + 1).length ? bytes.slice(at, at + 1) : undefined))),
		);
		expect(await fetchText('https://cdn.test/a.js')).toEqual({
			kind: 'source',
			source: 'const who = "Zoë 😀";',
		});
		expect(requests).toMatchObject([
			['https://cdn.test/a.js', { credentials: 'omit', referrerPolicy: 'no-referrer' }],
		]);
		serve(() => new Response(null, { status: 200 }));
		expect(await fetchText('https://cdn.test/empty.js')).toEqual({ kind: 'source', source: '' });
	});

	it.each(['file:///etc/passwd', 'data:text/plain,a', 'chrome://settings', '/relative.js', 'javascript:1'])(
		'is not requested from %s',
		async (url) => {
			serve(() => new Response('secret'));
			expect(await fetchText(url)).toMatchObject({ kind: 'failed' });
			expect(requests).toEqual([]);
		},
	);

	it('that the server does not have, or the network does not bring, is told of', async () => {
		serve(() => new Response('no', { status: 404 }));
		expect(await fetchText('https://cdn.test/a.js')).toEqual({
			kind: 'failed',
			code: 'status',
			detail: '404',
		});
		serve(() => Promise.reject(new TypeError('Failed to fetch')));
		expect(await fetchText('https://cdn.test/a.js')).toEqual({
			kind: 'failed',
			code: 'no-response',
			detail: 'Failed to fetch',
		});
	});

	it('without an end is given up', async () => {
		let given = 0;
		serve(
			() =>
				new Response(
					pieces(() => {
						given++;
						return new Uint8Array(1_000_000);
					}),
				),
		);
		expect(await fetchText('https://cdn.test/endless.js')).toMatchObject({
			kind: 'failed',
			code: 'too-long',
		});
		expect(given).toBeLessThan(40);
	});
});
