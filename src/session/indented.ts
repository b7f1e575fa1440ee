import type { Value } from '../protocol/value.ts';
import { holesBefore, holesText, leafText, leftOut } from './plain.ts';

/** The whole value as text of several lines, two spaces a level; JSON where it has nothing that JSON has not. */
export function indentedOf(value: Value, indent = ''): string {
	const inner = `${indent}  `;
	const block = (open: string, lines: string[], missing: number, close: string): string => {
		if (missing > 0) lines.push(`… ${missing}`);
		if (lines.length === 0) return open + close;
		return `${open}\n${lines.map((line) => inner + line).join(',\n')}\n${indent}${close}`;
	};
	switch (value.t) {
		case 'object': {
			const lines = value.e.map(([key, item]) => `${JSON.stringify(key)}: ${indentedOf(item, inner)}`);
			return block(`${value.c ? `${value.c} ` : ''}{`, lines, (value.n ?? 0) - value.e.length, '}');
		}
		case 'array': {
			const lines = value.e.flatMap(([key, item], at) => {
				if (typeof key === 'string') return [`${JSON.stringify(key)}: ${indentedOf(item, inner)}`];
				const holes = holesBefore(value, at);
				return [...(holes > 0 ? [holesText(holes)] : []), indentedOf(item, inner)];
			});
			return block('[', lines, leftOut(value), ']');
		}
		case 'map': {
			const lines = value.e.map(([key, item]) => `${indentedOf(key, inner)} => ${indentedOf(item, inner)}`);
			return block('Map {', lines, value.n - value.e.length, '}');
		}
		case 'set': {
			const lines = value.e.map((item) => indentedOf(item, inner));
			return block('Set {', lines, value.n - value.e.length, '}');
		}
		case 'boxed':
			return `Object(${indentedOf(value.v, indent)})`;
		case 'string':
			return JSON.stringify(value.v);
		default:
			return leafText(value);
	}
}
