import { describe, expect, it } from 'vitest';
import { isHandler } from '../../../src/analyser/session.ts';
import { functionAt, scriptOf } from '../../../src/analyser/syntax/script.ts';

/** What reading a script comes to: the script, or what is thrown. */
function outcomeOf(text: string): unknown {
	try {
		return scriptOf(text, false);
	} catch (error) {
		return error;
	}
}

describe('a script', () => {
	it.each([
		['that can be read', 'onmessage = (e) => use(e.data);'],
		['with a mistake in it', 'onmessage = (e) => use(e.data;'],
		['that is nested too deeply', `onmessage = ${'('.repeat(5000)}`],
	])('%s is read once for all of its listeners', (_, text) => {
		const first = outcomeOf(text);
		expect(outcomeOf(text)).toBe(first);
		outcomeOf('another();');
		expect(outcomeOf(text)).toBe(first);
		for (const other of ['second();', 'third();']) outcomeOf(other);
		expect(outcomeOf(text)).not.toBe(first);
	});

	it.each([
		['where it begins', 'async heard'],
		['at its name', 'heard'],
		['at its parameters', '(event)'],
	])('has a method %s', (_, mark) => {
		const text = 'class Desk { async heard(event) { use(event.data); } }';
		const found = functionAt(scriptOf(text, false), text.indexOf(mark));
		expect(found && isHandler(found) && text.slice(found.start, found.end)).toBe(
			'(event) { use(event.data); }',
		);
	});
});
