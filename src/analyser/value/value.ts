import type { ClassNode, FunctionNode, Node } from '../syntax/node.ts';
import type { Scope } from '../syntax/scope.ts';

/** What a value was made from, as a set of bits. */
export const ORIGIN = 1;
export const SOURCE = 2;
export const DATA = 4;
/** Chosen by whoever frames, opens or links to the page: URL parameters, referrer, window.name. */
export const ATTACKER = 8;
export const RANDOM = 16;
/** Known only at run time. */
export const OPAQUE = 32;
/** The page's own address. */
export const SELF = 64;
/** The whole message event. */
export const EVENT = 128;

/** An entry that the message only selects; what is found is the page's own. */
export const PICKED = 256;

export type Primitive = string | number | boolean | bigint | null | undefined;

export interface ConstantValue {
	t: 'constant';
	value: Primitive;
}

export interface RegexValue {
	t: 'regex';
	source: string;
	flags: string;
	node?: Node;
	/** Lives longer than one message, so that lastIndex is carried over. */
	shared: boolean;
	lastIndex?: number;
}

export interface ObjectValue {
	t: 'object';
	id: number;
	kind: 'object' | 'array' | 'set' | 'map' | 'promise' | 'instance' | 'weak' | 'iterator';
	props: Map<string, Value>;
	/** Elements of an array or set, in order. */
	items: Value[];
	/** Entries of a map. */
	entries: [key: Value, value: Value][];
	/** There may be properties or elements that are not listed. */
	open: boolean;
	/** Made while the handler runs: writing to it changes nothing outside. */
	fresh: boolean;
	deps: number;
	of?: ClassNode | FunctionNode;
	scope?: Scope;
	/** Its properties have the values they have now, whatever the script gives them elsewhere. */
	settled?: boolean;
	/** Path under which the page has it, where it is a global. */
	global?: string | undefined;
}

export interface FunctionValue {
	t: 'function';
	node: FunctionNode | ClassNode;
	frame: Frame;
	thisValue?: Value | undefined;
	bound?: Value[];
	props?: Map<string, Value>;
}

/** A value that depends on the message or on what is known only at run time: an operation and its operands. */
export interface Term {
	t: 'term';
	op: string;
	args: readonly Value[];
	deps: number;
	key: string;
	symbol?: Symbolic;
}

/** A named unknown. */
export interface Symbolic {
	name: string;
	kind: 'global' | 'variable' | 'property' | 'result' | 'element' | 'parameter' | 'import' | 'this';
	node?: Node | undefined;
	/** The values the script itself gives it, evaluated on demand. */
	possible?: () => Value[];
	/** It is the last of these values unless an earlier one is set, as `a || b` is. */
	fallsBack?: boolean;
	/** Where those values are given to it. */
	givenAt?: () => Node[];
	/** Functions given to the call that made it: it may be a wrapper around them. */
	wraps?: FunctionValue[];
	/** Class or function whose instance it is, where known. */
	owner?: ClassNode | undefined;
	/** Path under which the page has it, where it is a global variable of the script. */
	global?: string | undefined;
	/** What calling it does, for functions the interpreter itself provides. */
	native?: (args: Value[]) => Value;
}

export type Value = ConstantValue | RegexValue | ObjectValue | FunctionValue | Term;

/** Variables of one activation; the outermost ones have none and stand for the script's own scopes. */
export interface Frame {
	scope: Scope | undefined;
	vars: Map<string, Value>;
	parent: Frame | undefined;
	thisValue: Value | undefined;
	args: Value[] | undefined;
}

export const UNDEFINED: ConstantValue = { t: 'constant', value: undefined };
export const NULL: ConstantValue = { t: 'constant', value: null };
export const TRUE: ConstantValue = { t: 'constant', value: true };
export const FALSE: ConstantValue = { t: 'constant', value: false };

/** A known primitive. */
export function constant(value: Primitive): ConstantValue {
	if (value === undefined) return UNDEFINED;
	if (value === true) return TRUE;
	if (value === false) return FALSE;
	return { t: 'constant', value };
}

/** What a value depends on. */
export function depsOf(value: Value, depth = 3): number {
	switch (value.t) {
		case 'term':
			return value.deps;
		case 'object': {
			let deps = value.deps;
			if (depth === 0) return deps;
			for (const one of value.items) deps |= depsOf(one, depth - 1);
			for (const one of value.props.values()) deps |= depsOf(one, depth - 1);
			for (const [key, one] of value.entries) deps |= depsOf(key, depth - 1) | depsOf(one, depth - 1);
			return deps;
		}
		case 'function': {
			let deps = 0;
			for (const one of value.bound ?? []) deps |= depsOf(one, 1);
			return deps;
		}
		default:
			return 0;
	}
}

/** Whether the value is this very constant. */
export function isConstant(value: Value, primitive: Primitive): boolean {
	return value.t === 'constant' && value.value === primitive;
}

/** Whether the value is null or undefined for certain. */
export function isNullish(value: Value): boolean {
	return value.t === 'constant' && (value.value === null || value.value === undefined);
}
