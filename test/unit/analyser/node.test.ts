import { describe, expect, it } from 'vitest';
import { childAround, eachChild, isWithin, type Node } from '../../../src/analyser/syntax/node.ts';
import { parseScript } from '../../../src/analyser/syntax/parse.ts';

const TEXT = `
'use strict';
const [, first, , ...rest] = [, 1, , 2, ...more, ], { a, b: [c], ...d } = given;
function f({ x } = {}, y = \`\${x}-\${a}\`) { if (x) { return; } else for (const one of rest) { use(one, 1) } }
class A extends (B, C) { static #p = 1; get q() { return this.#p } [a] = b; static { done(); } }
label: for (;;) { switch (a) { case 1: break label; default: a?.b?.[c]?.(d) } }
`;

function allIn(root: Node): Node[] {
	const found = [root];
	for (const one of found) eachChild(one, (child) => found.push(child));
	return found;
}

describe('the child in which a node stands', () => {
	it('is the one that going through all of them finds', () => {
		const { ast } = parseScript(TEXT);
		const all = allIn(ast);
		expect(all.length).toBeGreaterThan(100);
		for (const outer of all) {
			for (const node of all) {
				let expected: Node | undefined;
				eachChild(outer, (child) => {
					if (isWithin(node, child)) expected = child;
				});
				expect(childAround(outer, node)).toBe(expected);
			}
		}
	});
});
