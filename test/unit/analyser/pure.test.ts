import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMethod } from '../../../src/analyser/pure/methods.ts';
import { applyBinary } from '../../../src/analyser/pure/operators.ts';
import { isOrigin, parseUrl } from '../../../src/analyser/pure/origin.ts';
import { isSharedHost, registrableDomain, sharedHostOf } from '../../../src/analyser/pure/public-suffixes.ts';
import { matchPattern, parsePattern } from '../../../src/analyser/pure/regex-match.ts';

const texts = fc.constantFrom(
	'https://a.example',
	'https://a.example:8443',
	'null',
	'http://x.a.example',
	'https://aXexample',
	'',
);

describe('patterns', () => {
	const patterns = [
		'^https:\\/\\/a\\.example$',
		'a.example',
		'^(https?):\\/\\/([^.]+\\.)*example(:\\d+)?$',
		'(?<=\\/)a',
		'a|null',
		'^(?!null)',
		'\\ba\\b',
		'(.)\\1',
		'x*?e',
	];
	it.each(patterns)('%s matches as the language says', (source) => {
		const pattern = parsePattern(source, '');
		fc.assert(
			fc.property(texts, (text) => {
				const expected = new RegExp(source).exec(text);
				const actual = pattern && matchPattern(pattern, '', text);
				expect(actual?.index).toBe(expected?.index);
				expect(actual?.groups[0]).toBe(expected?.[0]);
				if (expected)
					expect(Array.from({ length: expected.length }, (_, at) => actual?.groups[at])).toEqual([
						...expected,
					]);
			}),
		);
	});
});

describe('string methods', () => {
	it.each(['includes', 'indexOf', 'lastIndexOf', 'startsWith', 'endsWith', 'split', 'concat'] as const)(
		'%s',
		(name) => {
			fc.assert(
				fc.property(fc.string(), fc.string(), (text, argument) => {
					expect(applyMethod(text, name, [argument])).toEqual(text[name](argument));
				}),
			);
		},
	);
	it.each(['slice', 'substring', 'substr', 'charAt', 'at'] as const)('%s', (name) => {
		fc.assert(
			fc.property(fc.string(), fc.integer({ min: -20, max: 20 }), (text, at) => {
				expect(applyMethod(text, name, [at])).toBe(text[name](at));
			}),
		);
	});
});

describe('equality', () => {
	const primitives = fc.oneof(
		fc.string(),
		fc.integer(),
		fc.boolean(),
		fc.constant(null),
		fc.constant(undefined),
	);
	it('is that of the language', () => {
		fc.assert(
			fc.property(primitives, primitives, (a, b) => {
				expect(applyBinary('===', a, b)).toBe(a === b);
				// biome-ignore lint/suspicious/noDoubleEquals: the loose operator is what is tested
				expect(applyBinary('==', a, b)).toBe(a == b);
			}),
		);
	});
});

describe('addresses', () => {
	it.each([
		'https://A.example:443/x?y#z',
		'http://a.example:8080',
		'https://user@a.example/',
		'data:text/html,x',
		'https://[::1]:3000/',
	])('%s parses as the platform does', (text) => {
		const { origin, host, hostname, port, protocol, pathname, search, hash } = new URL(text);
		expect(parseUrl(text)).toMatchObject({ origin, host, hostname, port, protocol, pathname, search, hash });
	});
	it.each(['null', '', 'a.example', 'https://', '//a.example'])('%j does not parse', (text) => {
		expect(parseUrl(text)).toBeUndefined();
	});
	it('knows what an origin looks like', () => {
		expect(['null', 'https://a.example', 'http://localhost:3000'].every(isOrigin)).toBe(true);
		expect(['https://a.example/', 'https://A.example', 'a.example', 'https://'].some(isOrigin)).toBe(false);
	});
	it('finds the part that is registered', () => {
		expect(registrableDomain('a.b.good.co.uk')).toBe('good.co.uk');
		expect(registrableDomain('www.good.com')).toBe('good.com');
		expect(registrableDomain('a.b.shop.com.au')).toBe('shop.com.au');
		expect(registrableDomain('a.b.acme.github.io')).toBe('acme.github.io');
		expect(registrableDomain('a.acme.up.railway.app')).toBe('acme.up.railway.app');
		expect(registrableDomain('a.trusted.example')).toBe('trusted.example');
		expect(registrableDomain('localhost')).toBe('localhost');
		expect(registrableDomain('10.0.0.1')).toBe('10.0.0.1');
	});
	it('tells hosts of providers from names of their customers', () => {
		expect(['github.io', 'up.railway.app', 'sharepoint.com'].every(isSharedHost)).toBe(true);
		expect(['acme.github.io', 'railway.app', 'co.uk', 'good.com', 'com'].some(isSharedHost)).toBe(false);
		expect(sharedHostOf('a.acme.vercel.app')).toBe('vercel.app');
		expect(sharedHostOf('www.good.co.uk')).toBeUndefined();
	});
});
