import type { MethodDefinition, Property } from 'acorn';
import { indexScript } from './index-script.ts';
import { childAround, eachChild, type FunctionNode, isFunction, type Node, unwrap } from './node.ts';
import { type Parsed, parseFunctionText, parseScript } from './parse.ts';
import type { Registration } from './registration.ts';
import { findRegistrations } from './registrations.ts';
import type { ScriptIndex } from './script-index.ts';
import type { SourceText } from './text.ts';

/** A parsed script with what one walk over it found. */
export interface Script {
	root: Node;
	source: SourceText;
	index: ScriptIndex;
	registrations: Registration[];
}

interface Kept {
	text: string;
	lone: boolean;
	/** The script, or what the parser threw: it takes as long to find that a script cannot be read. */
	outcome: { script: Script } | { error: unknown };
}

/** Two, since a wrapper and the handler behind it are often in scripts of their own. */
let kept: Kept[] = [];

/**
 * Parses and indexes a script (or the text of one function); throws the parser's SyntaxError, or TooDeep. The last two
 * are kept.
 */
export function scriptOf(text: string, lone: boolean): Script {
	const known = kept.find((one) => one.lone === lone && one.text === text);
	const one = known ?? { text, lone, outcome: read(text, lone) };
	kept = [one, ...kept.filter((other) => other !== one)].slice(0, 2);
	if ('error' in one.outcome) throw one.outcome.error;
	return one.outcome.script;
}

function read(text: string, lone: boolean): Kept['outcome'] {
	try {
		return { script: build(lone ? parseFunctionText(text) : parseScript(text)) };
	} catch (error) {
		return { error };
	}
}

function build({ ast, source }: Parsed): Script {
	const index = indexScript(ast);
	return { root: ast, source, index, registrations: findRegistrations(index) };
}

/** What stands at an offset: the function that starts there, else the registration there, else the innermost function. */
export function functionAt(script: Script, offset: number): FunctionNode | Registration | undefined {
	const path: Node[] = [];
	let current: Node | undefined = script.root;
	while (current) {
		path.push(current);
		let next: Node | undefined;
		eachChild(current, (child) => {
			if (!next && child.start <= offset && offset < child.end) next = child;
		});
		current = next;
	}
	for (const one of path) {
		if (one.start !== offset) continue;
		const starting = isFunction(one) ? one : heldFunction(one);
		if (starting) return starting;
	}
	// The name of a method belongs to it, though it stands before it: `async name() {}`.
	const innermost = path.findLast((one) => isFunction(one) || heldFunction(one));
	const named = innermost && heldFunction(innermost);
	if (named && offset < named.start) return named;
	const around = script.registrations.filter((one) => one.node.start <= offset && offset < one.node.end);
	const nearest = around.sort((a, b) => a.node.end - a.node.start - (b.node.end - b.node.start))[0];
	const inner = path.findLast((one) => isFunction(one));
	if (
		nearest &&
		!(
			inner &&
			nearest.node.start <= inner.start &&
			unwrap(nearest.listener) !== inner &&
			inner.end <= nearest.node.end
		)
	)
		return nearest;
	return (inner && isFunction(inner) ? inner : undefined) ?? nearest;
}

/**
 * A function's text as its own toString gives it (ECMAScript, "MethodDefinition"): a method's begins with its name, or
 * with the `async`, `get`, `set` or `*` before that, and not with `static`.
 */
export function ownText(script: Script, fn: Node): Pick<Node, 'start' | 'end'> {
	let holder: Node | undefined = script.root;
	while (holder && !(isMethod(holder) && holder.value === fn)) holder = childAround(holder, fn);
	if (!holder) return fn;
	const isStatic = holder.type === 'MethodDefinition' && holder.static;
	const before = isStatic ? STATIC.exec(script.source.text.slice(holder.start, fn.start)) : null;
	return { start: holder.start + (before?.[0].length ?? 0), end: fn.end };
}

const STATIC = /^static(?:\s|\/\*[\s\S]*?\*\/|\/\/.*)*/;

const isMethod = (node: Node): node is MethodDefinition | Property =>
	node.type === 'MethodDefinition' || (node.type === 'Property' && (node.method || node.kind !== 'init'));

/** The function that a property or a member of a class holds. */
function heldFunction(node: Node): FunctionNode | undefined {
	if (node.type !== 'MethodDefinition' && node.type !== 'Property' && node.type !== 'PropertyDefinition')
		return undefined;
	return isFunction(node.value) ? node.value : undefined;
}

/** The registration whose call (not its arguments) stands at an offset: where a stack says that it was made. */
export function registrationAt(script: Script, offset: number): Registration | undefined {
	const around = script.registrations.filter(
		({ node, listener, begin }) =>
			(node.start <= offset && offset < listener.start) ||
			(begin && begin.start <= offset && offset < begin.end),
	);
	return around.sort((a, b) => a.node.end - a.node.start - (b.node.end - b.node.start))[0];
}

/** The streams whose messages go through a function before anybody gets them. */
export function streamsThrough(script: Script, fn: Node): Registration[] {
	return script.registrations.filter(({ operators = [] }) =>
		operators.some(({ node }) => node.arguments.some((one) => unwrap(one) === fn)),
	);
}

/** The function of a lone text: the first outermost one. */
export function onlyFunction(script: Script): FunctionNode | undefined {
	const [first] = script.index.functions;
	if (!first) return undefined;
	// A wrapper that only made the text parse is not it.
	if (script.source.prefix > 10) return script.index.functions[1];
	return first;
}
