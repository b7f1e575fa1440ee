import type { Value } from '../protocol/value.ts';
import { parsedText } from './json-value.ts';
import { memberOf, searchTextOf } from './plain.ts';
import { fail } from './query-syntax.ts';

/** A step of a path: `.name`, `[0]`, `['any name']`; or `[any name]`, whose quotes the filter has taken. */
const STEP = /^(?:\.([\w$-]+)|\['((?:[^'\\]|\\.)*)'\]|\[([^\]'=]+)\])/s;

/** Makes a test of `$.a.b[0]=x` on a payload: the member is there and, when given, has that text. JSON texts are read. */
export function pathTest(text: string, at: number): (data: Value) => boolean {
	const steps: string[] = [];
	let rest = text.startsWith('$') ? text.slice(1) : `.${text}`;
	while (rest !== '' && !rest.startsWith('=')) {
		const step = STEP.exec(rest);
		if (!step) return fail('bad-path', at + text.length - rest.length, rest);
		steps.push(step[1] ?? step[2]?.replace(/\\(.)/gs, '$1') ?? step[3] ?? '');
		rest = rest.slice(step[0].length);
	}
	const wanted = rest === '' ? undefined : rest.slice(1).toLowerCase();
	return (data) => {
		let value: Value | undefined = data;
		for (const step of steps) {
			value = value && memberOf(parsedText(value) ?? value, step);
			if (!value) return false;
		}
		return wanted === undefined || searchTextOf(value).toLowerCase() === wanted;
	};
}
