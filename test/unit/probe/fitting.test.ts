import { describe, expect, it } from 'vitest';
import { FILLING, fits } from '../../../src/probe/fitting.ts';
import type { Value } from '../../../src/protocol/value.ts';

const text = (v: string): Value => ({ t: 'string', v });
const number = (v: number): Value => ({ t: 'number', v });
const object = (members: Record<string, Value>): Value => ({
	t: 'object',
	id: 1,
	e: Object.entries(members),
});
const list = (...items: Value[]): Value => ({
	t: 'array',
	id: 1,
	n: items.length,
	e: items.map((item, index) => [index, item]),
});

const MADE = object({ type: text('resize'), badge: text(FILLING), height: number(1) });

describe('a message has what a made one has', () => {
	it.each<[string, boolean, Value, Value]>([
		[
			'with other texts where any will do',
			true,
			object({ type: text('resize'), badge: text(''), height: number(260), more: text('x') }),
			MADE,
		],
		[
			'with a number that is put into a text',
			true,
			object({ badge: number(7) }),
			object({ badge: text(FILLING) }),
		],
		[
			'not with nothing in place of a text',
			false,
			object({ badge: { t: 'null' } }),
			object({ badge: text(FILLING) }),
		],
		['not without a member', false, object({ type: text('resize'), height: number(260) }), MADE],
		[
			'not with another type',
			false,
			object({ type: text('end'), badge: text('a'), height: number(2) }),
			MADE,
		],
		['not with another kind of value', false, object({ ...Object.fromEntries([['type', number(1)]]) }), MADE],
		['around what was filled in', true, text('https://a.test/x'), text(`https://${FILLING}`)],
		['not where the rest differs', false, text('http://a.test/x'), text(`https://${FILLING}`)],
		['in lists', true, list(text('go'), number(2)), list(text('go'))],
		['not at another place of a list', false, list(number(2), text('go')), list(text('go'))],
		['a flag as it must be', false, { t: 'boolean', v: false }, { t: 'boolean', v: true }],
		['nothing where nothing is asked', true, { t: 'null' }, { t: 'null' }],
	])('%s', (_, does, message, made) => {
		expect(fits(message, made)).toBe(does);
	});
});
