import { expect, test } from 'vitest';
import { pageUrl } from '../../../src/cli/page-url.ts';

test.each([
	['example.com', 'https://example.com/'],
	['example.com:8080/a?b', 'https://example.com:8080/a?b'],
	['localhost:8080/a?b', 'http://localhost:8080/a?b'],
	['app.localhost', 'http://app.localhost/'],
	['127.0.0.1:8080', 'http://127.0.0.1:8080/'],
	['[::1]:8080', 'http://[::1]:8080/'],
	['localhost.example', 'https://localhost.example/'],
	['https://localhost', 'https://localhost/'],
	['http://shop.test:4310', 'http://shop.test:4310/'],
	['HTTPS://Example.com/x', 'https://example.com/x'],
	['file:///tmp/page.html', 'file:///tmp/page.html'],
])('%s is taken for %s', (text, url) => {
	expect(pageUrl(text)).toBe(url);
});

test.each([
	'',
	'foo:bar',
	'ftp://x.y',
	'javascript://alert(1)',
	'http://',
	'a b',
	'./page.html',
	'/tmp/page.html',
])('%j is refused', (text) => {
	expect(() => pageUrl(text)).toThrow(`Not the address of a page: ${text}`);
});
