import vm from 'node:vm';
import { parse as parseScript } from 'acorn';
import fc from 'fast-check';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { type PocInput, pocPage } from '../../../src/export/poc.ts';
import { waysTo } from '../../../src/export/poc-framing.ts';
import { payloadCode, REBUILD } from '../../../src/export/poc-payload.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { sendable } from '../probe/values.ts';
import { treeOf } from './tree-of.ts';

type Node = DefaultTreeAdapterMap['node'];

const input = (changes: Partial<PocInput> = {}): PocInput => ({
	target: 'https://shop.example/cart?x=1&y=2',
	payload: { t: 'object', id: 1, e: [['type', { t: 'string', v: 'render' }]] },
	ways: { frame: 'yes', popup: 'yes' },
	shows: 'Any page can write markup into the cart.',
	...changes,
});

const pageOf = (changes: Partial<PocInput> = {}): string => {
	const made = pocPage(input(changes));
	if ('problem' in made) throw new Error(made.problem);
	return made.html;
};

function* nodesOf(node: Node): Generator<Node> {
	yield node;
	if ('childNodes' in node) for (const child of node.childNodes) yield* nodesOf(child);
}

const elements = (html: string): string[] => [...nodesOf(parse(html))].map(({ nodeName }) => nodeName);
const scriptOf = (html: string): string => {
	for (const node of nodesOf(parse(html)))
		if (node.nodeName === 'script' && 'childNodes' in node && node.childNodes[0]?.nodeName === '#text')
			return 'value' in node.childNodes[0] ? node.childNodes[0].value : '';
	return '';
};
const srcdocOf = (html: string): string => {
	for (const node of nodesOf(parse(html)))
		if ('attrs' in node) for (const { name, value } of node.attrs) if (name === 'srcdoc') return value;
	return '';
};

const hostile = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.constantFrom(
		'</script><script>alert(1)</script>',
		'-->',
		'--!>',
		'<!--',
		'"',
		"'",
		'\u2028',
		']]>',
		'`$',
	),
	fc
		.array(fc.constantFrom('<', '>', '-', '!', '/script', '"', "'", '&lt;', '\n', '\\', 'x'), {
			maxLength: 12,
		})
		.map((parts) => parts.join('')),
);

describe('a proof', () => {
	it('says on top what it shows, what from and how', () => {
		const html = pageOf({
			servedFrom: 'https://shop.example.evil.test',
			listener: 'https://shop.example/a.js:3:1',
		});
		expect(html).toMatch(/^<!doctype html>\n<!--\n {2}Proof of concept/);
		expect(html).toContain('What it shows: Any page can write markup into the cart.');
		expect(html).toContain('Listener: https://shop.example/a.js:3:1');
		expect(html).toContain('Serve it from https://shop.example.evil.test');
		expect(html).toContain('MAP shop.example.evil.test 127.0.0.1');
	});

	it.each<[Partial<PocInput>, string[], string]>([
		[{}, ['frame', 'popup'], 'null'],
		[{ ways: { frame: 'yes', popup: 'no' } }, ['frame'], '"frame"'],
		[{ ways: { frame: 'no', popup: 'unknown' } }, ['popup'], 'null'],
		[{ ways: { frame: 'unknown', popup: 'yes' } }, ['popup', 'frame'], 'null'],
		[{ sender: 'parent' }, ['frame'], '"frame"'],
		[{ sender: 'opener' }, ['popup'], 'null'],
	])('for %j offers %j and starts with %s', (changes, ways, start) => {
		const html = pageOf(changes);
		expect([...html.matchAll(/data-way="(\w+)"/g)].map(([, way]) => way)).toEqual(ways);
		expect(html).toContain(`const start = ${start};`);
	});

	it('sends as many message ports as the listener was given', () => {
		expect(scriptOf(pageOf({ ports: 2 }))).toContain('const ports = 2;');
		expect(scriptOf(pageOf())).toContain('const ports = 0;');
	});

	it.each<[Partial<PocInput>, string]>([
		[{ target: 'javascript:alert(1)' }, 'not-a-web-page'],
		[{ target: 'about:srcdoc' }, 'not-a-web-page'],
		[{ ways: { frame: 'no', popup: 'no' } }, 'no-way'],
		[{ ways: { frame: 'no', popup: 'yes' }, sender: 'parent' }, 'no-way'],
	])('cannot be made for %j: %s', (changes, problem) => {
		expect(pocPage(input(changes))).toEqual({ problem });
	});

	it('for the origin "null" puts itself into a sandboxed frame', () => {
		const html = pageOf({ servedFrom: 'null' });
		expect(html).toContain('sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"');
		expect(elements(srcdocOf(html)).filter((name) => name === 'script')).toHaveLength(1);
		expect(() => parseScript(scriptOf(srcdocOf(html)), { ecmaVersion: 'latest' })).not.toThrow();
	});

	it('has the same elements and a script of the same texts, whatever the page is called and sends', () => {
		const plain = elements(pageOf());
		fc.assert(
			fc.property(hostile, hostile, hostile, hostile, (path, text, shows, listener) => {
				const target = `https://shop.example/${path}`;
				const html = pageOf({ target, payload: { t: 'string', v: text }, shows: `x${shows}`, listener });
				expect(elements(html).filter((name) => name !== '#text')).toEqual(
					plain.filter((name) => name !== '#text'),
				);
				const script = scriptOf(html);
				parseScript(script, { ecmaVersion: 'latest' });
				const constants = script.slice(0, script.indexOf('const EVERY_MS'));
				expect(vm.runInNewContext(`${constants}; [target, payload]`)).toEqual([target, text]);
			}),
			{ numRuns: 500 },
		);
	});

	it('in a sandbox too', () => {
		fc.assert(
			fc.property(hostile, hostile, (text, shows) => {
				const html = pageOf({ servedFrom: 'null', payload: { t: 'string', v: text }, shows });
				expect(elements(html).filter((name) => name === 'script')).toEqual([]);
				const script = scriptOf(srcdocOf(html));
				const constants = script.slice(0, script.indexOf('const EVERY_MS'));
				expect(vm.runInNewContext(`${constants}; payload`)).toBe(text);
			}),
		);
	});
});

