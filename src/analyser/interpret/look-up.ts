import type { Node } from '../syntax/node.ts';
import {
	ATTACKER,
	constant,
	DATA,
	depsOf,
	FROM_OUTSIDE,
	type ObjectValue,
	OF_MESSAGE,
	OPAQUE,
	PICKED,
	type Term,
	UNDEFINED,
	type Value,
} from '../value/value.ts';
import type { Machine } from './machine.ts';
import { isOpenObject } from './stand-ins.ts';

/** Tables with more entries than this are not gone through. */
const MOST_ENTRIES = 12;

/** Reads under a key that is not known: which entry it is depends on the key. */
export function lookUp(m: Machine, object: Value, key: Value, site: Node): Value {
	const term = m.values.term('lookup', [object, key], OPAQUE);
	const named = namedByAddress(m, object, key, term, site);
	if (named) return named;
	const put = object.t === 'object' ? object.entries.map(([, one]) => one) : [];
	const candidates = object.t === 'object' ? [...object.props.values(), ...put, ...object.items] : [];
	const functions = candidates.filter((one) => one.t === 'function');
	if (candidates.length === 0) return chosen(term);
	return chosen({
		...term,
		symbol: {
			name: 'entry',
			kind: 'element',
			possible: () => (functions.length > 0 ? functions : candidates),
			openTo: () => object.t === 'object' && isOpenObject(m, object),
		},
	});
}

/** What is found under a key chosen by the message is the page's own, not the sender's. */
function chosen(term: Term): Term {
	return depsOf(term.args[0] ?? UNDEFINED) & DATA ? term : { ...term, deps: (term.deps & ~DATA) | PICKED };
}

/**
 * What the page's address names of a table of the script's own (`HOSTS[params.get('env')]`): one of what is in there,
 * or nothing. Who writes the address chooses among the entries, not what they are.
 */
function namedByAddress(
	m: Machine,
	object: Value,
	key: Value,
	{ key: id }: Term,
	site: Node,
): Value | undefined {
	if (!(depsOf(key) & ATTACKER) || depsOf(key) & OF_MESSAGE || depsOf(object) & FROM_OUTSIDE)
		return undefined;
	const name = `${(object.t === 'term' && object.symbol?.name) || 'entry'}[…]@${id.slice(1)}`;
	if (object.t === 'term') {
		const { kind, isOfImport } = object.symbol ?? {};
		if (kind !== 'import' && !isOfImport) return undefined;
		return m.values.symbol(
			{ name, kind: 'property', node: site, byOthers: () => true, isOfImport: true },
			OPAQUE,
		);
	}
	if (object.t !== 'object' || !isWrittenOut(object)) return undefined;
	const entries = [...object.props.keys()].map((one) => m.get(object, constant(one), site));
	if (entries.some((one) => one.t === 'function' || depsOf(one) & FROM_OUTSIDE)) return undefined;
	const possible = () => [...entries, UNDEFINED];
	return m.values.symbol({ name, kind: 'property', node: site, possible }, OPAQUE);
}

function isWrittenOut({ kind, open, mixed, entries, props }: ObjectValue): boolean {
	const isFilledIn = open || mixed || entries.length > 0;
	return kind === 'object' && !isFilledIn && props.size > 0 && props.size <= MOST_ENTRIES;
}
