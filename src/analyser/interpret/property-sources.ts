import { isBinding, keyName, type Node, unwrap } from '../syntax/node.ts';
import { lastingValues } from '../syntax/overwritten.ts';
import type { PropertyValue, ScriptIndex } from '../syntax/script-index.ts';
import type { Value } from '../value/value.ts';

/** Whether a method is put in its own place, bound: `this.method = this.method.bind(this)`. */
export function bindsItself({ node, object }: PropertyValue, name: string): boolean {
	const value = unwrap(node);
	const bound =
		object?.type === 'ThisExpression' && isBinding(value) ? unwrap(value.callee.object) : undefined;
	return bound?.type === 'MemberExpression' && keyName(bound.property, bound.computed) === name;
}

/** Those that are given to the very variable that a receiver is a named unknown for. */
export function ofVariable(receiver: Value, all: PropertyValue[]): PropertyValue[] {
	const pattern = receiver.t === 'term' && receiver.symbol?.kind === 'parameter' && receiver.symbol.node;
	if (!pattern) return [];
	return all.filter(({ object, scope }) => {
		const inner = object && unwrap(object);
		if (inner?.type !== 'Identifier') return false;
		return scope.lookup(inner.name)?.definitions.some((one) => one.pattern === pattern) ?? false;
	});
}

/** Whether it is what the browser or unseen code makes, such as an address that is parsed: the script gives it nothing. */
export function isMadeElsewhere(value: Value): boolean {
	if (value.t !== 'term' || value.symbol?.wraps) return false;
	if (!value.symbol || value.symbol.kind === 'global') return true;
	// What unseen code is given more for may be one object over another, as settings are put over defaults.
	const [, first, ...more] = value.args;
	return value.symbol.kind === 'result' && first?.t !== 'object' && more.length === 0;
}

/** What the script gives properties of a name, but for the fields of messages that it sends: those are nobody's settings. */
export function keptValues(index: ScriptIndex, name: string, sent: readonly Node[]): PropertyValue[] {
	const all = index.propertyValues.get(name) ?? [];
	const kept = all.filter(
		({ node, object }) => object !== undefined || !sent.some((one) => isField(node, one)),
	);
	const lasting = lastingValues(kept);
	return lasting.length < all.length ? [...lasting] : all;
}

const isField = (value: Node, object: Node): boolean =>
	object.type === 'ObjectExpression' &&
	object.properties.some((one) => one.type === 'Property' && one.value === value);

/** The objects that the script writes down as messages: `postMessage({ … })`, also by a variable that holds one. */
export function sentObjects(index: ScriptIndex): Node[] {
	return (index.callsByProperty.get('postMessage') ?? []).flatMap(({ node, scope }) => {
		const [message] = node.arguments;
		if (message?.type === 'ObjectExpression') return [message];
		const definitions = message?.type === 'Identifier' ? scope.lookup(message.name)?.definitions : undefined;
		const [only, ...more] = definitions ?? [];
		return only?.kind === 'init' && only.value?.type === 'ObjectExpression' && more.length === 0
			? [only.value]
			: [];
	});
}
