import { describe, expect, it } from 'vitest';
import { mapReference } from '../../../../panel/store/source/map-reference.ts';

const base = 'https://shop.test/js/app.min.js?v=3';
const at = (url: string) => ({ kind: 'address', url });

describe('the source map of a script', () => {
	it.each([
		['named at its end', 'f()\n//# sourceMappingURL=app.js.map', at('https://shop.test/js/app.js.map')],
		['in the old form', 'f()\n//@ sourceMappingURL=/m/app.map\n', at('https://shop.test/m/app.map')],
		['in a block comment', 'f()\n/*# sourceMappingURL=a.map */', at('https://shop.test/js/a.map')],
		['of another host', '//# sourceMappingURL=https://cdn.test/a.map', at('https://cdn.test/a.map')],
		['before other comments', '//# sourceMappingURL=a.map\n// end\n\n', at('https://shop.test/js/a.map')],
		[
			'the last of two',
			'//# sourceMappingURL=a.map\nf()\n//# sourceMappingURL=b.map',
			at('https://shop.test/js/b.map'),
		],
		['before code', '//# sourceMappingURL=a.map\nf()', undefined],
		['in a string', 'x("//# sourceMappingURL=a.map")', undefined],
		['named by nothing', 'f()', undefined],
		['with no name', 'f()\n//# sourceMappingURL=', undefined],
		['at an address that runs code', '//# sourceMappingURL=javascript:alert(1)', { kind: 'bad' }],
		['at an address that is none', '//# sourceMappingURL=http://[', { kind: 'bad' }],
		[
			'written into it',
			'//# sourceMappingURL=data:application/json,%7B%22a%22:1%7D',
			{ kind: 'inline', map: '{"a":1}' },
		],
		[
			'written into it as base64, in UTF-8',
			`//# sourceMappingURL=data:application/json;charset=utf-8;base64,${Buffer.from('{"a":"é"}').toString('base64')}`,
			{ kind: 'inline', map: '{"a":"é"}' },
		],
		['written into it and broken', '//# sourceMappingURL=data:application/json;base64,%%%', { kind: 'bad' }],
	])('%s', (_name, script, expected) => {
		expect(mapReference(script, base)).toEqual(expected);
	});

	it('may be named by the response instead', () => {
		expect(mapReference('f()', base, 'a.map')).toEqual(at('https://shop.test/js/a.map'));
		expect(mapReference('//# sourceMappingURL=b.map', base, 'a.map')).toEqual(
			at('https://shop.test/js/b.map'),
		);
	});
});
