import { constant, depsOf, ORIGIN, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Methods that give a text, whatever of. */
const TEXT_METHODS = new Set(
	'join toString toLowerCase toUpperCase trim trimEnd trimStart padEnd padStart repeat replace replaceAll charAt substring substr toFixed normalize'.split(
		' ',
	),
);

/** Whether a value is a text for certain: the origin, or what the script makes by what only gives texts. */
export function isMadeText(value: Value): boolean {
	if (value.t === 'constant') return typeof value.value === 'string';
	if (value.t !== 'term') return false;
	const [first, second] = value.args;
	switch (value.op) {
		case 'origin':
		case 'fn:String':
			return true;
		case '+':
			return value.args.some(isMadeText);
		case 'call':
			return second?.t === 'constant' && TEXT_METHODS.has(String(second.value)) && first?.t !== 'function';
		default:
			return false;
	}
}

/** Whether a text has something in it for certain: a part that the script spells out. */
export function isFilledText(value: Value): boolean {
	if (value.t === 'constant') return typeof value.value === 'string' && value.value !== '';
	if (value.t !== 'term') return false;
	if (value.op === '+') return isMadeText(value) && value.args.some(isFilledText);
	const [list, method] = value.args;
	const isJoined = value.op === 'call' && method?.t === 'constant' && method.value === 'join';
	return isJoined && list?.t === 'object' && list.kind === 'array' && list.items.some(isFilledText);
}

/** The letters of a text that is made of the origin, one by one; undefined for anything else. */
export function lettersIn(m: Machine, value: Value): Value | undefined {
	if (m.run.static || !(depsOf(value) & ORIGIN) || !isMadeText(value)) return undefined;
	return m.values.term('call', [value, constant('split'), constant('')]);
}
