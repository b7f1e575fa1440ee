import { parse } from 'acorn';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { indexScript } from '../../../src/analyser/syntax/index-script.ts';
import type { Node } from '../../../src/analyser/syntax/node.ts';
import type { Scope } from '../../../src/analyser/syntax/scope.ts';

/** Names that a script uses and does not declare. */
function freeNames(code: string): string[] {
	const program = parse(code, { ecmaVersion: 'latest' }) as Node;
	const { root, scopes } = indexScript(program);
	const free = new Set<string>();
	const visit = (value: unknown, scope: Scope): void => {
		if (Array.isArray(value)) for (const item of value) visit(item, scope);
		else if (typeof value === 'object' && value !== null && 'type' in value) enter(value as Node, scope);
	};
	const enter = (node: Node, outer: Scope): void => {
		const scope = scopes.get(node) ?? outer;
		const { name, computed, shorthand } = node as { name?: string; computed?: boolean; shorthand?: boolean };
		if (node.type === 'Identifier' && name && !scope.lookup(name)) free.add(name);
		for (const [key, child] of Object.entries(node)) {
			const isName = key === 'label' || (!computed && (key === 'property' || (key === 'key' && !shorthand)));
			if (!isName) visit(child, scope);
		}
	};
	enter(program, root);
	return [...free].sort();
}

describe('the tools', () => {
	test('use no name but that of their one argument, which a page could not change', async () => {
		const { outputFiles } = await build({
			entryPoints: ['src/tools/main.ts'],
			bundle: true,
			format: 'iife',
			target: 'chrome120',
			write: false,
		});
		expect(freeNames(outputFiles[0]?.text ?? '')).toEqual(['toolbox']);
	});

	test('would be found out', () => {
		expect(
			freeNames('(() => { const a = b; ({ c: d, a, e() { return f.g; } }); return (h) => h(i); })()'),
		).toEqual(['b', 'd', 'f', 'i']);
	});
});
