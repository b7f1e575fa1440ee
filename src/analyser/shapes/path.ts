import type { Term, Value } from '../value/value.ts';
import type { Step } from './wish.ts';

/** Key that stands for whichever keys an object is walked through with. */
const ANY_KEY = 'earshot';

/** Members that texts and lists have of themselves. */
const BUILT_IN = new Set(['length', 'size', 'constructor', 'toString', 'byteLength']);

/** Operations whose result is the same part, or says the same of it. */
const SAME = /^fn:(String|Number|decodeURIComponent|decodeURI|structuredClone|unescape)$/;
const SAME_METHODS =
	/^(trim|trimStart|trimEnd|toString|toLowerCase|toUpperCase|valueOf|normalize|toLocaleLowerCase|replace|replaceAll)$/;

/** The way from the message's data to what a term stands for; undefined when it is no part of the data. */
export function pathOf(value: Value | undefined): Step[] | undefined {
	if (value?.t !== 'term') return undefined;
	const [first, second] = value.args;
	switch (value.op) {
		case 'data':
			return [];
		case 'get':
			return memberPath(value);
		case 'lookup': {
			// Walked by its own keys, or asked for a key that the message has elsewhere.
			const path = pathOf(first);
			return path && [...path, { kind: 'member', key: ANY_KEY }];
		}
		case 'json': {
			const path = pathOf(first);
			return path && [...path, { kind: 'json' }];
		}
		case 'call':
			return second?.t === 'constant' && SAME_METHODS.test(String(second.value)) ? pathOf(first) : undefined;
		default:
			return SAME.test(value.op) ? pathOf(first) : undefined;
	}
}

function memberPath({ args: [object, key] }: Term): Step[] | undefined {
	if (key?.t !== 'constant') return undefined;
	const name = String(key.value);
	const parts = splitPath(object, name);
	if (parts) return parts;
	const path = pathOf(object);
	if (!path || BUILT_IN.has(name)) return undefined;
	if (name === '*element') return [...path, { kind: 'element' }];
	if (name === '*key') return undefined;
	return [...path, { kind: 'member', key: name }];
}

/** `data.split(':')[1]` */
function splitPath(object: Value | undefined, name: string): Step[] | undefined {
	if (object?.t !== 'term' || object.op !== 'call' || !/^\d$/.test(name)) return undefined;
	const [receiver, method, by] = object.args;
	if (method?.t !== 'constant' || method.value !== 'split' || by?.t !== 'constant') return undefined;
	const path = pathOf(receiver);
	return path && [...path, { kind: 'split', by: String(by.value), index: Number(name) }];
}
