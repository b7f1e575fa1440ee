import { UNDEFINED, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** Methods of the language that scripts take from one value to call them on another. */
const METHODS = {
	list: /^(slice|concat|push|unshift|pop|shift|splice|indexOf|lastIndexOf|includes|forEach|map|filter|some|every|find|findIndex|reduce|join|reverse|sort|flat|flatMap|at|entries|keys|values)$/,
	text: /^(slice|substring|substr|indexOf|lastIndexOf|includes|startsWith|endsWith|replace|split|match|search|trim|toLowerCase|toUpperCase|charAt|concat)$/,
	object: /^hasOwnProperty$/,
};

/** A method that is not called at once but handed on, or called on something else: `[].slice.call(arguments)`. */
export function borrowed(m: Machine, name: string, from: keyof typeof METHODS): Value | undefined {
	if (!METHODS[from].test(name)) return undefined;
	return m.values.native(name, (args, self, site) =>
		m.callMethod(self ?? UNDEFINED, name, args, site, 'used'),
	);
}