describe('the payload of a proof', () => {
	it('is made anew as it was', () => {
		fc.assert(
			fc.property(sendable, (value) => {
				// The language itself puts keys such as "7" first.
				fc.pre(!/\["\d+",/.test(JSON.stringify(value)));
				const made: unknown = vm.runInThisContext(`(() => { ${REBUILD}; return ${payloadCode(value)}; })()`);
				expect(treeOf(made)).toEqual(withoutContent(value));
			}),
			{ numRuns: 300 },
		);
	});

	it('is readable where it is JSON', () => {
		const value: Value = { t: 'object', id: 1, e: [['a', { t: 'string', v: '<b>' }]] };
		expect(payloadCode(value)).toBe('{"a":"\\u003cb\\u003e"}');
	});

	it('keeps a key __proto__ as a key', () => {
		const value: Value = { t: 'object', id: 1, e: [['__proto__', { t: 'boolean', v: true }]] };
		expect(payloadCode(value)).toContain('rebuilt(');
	});
});

/** Blobs give their bytes later: what is compared is all the rest. */
function withoutContent(value: Value): Value {
	return JSON.parse(JSON.stringify(value), (_, one) => {
		if (one?.t !== 'blob') return one;
		const { b: _content, ...rest } = one;
		return rest;
	});
}

describe('the ways to a page', () => {
	it.each([
		[undefined, undefined, 'unknown', 'unknown'],
		[{}, undefined, 'yes', 'yes'],
		[{ xFrameOptions: 'DENY' }, undefined, 'no', 'yes'],
		[{ xFrameOptions: 'sameorigin, SAMEORIGIN' }, undefined, 'no', 'yes'],
		[{ xFrameOptions: 'ALLOW-FROM https://a.test' }, undefined, 'yes', 'yes'],
		[{ xFrameOptions: 'DENY', contentSecurityPolicy: 'frame-ancestors *' }, undefined, 'yes', 'yes'],
		[{ contentSecurityPolicy: "default-src 'self'; frame-ancestors 'none'" }, undefined, 'no', 'yes'],
		[{ contentSecurityPolicy: "frame-ancestors 'self' https://a.test" }, undefined, 'no', 'yes'],
		[{ contentSecurityPolicy: "frame-ancestors 'self' https://a.test" }, 'https://a.test', 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors *.a.test' }, 'https://x.a.test', 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors *.a.test' }, 'https://a.test', 'no', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors https:' }, undefined, 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors https:' }, 'http://a.test', 'no', 'yes'],
		// CSP Level 3, 6.7.2.8 and 6.7.2.11: http: means https:, too, and a port may be the scheme's own.
		[{ contentSecurityPolicy: 'frame-ancestors http:' }, 'https://a.test', 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors https://*' }, undefined, 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors http://*:* https://*:*' }, undefined, 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors chrome-extension://*' }, undefined, 'no', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors *.com' }, undefined, 'no', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors HTTPS:' }, 'https://a.test', 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors http://a.test' }, 'https://a.test', 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors http://a.test:80' }, 'https://a.test', 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors https://a.test' }, 'http://a.test', 'no', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors https://a.test:443' }, 'https://a.test', 'yes', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors a.test:8443' }, 'https://a.test', 'no', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors a.test:*' }, 'https://a.test:1', 'yes', 'yes'],
		[{ contentSecurityPolicy: "frame-ancestors *, frame-ancestors 'self'" }, undefined, 'no', 'yes'],
		[{ contentSecurityPolicy: "img-src *, frame-ancestors 'none'" }, undefined, 'no', 'yes'],
		[{ contentSecurityPolicy: 'frame-ancestors *' }, 'null', 'no', 'yes'],
		[{ crossOriginOpenerPolicy: 'same-origin; report-to="x"' }, undefined, 'yes', 'no'],
		[{ crossOriginOpenerPolicy: 'same-origin-allow-popups' }, undefined, 'yes', 'no'],
		[{ crossOriginOpenerPolicy: 'unsafe-none' }, undefined, 'yes', 'yes'],
	])('with %j from %s: frame %s, popup %s', (headers, attacker, frame, popup) => {
		expect(waysTo(headers, attacker)).toEqual({ frame, popup });
	});
});
