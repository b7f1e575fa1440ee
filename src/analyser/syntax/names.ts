import type { Node } from './node.ts';

/** Calls `visit` with each name a pattern binds. */
export function eachName(pattern: Node, visit: (name: string) => void): void {
	switch (pattern.type) {
		case 'Identifier':
			visit(pattern.name);
			break;
		case 'ObjectPattern':
			for (const one of pattern.properties)
				eachName(one.type === 'Property' ? one.value : one.argument, visit);
			break;
		case 'ArrayPattern':
			for (const one of pattern.elements) if (one) eachName(one, visit);
			break;
		case 'AssignmentPattern':
			eachName(pattern.left, visit);
			break;
		case 'RestElement':
			eachName(pattern.argument, visit);
			break;
		default:
	}
}
