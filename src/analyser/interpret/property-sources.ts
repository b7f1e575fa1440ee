import { type FunctionNode, isBinding, isClass, keyName, type Node, unwrap } from '../syntax/node.ts';
import { lastingValues } from '../syntax/overwritten.ts';
import type { Maker } from '../syntax/prototypes.ts';
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

/**
 * What the script gives properties of a name, but for the fields of messages that it sends: those are nobody's settings.
 * `sent`: their values.
 */
export function keptValues(index: ScriptIndex, name: string, sent: ReadonlySet<Node>): PropertyValue[] {
	const all = index.propertyValues.get(name) ?? [];
	const lasting = lastingValues(all.filter(({ node, object }) => object !== undefined || !sent.has(node)));
	return lasting.length < all.length ? [...lasting] : all;
}

/** The values of what the script writes down as messages: `postMessage({ … })`, also by a variable that holds one. */
export function sentFields(index: ScriptIndex): ReadonlySet<Node> {
	const messages = (index.callsByProperty.get('postMessage') ?? []).map(({ node, scope }) => {
		const [message] = node.arguments;
		if (message?.type !== 'Identifier') return message;
		const [only, ...more] = scope.lookup(message.name)?.definitions ?? [];
		return only?.kind === 'init' && more.length === 0 ? only.value : undefined;
	});
	return new Set(
		messages.flatMap((one) =>
			one?.type === 'ObjectExpression'
				? one.properties.flatMap((each) => (each.type === 'Property' ? [each.value] : []))
				: [],
		),
	);
}

/** What a function does nothing but give back. */
export function onlyReturned(node: FunctionNode): Node | undefined {
	if (node.body.type !== 'BlockStatement') return node.body;
	const [only] = node.body.body;
	return node.body.body.length === 1 && only?.type === 'ReturnStatement'
		? (only.argument ?? undefined)
		: undefined;
}

/** The class of an instance, or a class that is asked for what it has itself. */
export function ownerOf(receiver: Value): Maker | undefined {
	if (receiver.t === 'term') return receiver.symbol?.owner;
	if (receiver.t === 'object' && receiver.of && isClass(receiver.of)) return receiver.of;
	if (receiver.t === 'function' && isClass(receiver.node)) return receiver.node;
	return undefined;
}
