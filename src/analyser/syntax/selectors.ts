import { eachName } from './names.ts';
import { type FunctionNode, type Node, unwrap } from './node.ts';

/** Whether a function only picks a part of what it is given: whoever is given one hands back that part, not the function. */
export function isSelector(node: FunctionNode): boolean {
	const picked = pickedBy(node);
	if (!picked) return false;
	let root = unwrap(picked);
	while (root.type === 'MemberExpression') root = unwrap(root.object);
	if (root.type !== 'Identifier') return false;
	const { name } = root;
	return node.params.some((param) => {
		// The whole of what it is given is no part.
		if (param.type === 'Identifier') return param.name === name && root !== unwrap(picked);
		let isBound = false;
		eachName(param, (each) => {
			isBound ||= each === name;
		});
		return isBound;
	});
}

function pickedBy({ body, async, generator }: FunctionNode): Node | undefined {
	if (async || generator) return undefined;
	if (body.type !== 'BlockStatement') return body;
	const [only, ...more] = body.body;
	return only?.type === 'ReturnStatement' && more.length === 0 ? (only.argument ?? undefined) : undefined;
}
