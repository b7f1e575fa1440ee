import { expect, it } from 'vitest';
import { recordTest } from '../../../src/session/record-query.ts';

it.each([
	['listener:#1', true],
	['listener:#12', false],
	['listener:=onpay', true],
	['listener:=onp', false],
	['listener:onp', true],
	['-listener:#1', false],
	['verdict:none', true],
	['verdict:non', true],
	['socket:chat', true],
	['onpay #1', true],
])('%s is for a listener as it is for rows: %s', (filter, passes) => {
	expect(
		recordTest(filter)({ text: '', listener: '#1\nonPay\nhttps://shop.test/a.js', verdict: 'none' }),
	).toBe(passes);
});
