import type { CallExpression, ObjectPattern } from 'acorn';
import { importedAs } from './imported.ts';
import { isFunction, keyName, type Node, unwrap } from './node.ts';
import type { Scope } from './scope.ts';
import type { Placed, ScriptIndex } from './script-index.ts';

/**
 * `fromEvent(window, 'message').pipe(filter(…), map(…)).subscribe(listener)`, and chains of such methods; those of the
 * browser itself begin with `window.when('message')` (WICG Observable).
 */
export interface Stream extends Placed<CallExpression> {
	/** The listener expression. */
	listener: Node;
	/** Calls of the operators that messages go through first, in order. */
	operators: Placed<CallExpression>[];
	/** The call that begins the stream. */
	begin: Placed<CallExpression>;
}

/** A stream that is kept or handed on: who gets its messages is not seen. */
export interface OpenStream extends Omit<Stream, 'listener'> {
	/** Nobody gets them: what its operators do is all that happens. */
	unheard?: boolean;
}

/** Functions that make one stream of several, of which each message is one of the new one. */
const JOINS = /^(merge|concat|race)$/;

/** Methods of streams that make another one. */
const STAGES = [
	'pipe',
	'filter',
	'map',
	'pluck',
	'do',
	'tap',
	'switchMap',
	'mergeMap',
	'flatMap',
	'concatMap',
];

/** Stages of a stream that are looked for before its beginning. */
const LONGEST = 20;

/** The streams of a script that begin with a call about messages. */
export function findStreams(index: ScriptIndex): Stream[] {
	const heard = [...callsAfter(index, 'subscribe'), ...callsAfter(index, 'forEach')];
	return heard.flatMap((stream) => {
		const [first] = stream.node.arguments;
		const listener = first && listenerIn(unwrap(first));
		return listener ? [{ ...stream, listener }] : [];
	});
}

/** Those that nobody is seen to listen to; `heard`: the beginnings of the others. */
export function findOpenStreams(index: ScriptIndex, heard: ReadonlySet<Node>): OpenStream[] {
	const piped = STAGES.flatMap((method) => callsAfter(index, method)).filter(
		({ begin }) => !heard.has(begin.node),
	);
	const unheard = callsAfter(index, 'subscribe').filter(({ node }) => node.arguments.length === 0);
	// What a variable holds others may listen to as well.
	const atOnce = unheard.filter(({ node }) => {
		const callee = unwrap(node.callee);
		return callee.type === 'MemberExpression' && unwrap(callee.object).type === 'CallExpression';
	});
	const further = new Set<Node>([...piped, ...atOnce].flatMap((one) => sourceOf(index, one)?.node ?? []));
	const begun = index.suspects.flatMap(({ node, scope }): OpenStream[] => {
		if (node.type !== 'CallExpression' || heard.has(node)) return [];
		if (!/^(fromEvent|when)$/.test(operatorName(node) ?? '')) return [];
		return [{ node, scope, operators: [], begin: { node, scope } }];
	});
	const ends = piped.map((one) => ({ ...one, operators: [...one.operators, ...stagesOf(one)] }));
	const open = [...begun, ...ends].filter(({ node }) => !further.has(node));
	return [...open, ...unheard.map((one) => ({ ...one, unheard: true }))];
}

/** Calls of a method on streams that begin with a call about messages. */
function callsAfter(index: ScriptIndex, method: string): OpenStream[] {
	const begins = new Set(index.suspects.map((one) => one.node));
	if (begins.size === 0) return [];
	const found: OpenStream[] = [];
	for (const { node, scope } of index.callsByProperty.get(method) ?? []) {
		if (node.type !== 'CallExpression') continue;
		const operators: Placed<CallExpression>[] = [];
		let from = sourceOf(index, { node, scope });
		for (let stage = 0; from && !begins.has(from.node) && stage < LONGEST; stage++) {
			operators.unshift(...stagesOf(from));
			from = sourceOf(index, from);
		}
		if (from && begins.has(from.node)) found.push({ node, scope, operators, begin: from });
	}
	return found;
}

/** A function that is called for what something is given to tell, and where that is named. */
export interface Subscriber extends Placed<CallExpression> {
	listener: Node;
	operators: Placed<CallExpression>[];
	/** What tells: `told.pipe(…).subscribe(listener)`. */
	teller: Node;
}

const subscribers = new WeakMap<ScriptIndex, Subscriber[]>();

