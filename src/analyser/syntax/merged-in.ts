import { push } from './index-names.ts';
import { isFunction, keyName, type Node, unwrap } from './node.ts';
import { returnsOf } from './returns.ts';
import type { ScriptIndex } from './script-index.ts';

/** Methods that put the properties of one object over those of another. */
const MERGING = ['setState', 'assign'];

/** So much of a function is looked through. */
const MOST = { found: 4, nodes: 200 };

const known = new WeakMap<ScriptIndex, Map<string, Node[]>>();

/** Values that an object's property of that name may be given together with others: `this.setState({ name: value })`. */
export function mergedIn(index: ScriptIndex, name: string): readonly Node[] {
	const all = known.get(index) ?? collect(index);
	known.set(index, all);
	return all.get(name) ?? [];
}

function collect(index: ScriptIndex): Map<string, Node[]> {
	const found = new Map<string, Node[]>();
	for (const method of MERGING)
		for (const { node } of index.callsByProperty.get(method) ?? [])
			for (const one of node.arguments.slice(method === 'assign' ? 1 : 0))
				fromObject(index, unwrap(one), found);
	return found;
}

function fromObject(index: ScriptIndex, given: Node, found: Map<string, Node[]>): void {
	if (isFunction(given)) {
		for (const { node } of returnsOf(index, given, MOST)) {
			const made = unwrap(node);
			if (made.type === 'ObjectExpression') fromObject(index, made, found);
		}
		return;
	}
	if (given.type !== 'ObjectExpression') return;
	for (const one of given.properties) {
		const name = one.type === 'Property' ? keyName(one.key, one.computed) : undefined;
		if (name !== undefined && one.type === 'Property') push(found, name, one.value);
	}
}
