import { describe, expect, it } from 'vitest';
import { defaultRecording } from '../../../src/protocol/recording.ts';
import { patternOf, readRecording, siteOf } from '../../../src/webext/sites.ts';

describe('siteOf', () => {
	it.each([
		['example.com', 'example.com'],
		['  Example.COM. ', 'example.com'],
		['*.example.com', 'example.com'],
		['https://shop.example.com:8443/a?b#c', 'shop.example.com'],
		['localhost:8080', 'localhost'],
		['127.0.0.1', '127.0.0.1'],
		['bücher.example', 'xn--bcher-kva.example'],
	])('reads %j as %s', (text, site) => {
		expect(siteOf(text)).toBe(site);
	});

	it.each([
		'',
		' ',
		'*',
		'a b.example',
		'ftp://example.com',
		'https://',
		'[::1]',
		'*.*.com',
		5,
		null,
		undefined,
	])('knows no site in %j', (text) => {
		expect(siteOf(text)).toBeUndefined();
	});
});

describe('patternOf', () => {
	it('takes what is below a name with it, and an address alone', () => {
		expect(patternOf('example.com')).toBe('*://*.example.com/*');
		expect(patternOf('127.0.0.1')).toBe('*://127.0.0.1/*');
	});
});

describe('readRecording', () => {
	it('takes members that are right, and the defaults for others', () => {
		expect(
			readRecording({ version: 1, idle: 'off', alone: ['b.example', 'a.example', 5, 'x y', 'b.example'] }),
		).toEqual({
			idle: 'off',
			alone: ['a.example', 'b.example'],
		});
		expect(readRecording({ version: 1, idle: 'loud', alone: 'b.example' })).toEqual(defaultRecording);
		expect(readRecording({ version: 2, idle: 'off' })).toEqual(defaultRecording);
		expect(readRecording(undefined)).toEqual(defaultRecording);
	});
});
