import { assignmentsTo } from '../syntax/by-binding.ts';
import { keyName, type Node, unwrap } from '../syntax/node.ts';
import type { Placed, ScriptIndex } from '../syntax/script-index.ts';
import { ATTACKER, DATA, depsOf, EVENT, OPAQUE, ORIGIN, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

const MOST = 20;

/**
 * What a listener expects may be what another, or itself, put into the browser's storage: `getItem` gives what the
 * script sets under that key, where that comes of a message or of the page's address. That an origin is put there is noted.
 */
export function storageCall(m: Machine, name: string, args: readonly Value[], site: Node): Value | undefined {
	const [storage, method] = name.split('.');
	const [key, value] = args;
	if (!storage || !/^(local|session)Storage$/.test(storage) || key?.t !== 'constant') return undefined;
	if (method === 'setItem' && !m.run.static && value) {
		const deps = depsOf(value);
		if (deps & ORIGIN && !(deps & (DATA | EVENT)))
			m.run.use('state', site, { tainted: true, soft: true, learns: true });
		return undefined;
	}
	if (method !== 'getItem') return undefined;
	const given = givenTo(m, storage, String(key.value));
	const possible = () => given.map((one) => m.evaluateStatic(one.node, one.scope));
	let deps = 0;
	for (const one of given.length > 0 ? possible() : []) deps |= depsOf(one);
	if (!(deps & (ORIGIN | DATA | ATTACKER))) return undefined;
	const givenAt = () => given.map((one) => one.node);
	const symbol = {
		name: `${name}('${key.value}')`,
		kind: 'property' as const,
		node: site,
		possible,
		givenAt,
	};
	return m.values.symbol(symbol, OPAQUE | (deps & ATTACKER));
}

/** What the script sets under a key. */
function givenTo(m: Machine, storage: string, key: string): Placed[] {
	return (m.index.callsByProperty.get('setItem') ?? []).slice(0, MOST).flatMap(({ node, scope }) => {
		const [name, value] = node.arguments;
		if (!name || !value || value.type === 'SpreadElement' || !isOf(storage, unwrap(node.callee))) return [];
		const text = m.evaluateStatic(name, scope);
		return text.t === 'constant' && text.value === key ? [{ node: value, scope }] : [];
	});
}

const known = new WeakMap<ScriptIndex, Map<string, readonly Placed[]>>();

/** What comes of a message and is given to a variable that nobody declares. */
export function sentTo(m: Machine, name: string): readonly Placed[] {
	const all = known.get(m.index) ?? new Map<string, readonly Placed[]>();
	known.set(m.index, all);
	const before = all.get(name);
	if (before) return before;
	// What it is made of may be what it was before.
	all.set(name, []);
	const found = assignmentsTo(m.index, name, undefined)
		.slice(0, MOST)
		.flatMap(({ node, scope }) => {
			if (node.type !== 'AssignmentExpression' || node.operator !== '=') return [];
			const isSent = depsOf(m.evaluateStatic(node.right, scope)) & (ORIGIN | DATA);
			return isSent ? [{ node: node.right, scope }] : [];
		});
	all.set(name, found);
	return found;
}

function isOf(storage: string, callee: Node): boolean {
	if (callee.type !== 'MemberExpression') return false;
	const object = unwrap(callee.object);
	if (object.type === 'MemberExpression') return keyName(object.property, object.computed) === storage;
	return object.type === 'Identifier' && object.name === storage;
}
