import { describe, expect, it } from 'vitest';
import { Contents } from '../../../src/analyser/judge/contents.ts';
import { ValueFactory } from '../../../src/analyser/value/factory.ts';
import { constant, type Value } from '../../../src/analyser/value/value.ts';

const values = new ValueFactory();
const list = (...items: Value[]) => values.object('array', true, items);
const asks = (subject: Value, text = 'includes') =>
	values.term('call', [subject, constant(text), values.term('origin', [], 1)]);

describe('conditions on lists', () => {
	const contents = new Contents(new Map());
	const key = (subject: Value) => contents.keyOf(asks(subject));

	it('are the same where the lists have the same in them', () => {
		expect(key(list(constant('a'), constant('b')))).toBe(key(list(constant('a'), constant('b'))));
		expect(key(list(list(constant(1))))).toBe(key(list(list(constant(1)))));
		const [one, other] = [1, 2].map(() => values.term('!', [asks(list(constant('a')))]));
		expect(one?.key).not.toBe(other?.key);
		expect(one && contents.keyOf(one)).toBe(other && contents.keyOf(other));
	});

	it('are told apart by what is in the lists', () => {
		const lists = [
			list(),
			list(constant('a'), constant('b')),
			list(constant('b'), constant('a')),
			list(constant('a,"b"')),
			list(constant('1')),
			list(constant(1)),
			list(list(constant(1))),
			Object.assign(list(constant(1)), { open: true }),
			values.object('set', true, [constant(1)]),
			list({ t: 'regex', source: 'a', flags: '', shared: false }),
			list(values.symbol({ name: 'a', kind: 'variable' }, 32)),
		];
		expect(new Set(lists.map(key)).size).toBe(lists.length);
	});

	it('are told apart by which objects are meant where those have properties', () => {
		const made = () => {
			const object = values.object('object', true);
			object.props.set('a', constant(1));
			return list(object);
		};
		expect(key(made())).not.toBe(key(made()));
	});

	it('are told apart by their own keys where they are settings', () => {
		const [one, other] = [asks(list(constant('a'))), asks(list(constant('a')))];
		const settings = new Contents(new Map([[one.key, one]]));
		expect(settings.keyOf(one)).toBe(one.key);
		expect(settings.keyOf(other)).not.toBe(one.key);
	});
});
