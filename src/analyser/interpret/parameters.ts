import type { Node } from '../syntax/node.ts';
import { UNDEFINED, type Value } from '../value/value.ts';

interface Sources {
	/** What the parameter's pattern takes out of what is given. */
	extract: (given: Value) => Value;
	empty: () => Value;
	/** What its function puts in its place where it is missing. */
	defaults: readonly Value[];
	/** What the script's own calls give; undefined where one gives nothing. */
	given: readonly (Value | undefined)[];
}

/** What a parameter may be, as far as the script itself says. */
export function valuesOfParameter(pattern: Node, { extract, empty, defaults, given }: Sources): Value[] {
	const values: Value[] = [];
	if (pattern.type === 'AssignmentPattern') values.push(extract(UNDEFINED));
	else if (pattern.type === 'ObjectPattern') {
		const missing = extract(empty());
		if (missing !== UNDEFINED) values.push(missing);
	}
	values.push(...defaults);
	for (const one of given) values.push(one ? extract(one) : UNDEFINED);
	return values;
}
