import type { CallExpression } from 'acorn';
import { eachChild, type FunctionNode, keyName, type Node, unwrap } from './node.ts';

const COMPARES = new Set(['===', '!==', '==', '!=']);
const LOOKS_UP =
	/^(includes|contains|indexOf|lastIndexOf|has|startsWith|endsWith|test|exec|match|search|localeCompare|is)$/;

/** Whether a handler's text compares its event's origin with something, reached or not; `known`: what is judged already. */
export function mentionsCheck(handler: FunctionNode, known?: Node): boolean {
	const [param] = handler.params;
	const isOrigin = originTest(param);
	const stack: Node[] = [handler.body];
	for (let node = stack.pop(), count = 0; node && count < 20_000; node = stack.pop(), count++) {
		if (node === known) continue;
		if (node.type === 'BinaryExpression' && COMPARES.has(node.operator)) {
			const sides = [unwrap(node.left), unwrap(node.right)];
			const asked = sides.some(saysNothing) ? [] : sides;
			for (const side of asked)
				if (isOrigin(side.type === 'UnaryExpression' ? unwrap(side.argument) : side)) return true;
		}
		if (node.type === 'CallExpression' && looksUp(node, isOrigin)) return true;
		eachChild(node, (child) => stack.push(child));
	}
	return false;
}

/** What an origin is compared with to learn whether there is one, or whether it has a name at all. */
function saysNothing(side: Node): boolean {
	if (side.type === 'UnaryExpression') return side.operator === 'void';
	if (side.type === 'Identifier') return side.name === 'undefined';
	return side.type === 'Literal' && (side.value === null || side.value === '' || side.value === 'null');
}

/** `list.includes(event.origin)`, `event.origin.startsWith(text)` and the like. */
function looksUp({ callee, arguments: args }: CallExpression, isOrigin: (node: Node) => boolean): boolean {
	const member = unwrap(callee);
	if (member.type !== 'MemberExpression') return false;
	const name = keyName(member.property, member.computed);
	if (name === undefined || !LOOKS_UP.test(name)) return false;
	return [member.object, ...args].some((one) => isOrigin(unwrap(one)));
}

function originTest(param: Node | undefined): (node: Node) => boolean {
	if (param?.type === 'Identifier') {
		const { name } = param;
		return (node) =>
			node.type === 'MemberExpression' &&
			node.object.type === 'Identifier' &&
			node.object.name === name &&
			keyName(node.property, node.computed) === 'origin';
	}
	if (param?.type !== 'ObjectPattern') return () => false;
	for (const one of param.properties) {
		if (
			one.type === 'Property' &&
			keyName(one.key, one.computed) === 'origin' &&
			one.value.type === 'Identifier'
		) {
			const { name } = one.value;
			return (node) => node.type === 'Identifier' && node.name === name;
		}
	}
	return () => false;
}
