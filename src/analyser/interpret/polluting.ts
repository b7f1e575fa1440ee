import { DATA, isConstant, type Term, UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';
import type { Literal } from './run.ts';

/** How deep conditions and paths are looked into. */
const DEEPEST = 8;
/** Operations that give numbers: no property of a prototype is named so. */
const NUMERIC = /^(number|negative|fn:Number|[-*/%~&|^]|<<|>>>?)$/;
const GUARDING = /__proto__/;

/**
 * Whether a write into the message's own data may get into the prototype of all objects: the message says of which object in
 * it, by a key that may be `__proto__`, and under which name; and nothing on the way has looked for such keys.
 */
export function pollutes(m: Machine, object: Value, key: Value): boolean {
	if (!isChosen(key) || !leadsToPrototype(object)) return false;
	return !m.run.literals.some((one) => isGuard(one));
}

function isChosen(key: Value | undefined): key is Term {
	return key?.t === 'term' && (key.deps & DATA) !== 0 && !NUMERIC.test(key.op);
}

function leadsToPrototype(object: Value): boolean {
	for (let one: Value | undefined = object, depth = 0; one?.t === 'term' && depth < DEEPEST; depth++) {
		const [inner, key]: readonly Value[] = one.args;
		if (one.op === 'lookup' && inner && isChosen(key)) return !isOwnKey(key, inner);
		if (one.op !== 'get') return false;
		if (key && (isConstant(key, '__proto__') || isConstant(key, 'prototype'))) return true;
		one = inner;
	}
	return false;
}

/** Whether it is one of the keys that the very object has. */
function isOwnKey({ op, args: [of, key] }: Term, object: Value): boolean {
	return op === 'get' && of === object && key !== undefined && isConstant(key, '*key');
}

/** Whether a condition is on the name of a key, or on whose property it is. */
function isGuard({ term }: Literal): boolean {
	return asks(term, 0);
}

function asks(value: Value, depth: number): boolean {
	if (depth > DEEPEST) return false;
	switch (value.t) {
		case 'constant':
			return typeof value.value === 'string' && GUARDING.test(value.value);
		case 'regex':
			return GUARDING.test(value.source);
		case 'object':
			return value.items.slice(0, 20).some((one) => asks(one, depth + 4));
		case 'term':
			if (value.op === 'in' || isConstant(value.args[1] ?? UNDEFINED, 'hasOwnProperty'))
				return (value.deps & DATA) !== 0;
			return value.args.some((one) => asks(one, depth + 1));
		default:
			return false;
	}
}
