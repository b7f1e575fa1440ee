import type { ConditionalExpression, LogicalExpression } from 'acorn';
import { type Node, unwrap } from './node.ts';

/** A question whether a value is there, as compilers write it for engines that have no `?.` and `??`. */
interface Asked {
	/** What gives the value; to be run once. */
	node: Node;
	/** The variable that has it then. */
	name: string | undefined;
	/** Whether the answer is true where there is nothing. */
	missing: boolean;
}

/** What a compiled `?.` or `??` asks for, and what it does then. */
export interface CompiledNullish {
	asked: Node;
	/** Of `??`: what stands for the value; else the rest of the chain. */
	rest: Node;
	isDefault: boolean;
}

/** Reads `(_a = x) == null ? void 0 : _a.y` as `x?.y`, and `(_a = x) != null ? _a : y` as `x ?? y`. */
export function compiledNullish(node: ConditionalExpression): CompiledNullish | undefined {
	const known = found.get(node);
	if (known !== undefined) return known ?? undefined;
	const answer = find(node);
	found.set(node, answer ?? null);
	return answer;
}

const found = new WeakMap<Node, CompiledNullish | null>();

function find(node: ConditionalExpression): CompiledNullish | undefined {
	const asked = askedBy(unwrap(node.test));
	if (asked?.name === undefined) return undefined;
	const without = asked.missing ? node.consequent : node.alternate;
	const present = asked.missing ? node.alternate : node.consequent;
	if (isNamed(present, asked.name)) return { asked: asked.node, rest: without, isDefault: true };
	if (isUndefined(without) && isNamed(startOf(present), asked.name))
		return { asked: asked.node, rest: present, isDefault: false };
	return undefined;
}

function askedBy(test: Node): Asked | undefined {
	if (test.type === 'UnaryExpression' && test.operator === '!') {
		const inner = askedBy(unwrap(test.argument));
		return inner && { ...inner, missing: !inner.missing };
	}
	if (test.type === 'LogicalExpression') return askedTwice(test);
	const one = comparison(test);
	return one && !one.exact ? one : undefined;
}

/** `(_a = x) === null || _a === void 0`, and its contrary. */
function askedTwice({ operator, left, right }: LogicalExpression): Asked | undefined {
	const first = comparison(unwrap(left));
	const second = comparison(unwrap(right));
	if (!first?.exact || !second?.exact || first.exact === second.exact) return undefined;
	const isSame = first.name !== undefined && isNamed(second.node, first.name);
	if (!isSame || first.missing !== second.missing || first.missing !== (operator === '||')) return undefined;
	return operator === '??' ? undefined : first;
}

/** A comparison with nothing; `exact`: with which of the two alone. */
function comparison(node: Node): (Asked & { exact: 'null' | 'undefined' | undefined }) | undefined {
	if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(node.operator)) return undefined;
	const [left, right] = [unwrap(node.left), unwrap(node.right)];
	const nothing = nothingIn(right) ?? nothingIn(left);
	if (!nothing) return undefined;
	const asked = nothingIn(right) ? left : right;
	const target = asked.type === 'AssignmentExpression' && asked.operator === '=' ? unwrap(asked.left) : asked;
	return {
		node: asked,
		name: target.type === 'Identifier' ? target.name : undefined,
		missing: node.operator.startsWith('='),
		exact: node.operator.length === 3 ? nothing : undefined,
	};
}

function nothingIn(node: Node): 'null' | 'undefined' | undefined {
	if (node.type === 'Literal') return node.raw === 'null' ? 'null' : undefined;
	return isUndefined(node) ? 'undefined' : undefined;
}

/** Whether it is `undefined` or `void 0`. */
export function isUndefined(node: Node): boolean {
	const inner = unwrap(node);
	if (inner.type === 'Identifier') return inner.name === 'undefined';
	return inner.type === 'UnaryExpression' && inner.operator === 'void' && inner.argument.type === 'Literal';
}

const isNamed = (node: Node, name: string): boolean => {
	const inner = unwrap(node);
	return inner.type === 'Identifier' && inner.name === name;
};

/** What a chain of members and calls begins with. */
function startOf(node: Node): Node {
	let inner = unwrap(node);
	for (;;) {
		if (inner.type === 'MemberExpression') inner = unwrap(inner.object);
		else if (inner.type === 'CallExpression') inner = unwrap(inner.callee);
		else return inner;
	}
}
