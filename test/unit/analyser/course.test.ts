import { describe, expect, it } from 'vitest';
import { saysOfSender } from '../../../src/analyser/interpret/course.ts';
import { ValueFactory } from '../../../src/analyser/value/factory.ts';
import {
	constant,
	DATA,
	ORIGIN,
	RANDOM,
	type Term,
	UNDEFINED,
	type Value,
} from '../../../src/analyser/value/value.ts';

describe('what an answer says of the sender', () => {
	const values = new ValueFactory();
	const secret = values.term('made', [], RANDOM);
	const part = values.term('get', [values.term('data', [], DATA), constant('key')]);
	const condition = (op: string, ...args: Value[]): Term => values.term(op, args);

	it('any on the origin', () => {
		const term = condition('===', values.term('origin', [], ORIGIN), constant('https://a.test'));
		expect([saysOfSender(term, true), saysOfSender(term, false)]).toEqual([true, true]);
	});

	it('none on data alone', () => {
		expect(saysOfSender(condition('===', part, constant('x')), true)).toBe(false);
	});

	it('that a part is a secret, not that it is unlike one', () => {
		const term = condition('===', part, secret);
		expect([saysOfSender(term, true), saysOfSender(term, false)]).toEqual([true, false]);
	});

	it('that a table has something under a secret', () => {
		const term = condition('===', values.term('lookup', [secret, part]), UNDEFINED);
		expect([saysOfSender(term, true), saysOfSender(term, false)]).toEqual([true, true]);
	});
});
