import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isHandler } from '../../../src/analyser/listener-session.ts';
import type { FunctionNode } from '../../../src/analyser/syntax/node.ts';
import { functionAt, ownText, scriptOf } from '../../../src/analyser/syntax/script.ts';

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

	it.each([
		['a method', 'class A { heard(event) {} }', 'new A().heard'],
		['a method with a prefix', 'class A { async *heard(event) {} }', 'new A().heard'],
		['a static method', 'class A { static heard(event) {} }', 'A.heard'],
		[
			'a static method behind a comment',
			'class A { static /* ( */ // =>\n async heard(event) {} }',
			'A.heard',
		],
		['a computed name', "class A { ['heard'](event) {} }", 'new A().heard'],
		['a method of an object', 'const a = { heard(event) {} }', 'a.heard'],
		['a setter', 'const a = { set heard(event) {} }', "Object.getOwnPropertyDescriptor(a, 'heard').set"],
		['a function that an object holds', 'const a = { heard: function (event) {} }', 'a.heard'],
		['a field of a class', 'class A { heard = (event) => {} }', 'new A().heard'],
		['a function', 'function heard(event) {}', 'heard'],
	])('tells the text of %s as its toString does', (_, text, heard) => {
		const script = scriptOf(text, false);
		const fn = script.index.functions.find((one) => one.params.length > 0);
		const { start, end } = ownText(script, fn as FunctionNode);
		expect(text.slice(start, end)).toBe(String(runInNewContext(`${text}; ${heard}`)));
	});
});
