import { keyName, type Node, unwrap } from './node.ts';

/** Methods by which stores are told what to keep. */
const TELLS = /^(commit|dispatch|setState)$/;

/** What a store is, where a call tells it to keep something: `store.commit('set', value)`. */
export function toldBy(call: Node): Node | undefined {
	const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined;
	if (callee?.type !== 'MemberExpression') return undefined;
	const [told] = call.type === 'CallExpression' ? call.arguments : [];
	// What is written out is known by the names it is kept under.
	if (!told || (told.type === 'ObjectExpression' && keyName(callee.property, callee.computed) === 'setState'))
		return undefined;
	return TELLS.test(keyName(callee.property, callee.computed) ?? '') ? unwrap(callee.object) : undefined;
}

/** What a store is, where something of it is read: `store.state.name`, `store.getState().name`. */
export function readFrom(place: Node): Node | undefined {
	for (let one = unwrap(place); one.type === 'MemberExpression'; ) {
		const inner = unwrap(one.object);
		const member = inner.type === 'CallExpression' ? unwrap(inner.callee) : inner;
		if (member.type !== 'MemberExpression') return undefined;
		const name = keyName(member.property, member.computed);
		if (name === (inner === member ? 'state' : 'getState')) return unwrap(member.object);
		one = member;
	}
	return undefined;
}

/** Whether two expressions are written alike: names, and members of them. */
export function isAlike(one: Node, other: Node): boolean {
	if (one.type === 'Identifier') return other.type === 'Identifier' && one.name === other.name;
	if (one.type === 'ThisExpression') return other.type === 'ThisExpression';
	if (one.type !== 'MemberExpression' || other.type !== 'MemberExpression') return false;
	const name = keyName(one.property, one.computed);
	if (name === undefined || name !== keyName(other.property, other.computed)) return false;
	return isAlike(unwrap(one.object), unwrap(other.object));
}
