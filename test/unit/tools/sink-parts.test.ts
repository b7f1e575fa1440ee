import { beforeAll, describe, expect, it } from 'vitest';
import { standInForHook } from '../../helpers/tools-globals.ts';

let parts: typeof import('../../../src/tools/sink-parts.ts');
beforeAll(async () => {
	await standInForHook();
	parts = await import('../../../src/tools/sink-parts.ts');
});

const own = () => 'own';
/** An object with one method, of these attributes. */
const owner = (attributes: PropertyDescriptor = { writable: true, configurable: true }) =>
	Object.defineProperty({}, 'act', { value: own, ...attributes }) as { act(): string };

describe('a method that is replaced for a while', () => {
	it.each<[string, PropertyDescriptor, string]>([
		['can be written', { writable: true, configurable: true }, 'instead of own'],
		['can be written alone', { writable: true, enumerable: true }, 'instead of own'],
		['can be defined anew alone', { configurable: true }, 'instead of own'],
		['is frozen', {}, 'own'],
	])('goes through what stands in for it, and is as it was: it %s', (_, attributes, expected) => {
		const object = owner(attributes);
		const before = Object.getOwnPropertyDescriptor(object, 'act');
		const end = parts.replaceMethod(
			object,
			'act',
			(native, self, args) => `instead of ${Reflect.apply(native, self, args)}`,
		);
		expect(object.act()).toBe(expected);
		const { value: _during, ...during } = Object.getOwnPropertyDescriptor(object, 'act') ?? {};
		expect({ ...during, value: own }).toEqual(before);
		end();
		expect(Object.getOwnPropertyDescriptor(object, 'act')).toEqual(before);
	});

	it('stays as the page has put it meanwhile', () => {
		const object = owner();
		const end = parts.replaceMethod(object, 'act', () => 'instead');
		const put = () => 'put';
		object.act = put;
		end();
		expect(object.act).toBe(put);
	});

	it('is left alone where the page has put an accessor', () => {
		const object = Object.defineProperty({}, 'act', { get: () => own, configurable: true });
		const before = Object.getOwnPropertyDescriptor(object, 'act');
		parts.replaceMethod(object, 'act', () => 'instead')();
		expect(Object.getOwnPropertyDescriptor(object, 'act')).toEqual(before);
	});
});
