import { exportNamed, moduleBeside } from '../syntax/bundled.ts';
import { type FunctionNode, isFunction, isWithin, type Node, unwrap } from '../syntax/node.ts';
import { mayBeGlobal } from '../syntax/prototypes.ts';
import type { PropertyValue, ScriptIndex } from '../syntax/script-index.ts';
import { type FunctionValue, OPAQUE, type Term, type Value } from '../value/value.ts';
import type { Machine } from './machine.ts';

/** What a script gives properties of one name: by `exports.name = …`, where it is one module itself, and otherwise. */
export interface ByExport {
	exported: PropertyValue[];
	others: PropertyValue[];
}

export function splitByExport(all: readonly PropertyValue[]): ByExport {
	const split: ByExport = { exported: [], others: [] };
	for (const one of all) (isExported(one) ? split.exported : split.others).push(one);
	return split;
}

/** Bundled modules have their exports as what a function is given. */
function isExported({ object, scope }: PropertyValue): boolean {
	const inner = object && unwrap(object);
	return inner?.type === 'Identifier' && inner.name === 'exports' && !scope.parent;
}

/**
 * Of functions of one name that of the module that a bundle's loader is asked for, where it names it:
 * `load('./check.js').name`.
 */
export function ofModule(
	m: Machine,
	receiver: Value,
	functions: readonly FunctionValue[],
): readonly FunctionValue[] {
	if (functions.length < 2 || receiver.t !== 'term' || receiver.op !== 'result') return functions;
	const [, path, ...more] = receiver.args;
	if (path?.t !== 'constant' || typeof path.value !== 'string' || more.length > 0) return functions;
	const given = (m.index.propertyValues.get(path.value) ?? []).map((one) => unwrap(one.node));
	const [only, ...others] = given;
	if (!only || others.length > 0 || !isFunction(only)) return functions;
	const own = functions.filter((one) => isWithin(one.node, only));
	return own.length === 1 ? own : functions;
}

/** What the modules of a bundle export, where one takes it from another. */
export class ModuleExports {
	readonly #index: ScriptIndex;
	readonly #known = new Map<FunctionNode, Map<string, PropertyValue[] | undefined>>();

	constructor(index: ScriptIndex) {
		this.#index = index;
	}

	/** What a value has under a name, where it is a module that `load(4)` gives. */
	of(value: Value, name: string): PropertyValue[] | undefined {
		const module = this.#moduleOf(value);
		if (!module) return undefined;
		const byName = this.#known.get(module) ?? new Map<string, PropertyValue[] | undefined>();
		this.#known.set(module, byName);
		if (!byName.has(name)) {
			const found = exportNamed(this.#index, module, name);
			byName.set(name, found && [found]);
		}
		return byName.get(name);
	}

	#moduleOf(value: Value): FunctionNode | undefined {
		if (value.t !== 'term' || value.op !== 'result') return undefined;
		const [load, key, ...more] = value.args;
		if (load?.t !== 'term' || load.symbol?.kind !== 'parameter' || !load.symbol.node) return undefined;
		if (key?.t !== 'constant' || more.length > 0) return undefined;
		return moduleBeside(this.#index, load.symbol.node, String(key.value));
	}
}

/** Whether it is a module that is not in the script: `require('name')`, also through a bundler's stand-in for that. */
export function isOtherModule(value: Value): boolean {
	if (value.t !== 'term' || value.op !== 'result') return false;
	const [callee, name, ...more] = value.args;
	const isRequire =
		callee?.t === 'term' && callee.symbol?.kind === 'global' && callee.symbol.name === 'require';
	return isRequire && more.length === 0 && name?.t === 'constant' && typeof name.value === 'string';
}

/** The module that a compiler's helper is given, which gives it a default where it is of another kind. */
export function moduleOf(m: Machine, helper: FunctionValue, args: readonly Value[]): Value | undefined {
	const [only, ...more] = args;
	if (!only || more.length > 0 || !isOtherModule(only)) return undefined;
	return m.fullText(helper.node).includes('__esModule') ? only : undefined;
}

const compiled = new WeakMap<Node, boolean>();

/**
 * What a module that is not in the script exports, where the script says so by its name: by `import *`, or, where it was
 * compiled from one that did, by `require`. Other properties of other objects may be missing, these are not.
 */
export function exportOfOther(m: Machine, object: Term, name: string, site: Node): Value | undefined {
	const { symbol } = object;
	const isWhole = symbol?.kind === 'import' && symbol.node?.type === 'ImportNamespaceSpecifier';
	if (!isWhole && !(isOtherModule(object) && (name === 'default' || isCompiled(m)))) return undefined;
	const path = object.args[1];
	const module = path?.t === 'constant' ? String(path.value) : undefined;
	const from = module === undefined ? symbol?.name : `require('${module}')`;
	const whole = name === 'default' && module !== undefined ? { module } : {};
	return m.values.symbol({ name: `${from}.${name}`, kind: 'import', node: site, ...whole }, OPAQUE);
}

/** Whether the script was a module that a compiler made into one of another kind, which they mark. */
function isCompiled(m: Machine): boolean {
	const root = m.index.root.node;
	const known = compiled.get(root) ?? m.fullText(root).includes('__esModule');
	compiled.set(root, known);
	return known;
}

/** What a module calls of its own exports: `(0, exports.name)(…)`. */
export function exportedFunction(m: Machine, dotted: string): FunctionValue | undefined {
	const [root = '', name, ...more] = dotted.split('.');
	if (root !== 'exports' || name === undefined || more.length > 0) return undefined;
	return onlyMethod(m, m.values.symbol({ name: root, kind: 'global' }, OPAQUE), name);
}

/** The one function of that name, where a global is a namespace that the script itself makes. */
export function ofOwnNamespace(m: Machine, receiver: Term, name: string): FunctionValue | undefined {
	const [root = ''] = (receiver.symbol?.name ?? '').split('.');
	return m.assignmentsTo(root).length > 0 && mayBeGlobal(m.index, root)
		? onlyMethod(m, receiver, name)
		: undefined;
}

/** The one function that a method's name may mean. */
function onlyMethod(m: Machine, receiver: Value, name: string): FunctionValue | undefined {
	const [only, ...more] = m.methodNamed(receiver, name);
	return more.length === 0 ? only : undefined;
}
