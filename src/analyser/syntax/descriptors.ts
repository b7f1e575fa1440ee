import { isFunction, keyName, type Node, unwrap } from './node.ts';

/** What a descriptor says of a property beside its value. */
const SAID = /^(writable|enumerable|configurable)$/;

/** The method or getter of a property that is described: `{ writable: true, value: function … }`. */
export function describedIn(node: Node): { value: Node; getter: boolean } | undefined {
	const inner = unwrap(node);
	if (inner.type !== 'ObjectExpression') return undefined;
	let found: { value: Node; getter: boolean } | undefined;
	let isDescriptor = false;
	for (const one of inner.properties) {
		const name = one.type === 'Property' ? keyName(one.key, one.computed) : undefined;
		if (one.type !== 'Property' || name === undefined || !/^(value|get|set)$/.test(name)) {
			if (name === undefined || !SAID.test(name)) return undefined;
			isDescriptor = true;
		} else if (name !== 'set' && isFunction(one.value)) found = { value: one.value, getter: name === 'get' };
	}
	return isDescriptor ? found : undefined;
}

/** The functions in a table of such descriptions, as `Object.defineProperties` takes it. */
export function allDescribedIn(table: Node): Node[] {
	if (table.type !== 'ObjectExpression') return [];
	return table.properties.flatMap((one) =>
		one.type === 'Property' ? (describedIn(one.value)?.value ?? []) : [],
	);
}
