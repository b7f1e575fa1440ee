import { expect, test } from 'vitest';
import { pageUrl } from '../../../src/cli/page-url.ts';

test.each([
	['example.com', 'https://example.com/'],
	['localhost:8080/a?b', 'https://localhost:8080/a?b'],
	['http://shop.test:4310', 'http://shop.test:4310/'],
	['HTTPS://Example.com/x', 'https://example.com/x'],
	['file:///tmp/page.html', 'file:///tmp/page.html'],
])('%s is taken for %s', (text, url) => {
	expect(pageUrl(text)).toBe(url);
});

test.each(['', 'foo:bar', 'ftp://x.y', 'javascript://alert(1)', 'http://', 'a b'])(
	'%j is refused',
	(text) => {
		expect(() => pageUrl(text)).toThrow(`Not the address of a page: ${text}`);
	},
);