/** Who subscribes to what the script holds in variables and fields. */
export function subscribersIn(index: ScriptIndex): readonly Subscriber[] {
	const known = subscribers.get(index);
	if (known) return known;
	const found = (index.callsByProperty.get('subscribe') ?? []).flatMap(({ node, scope }): Subscriber[] => {
		const first = node.type === 'CallExpression' ? node.arguments[0] : undefined;
		const listener = first && listenerIn(unwrap(first));
		if (!listener || node.type !== 'CallExpression') return [];
		const operators: Placed<CallExpression>[] = [];
		let last: Placed<CallExpression> = { node, scope };
		for (let stage = 0; stage < LONGEST; stage++) {
			const from = sourceOf(index, last);
			if (!from) break;
			operators.unshift(...stagesOf(from));
			last = from;
		}
		const callee = unwrap(last.node.callee);
		return callee.type === 'MemberExpression'
			? [{ node, scope, listener, operators, teller: callee.object }]
			: [];
	});
	subscribers.set(index, found);
	return found;
}

/** What is called for each message: the function itself or an observer's `next`. */
function listenerIn(node: Node): Node | undefined {
	if (node.type !== 'ObjectExpression') return node;
	for (const one of node.properties)
		if (one.type === 'Property' && keyName(one.key, one.computed) === 'next') return one.value;
	return undefined;
}

/** The call that a method is called on, also where a variable or field holds its result. */
function sourceOf(
	index: ScriptIndex,
	{ node, scope }: Placed<CallExpression>,
): Placed<CallExpression> | undefined {
	const callee = unwrap(node.callee);
	if (callee.type === 'MemberExpression') return callIn(index, callee.object, scope);
	const [only, ...more] = node.arguments;
	// Of several it is not told here which of them a message comes from.
	if (!only || more.length > 0 || !isJoin({ node, scope })) return undefined;
	return callIn(index, unwrap(only), scope);
}

function isJoin({ node, scope }: Placed<CallExpression>): boolean {
	const callee = unwrap(node.callee);
	if (callee.type !== 'Identifier' || !JOINS.test(ownOperatorName({ node, scope }) ?? '')) return false;
	return (scope.lookup(callee.name)?.definitions ?? []).every(({ kind }) => kind === 'import');
}

function callIn(index: ScriptIndex, node: Node, scope: Scope, depth = 0): Placed<CallExpression> | undefined {
	const inner = unwrap(node);
	if (inner.type === 'CallExpression') return { node: inner, scope };
	if (depth > 3) return undefined;
	if (inner.type === 'Identifier') {
		const only = scope.definition(inner.name);
		if (only?.kind !== 'init' || !only.value) return undefined;
		return callIn(index, only.value, only.scope, depth + 1);
	}
	if (inner.type !== 'MemberExpression') return undefined;
	const name = keyName(inner.property, inner.computed);
	const [only, ...more] = name === undefined ? [] : (index.propertyValues.get(name) ?? []);
	return only && more.length === 0 ? callIn(index, only.node, only.scope, depth + 1) : undefined;
}

function stagesOf({ node, scope }: Placed<CallExpression>): Placed<CallExpression>[] {
	if (isJoin({ node, scope })) return [];
	if (operatorName(node) !== 'pipe') return [{ node, scope }];
	return node.arguments.flatMap((one) => {
		const inner = unwrap(one);
		return inner.type === 'CallExpression' ? [{ node: inner, scope }] : [];
	});
}

/** The name by which an operator is called. */
function operatorName(call: CallExpression): string | undefined {
	const callee = unwrap(call.callee);
	if (callee.type === 'Identifier') return callee.name;
	return callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : undefined;
}

/** The name of an operator in the module that it comes from, whatever it is called here. */
export function ownOperatorName({ node, scope }: Placed<CallExpression>): string | undefined {
	const name = operatorName(node);
	if (name === undefined || unwrap(node.callee).type !== 'Identifier') return name;
	const [only] = scope.lookup(name)?.definitions ?? [];
	if (only?.kind === 'init' && only.pattern.type === 'ObjectPattern') return takenOut(only.pattern, name);
	const specifier = only?.kind === 'import' ? only.pattern : undefined;
	return specifier?.type === 'ImportSpecifier' ? importedAs(specifier) : name;
}

/** The name of the property that a variable is taken from: `const { pluck: part } = operators`. */
function takenOut({ properties }: ObjectPattern, variable: string): string {
	for (const one of properties) {
		if (one.type !== 'Property' || one.value.type !== 'Identifier' || one.value.name !== variable) continue;
		return keyName(one.key, one.computed) ?? variable;
	}
	return variable;
}

/** The function that an operator is given, where it is written there. */
export function operand(call: CallExpression): Node | undefined {
	const [first] = call.arguments;
	const inner = first && unwrap(first);
	return isFunction(inner) || inner?.type === 'Identifier' || inner?.type === 'MemberExpression'
		? inner
		: undefined;
}
