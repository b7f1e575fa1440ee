import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchRow, byTelling } from '../../../src/probe/batch.ts';
import { madeOf } from '../../../src/probe/json.ts';
import { type Variant, variantsOf } from '../../../src/probe/mutations.ts';
import { renumbered } from '../../../src/probe/renumber.ts';
import { attempt } from '../../../src/protocol/checks.ts';
import { failure } from '../../../src/protocol/failure.ts';
import { value as guard } from '../../../src/protocol/guard-value.ts';
import { toJsonText } from '../../../src/session/json-value.ts';
import { at, html, transcript } from './transcripts.ts';
import { sendable } from './values.ts';

const resize = renumbered(madeOf({ type: 'resize', size: { height: 300 }, tags: ['a'] }));
const names = (variants: readonly Variant[]) => variants.map(({ name }) => name);

describe('the variants of a message', () => {
	it('change every part of it, in every way that fits', () => {
		const all = names(variantsOf(resize, { most: 1_000 }));
		for (const name of [
			'data.type is markup',
			'data.type is a javascript: address',
			'data.type is code',
			'data has a key __proto__',
			'data.size has a key constructor.prototype',
			'data.size.height is missing',
			'data.tags[0] is missing',
			'data is null',
			'data.size.height is NaN',
			'data.size.height is -0',
			'data.size.height is a text',
			'data.type is a Map',
			'data.type is a typed array',
			'data.type is empty',
			'data.type is 65536 characters long',
			'data is 200 nested lists',
		])
			expect(all).toContain(name);
		expect(new Set(all).size).toBe(all.length);
	});

	it('reach into JSON that is sent as a text', () => {
		const sent: Parameters<typeof variantsOf>[0] = { t: 'string', v: '{"type":"x","a":[1]}' };
		const made = variantsOf(sent, { most: 1_000 }).find(
			({ name }) => name === 'JSON.parse(data).type is markup',
		);
		expect(made?.value).toEqual({
			t: 'string',
			v: `{"type":"<i id=\\"${made?.canary}\\">${made?.canary}</i>","a":[1]}`,
		});
	});

	it('have keys of the prototype in JSON that is sent as a text, too', () => {
		const all = variantsOf({ t: 'string', v: '{"type":"x"}' }, { most: 1_000 });
		const made = all.find(({ name }) => name === 'JSON.parse(data) has a key __proto__');
		expect(made?.value).toEqual({
			t: 'string',
			v: `{"type":"x","__proto__":{"${made?.canary}":"${made?.canary}"}}`,
		});
		expect(names(all)).toContain('JSON.parse(data) is null');
		expect(names(all)).not.toContain('JSON.parse(data) is missing');
	});

	it('reach into sets', () => {
		const sent: Parameters<typeof variantsOf>[0] = { t: 'set', id: 1, e: [{ t: 'string', v: 'x' }], n: 1 };
		const made = variantsOf(sent).find(({ name }) => name === 'data (member 1) is markup');
		expect(made?.value).toMatchObject({
			t: 'set',
			e: [{ v: `<i id="${made?.canary}">${made?.canary}</i>` }],
			n: 1,
		});
	});

	it('have keys of the prototype as keys of their own', () => {
		const made = variantsOf(resize).find(({ code }) => code === 'prototype');
		expect(JSON.stringify(made?.value)).toContain('"__proto__",{"t":"object"');
	});

	it('of anything are valid, different from it and from each other, bounded and the same every time', () => {
		fc.assert(
			fc.property(sendable, fc.nat(50), fc.nat(9), (value, most, seed) => {
				const variants = variantsOf(value, { most, seed });
				expect(variants.length).toBeLessThanOrEqual(most);
				expect(variantsOf(value, { most, seed })).toEqual(variants);
				const texts = variants.map((one) => JSON.stringify(one.value));
				expect(new Set([...texts, JSON.stringify(value)]).size).toBe(texts.length + 1);
				for (const one of variants) {
					expect(attempt(guard, one.value, { unknownFields: 0, cutTexts: 0 })).toEqual(one.value);
					expect(renumbered(one.value)).toEqual(one.value);
					if (one.canary) expect(JSON.stringify(one.value)).toContain(one.canary);
				}
			}),
		);
	});

	it('have a canary each that no other has', () => {
		const canaries = variantsOf(resize).flatMap(({ canary }) => canary ?? []);
		expect(canaries.length).toBeGreaterThan(8);
		expect(new Set(canaries).size).toBe(canaries.length);
	});

	it('differ by seed where not all fit', () => {
		const long = renumbered(madeOf(Object.fromEntries([...'abcdefghij'].map((key) => [key, key]))));
		const some = (seed: number) => names(variantsOf(long, { most: 10, seed }));
		expect(some(1)).not.toEqual(some(2));
	});
});

describe('values of JSON', () => {
	it('go there and back', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (json) => {
				expect(JSON.parse(toJsonText(madeOf(json)) ?? '')).toEqual(json);
			}),
		);
	});

	it('keep the numbers that the hook gave', () => {
		fc.assert(
			fc.property(sendable, (value) => {
				expect(renumbered(value)).toEqual(value);
			}),
		);
	});
});

describe('a batch', () => {
	const variant = (canary?: string): Variant => ({
		code: 'type',
		name: 'data is null',
		values: [],
		value: { t: 'null' },
		...(canary ? { canary } : {}),
	});
	const original = transcript({ sinks: [html(9, false)] });

	it.each<[string, Parameters<typeof batchRow>[1], string | undefined, string, boolean]>([
		['the canary in a sink', transcript({ sinks: [{ ...html(9), value: '<i>c7' }] }), 'c7', 'carried', false],
		['another text in a sink', transcript({ sinks: [html(9)] }), 'c7', 'sink', false],
		['its own text in a sink', transcript({ sinks: [html(9)] }), undefined, 'carried', false],
		['another sink', transcript({ sinks: [html(30, false)] }), undefined, 'sink', true],
		['a hanging handler', transcript({ outcome: 'stuck' }), undefined, 'stuck', true],
		['a changed document', transcript({ mutations: { count: 1, summary: [] } }), undefined, 'acted', true],
		[
			'an exception',
			transcript({ outcome: 'threw', threw: { message: 'x is null', site: at(1) } }),
			undefined,
			'threw',
			true,
		],
		['nothing', transcript(), undefined, 'nothing', false],
		['a failure', failure('listener-gone'), undefined, 'failed', false],
	])('tells %s', (_, result, canary, level, isNew) => {
		expect(batchRow(variant(canary), result, original)).toMatchObject({ level, isNew });
	});

	it('is shown with what tells most first', () => {
		const rows = [
			batchRow(variant(), transcript(), original),
			batchRow(variant(), transcript({ sinks: [html(9, false)] }), original),
			batchRow(variant(), transcript({ sinks: [html(30, false)] }), original),
			batchRow(variant(), transcript({ sinks: [html(9)] }), original),
		];
		expect(byTelling(rows).map(({ level, isNew }) => [level, isNew])).toEqual([
			['carried', false],
			['sink', true],
			['sink', false],
			['nothing', false],
		]);
	});
});
