import type { LiveValue } from '../../src/analyser/verdict.ts';
import type { Value } from '../../src/protocol/value.ts';

/** Thrown inside: a part of the value is not known. */
const unknown = new Error('Not known in full');
const DEEPEST = 20;

/**
 * Values of the page as the analyser takes them, by path. What is not known to the last entry is left out: a verdict
 * must not rest on half of a list. So is `undefined`: a script's `let` and `const` are no properties of the window.
 */
export function liveValues(values: Readonly<Record<string, Value>>): Record<string, LiveValue> {
	const live: [string, LiveValue][] = [];
	for (const [path, value] of Object.entries(values)) {
		try {
			live.push([path, convert(value, 0)]);
		} catch (error) {
			if (error !== unknown) throw error;
		}
	}
	return Object.fromEntries(live);
}

function convert(value: Value, depth: number): LiveValue {
	if (depth > DEEPEST) throw unknown;
	const inner = (entry: Value): LiveValue => convert(entry, depth + 1);
	switch (value.t) {
		case 'null':
			return null;
		case 'boolean':
			return value.v;
		case 'number':
			return Number(value.v);
		case 'string':
			return value.n === undefined ? value.v : fail();
		case 'array':
			return value.e.length === value.n && value.e.every(([index], at) => index === at)
				? value.e.map(([, entry]) => inner(entry))
				: fail();
		case 'object':
			return value.n === undefined
				? Object.fromEntries(value.e.map(([key, entry]) => [key, inner(entry)]))
				: fail();
		case 'set':
			return value.e.length === value.n ? { '@type': 'Set', items: value.e.map(inner) } : fail();
		case 'map':
			return value.e.length === value.n
				? { '@type': 'Map', entries: value.e.map(([key, entry]) => [inner(key), inner(entry)]) }
				: fail();
		case 'regexp':
			return { '@type': 'RegExp', source: value.v, flags: value.f };
		default:
			return fail();
	}
}

function fail(): never {
	throw unknown;
}
