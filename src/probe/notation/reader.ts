import type { CallExpression, Expression, MemberExpression, NewExpression, ObjectExpression } from 'acorn';
import type { Value } from '../../protocol/value.ts';

/** Something stands in the text that is not of the notation. */
export class NotationError extends Error {
	/** Offset in what was parsed. */
	readonly at: number;

	constructor(message: string, at: number) {
		super(message);
		this.at = at;
	}
}

export type Call = NewExpression | CallExpression | MemberExpression;

/** Reads one tree. */
export interface Reader {
	read(node: Expression): Value;
	/** Id of the object that begins here: in the order in which objects begin. */
	begin(): number;
	/** Entries of an object literal that is no object of its own. */
	entries(node: ObjectExpression): [string, Value][];
}

/** Stops reading. */
export function refuse(message: string, { start }: { start: number }): never {
	throw new NotationError(message, start);
}

/** Elements of a list that is no array of its own, as `new Map([…])` takes one. */
export function listed(node: Expression | undefined, what: string, site: Call): Expression[] {
	if (node?.type !== 'ArrayExpression') return refuse(`${what} takes a list in brackets`, node ?? site);
	return node.elements.map((item) => {
		if (!item || item.type === 'SpreadElement') return refuse('This list has no holes', item ?? node);
		return item;
	});
}

/** A text that stands in a call; `otherwise` where there is none. */
export function textOf(reader: Reader, node: Expression | undefined, site: Call, otherwise?: string): string {
	if (!node) return otherwise ?? refuse('Something is missing in the brackets', site);
	const value = reader.read(node);
	return value.t === 'string' ? value.v : refuse('A text is expected', node);
}

/** Dotted name of what is called. */
export function nameOf(callee: Expression | { type: 'Super'; start: number }): string {
	if (callee.type === 'Identifier') return callee.name;
	if (callee.type === 'MemberExpression' && !callee.computed && callee.property.type === 'Identifier')
		return `${nameOf(callee.object)}.${callee.property.name}`;
	return refuse('Only values can stand here', callee);
}
