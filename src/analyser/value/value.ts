import type { ClassNode, FunctionNode, Node } from '../syntax/node.ts';
import type { Scope } from '../syntax/scope.ts';

/** What a value was made from, as a set of bits. */
export const ORIGIN = 1;
export const SOURCE = 2;
export const DATA = 4;
/** Chosen by whoever frames, opens or links to the page: URL parameters, referrer, window.name. */
export const ATTACKER = 8;
/** Made so that nobody can guess it. */
export const RANDOM = 16;
/** Known only at run time. */
export const OPAQUE = 32;
/** The page's own address. */
export const SELF = 64;
/** The whole message event. */
export const EVENT = 128;

/** An entry that the message only selects; what is found is the page's own. */
export const PICKED = 256;
/** Taken for random, but what makes it is not in the script. */
export const UNSEEN = 512;

/** What comes with a message. */
export const OF_MESSAGE = ORIGIN | SOURCE | DATA | EVENT;
/** … or is chosen by strangers in another way. */
export const FROM_OUTSIDE = OF_MESSAGE | ATTACKER;

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
	/** Getters by property; they run when they are read. */
	getters?: Map<string, FunctionValue>;
	/** Elements of an array or set, in order. */
	items: Value[];
	/** Entries of a map; of an object, what is put under keys that are worked out. */
	entries: [key: Value, value: Value][];
	/** There may be properties or elements that are not listed. */
	open: boolean;
	/** Made while the handler runs: writing to it changes nothing outside. */
	fresh: boolean;
	/** It is empty until some code that may not have run yet puts something into it. */
	lateFilled?: boolean;
	deps: number;
	/** The page's address may say what is put into it, under names that it says as well. */
	chosen?: boolean;
	/** Others' properties are put into it, under names that are not seen. */
	mixed?: boolean;
	/** Where the script writes it out. */
	made?: Node;
	/** It is the `arguments` of a function. */
	ofCall?: boolean;
	of?: ClassNode | FunctionNode;
	/** What a generator gave on its way. */
	yields?: Value[];
	/** Of a promise whose outcome is worked out after the running code: works it out now. */
	settle?: () => void;
	/** Somebody waits for what a promise gives. */
	heard?: boolean;
	/** The promise that gives what this one gives. */
	passedOn?: ObjectValue;
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
	/** How many operations it is made of, an operand counted each time it is used. */
	size: number;
	/** How many operations are within each other. */
	depth: number;
	symbol?: Symbolic;
}

/** A function that the interpreter itself provides; `site`: where it is called. */
export type Native = (args: Value[], thisValue: Value | undefined, site: Node) => Value;

/** A named unknown. */
export interface Symbolic {
	name: string;
	kind: 'global' | 'variable' | 'property' | 'result' | 'element' | 'parameter' | 'import' | 'this';
	node?: Node | undefined;
	/** It is a part of something imported. */
	isOfImport?: boolean;
	/** The module whose default it is, where that is asked for by `require`. */
	module?: string;
	/** The values the script itself gives it, evaluated on demand. */
	possible?: () => readonly Value[];
	/** The keys under which the script puts those values into it, where it is a collection. */
	keys?: () => readonly Value[];
	/** Both: `key` stands for one that may be what a message brings, `given` is as the script puts it. */
	filled?: () => readonly { key: Value; given: Value; value: Value }[];
	/** Where the script puts them in under those keys. */
	keyedAt?: () => readonly Node[];
	/** It is the last of these values unless an earlier one is set, as `a || b` is. */
	fallsBack?: boolean;
	/** Where those values are given to it. */
	givenAt?: () => readonly Node[];
	/** Whether others than the script may give it, who may leave it out. */
	byOthers?: (() => boolean) | undefined;
	/** Whether others than the script may put something else in its place. */
	openTo?: (() => boolean) | undefined;
	/** Functions given to the call that made it: it may be a wrapper around them. */
	wraps?: FunctionValue[];
	/** It stands in the event that a listener is given; it may hold the browser's own. */
	inEvent?: boolean;
	/** Class or function whose instance it is, where known. */
	owner?: ClassNode | FunctionNode | undefined;
	/** Path under which the page has it, where it is a global variable of the script. */
	global?: string | undefined;
	/** What calling it does, for functions the interpreter itself provides. */
	native?: Native;
}

export type Value = ConstantValue | RegexValue | ObjectValue | FunctionValue | Term;

/** Variables of one activation; the outermost ones have none and stand for the script's own scopes. */
export interface Frame {
	scope: Scope | undefined;
	vars: Map<string, Value>;
	parent: Frame | undefined;
	thisValue: Value | undefined;
	args: Value[] | undefined;
	/** Scope of a function that ran before any message: what its functions put into its variables then outlives them. */
	old?: Scope | undefined;
}

/** The frame of the script's own scopes. */
export function topFrame(scope: Scope): Frame {
	return { scope, vars: new Map(), parent: undefined, thisValue: undefined, args: undefined };
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

/** Objects in objects that are looked into for what a value depends on. */
const MOST_PARTS = 300;

/** What a value depends on. */
export function depsOf(value: Value): number {
	switch (value.t) {
		case 'term':
			return value.deps;
		case 'object':
			return partsDeps(value);
		case 'function': {
			let deps = 0;
			for (const one of value.bound ?? []) deps |= one.t === 'object' ? one.deps : depsOf(one);
			return deps;
		}
		default:
			return 0;
	}
}

function partsDeps(whole: ObjectValue): number {
	let deps = 0;
	const seen = new Set<ObjectValue>([whole]);
	const visit = (one: Value) => {
		if (one.t === 'term') deps |= one.deps;
		else if (one.t === 'object' && seen.size < MOST_PARTS) seen.add(one);
		else if (one.t === 'function' && one.bound) deps |= depsOf(one);
	};
	// The set grows while it is gone through.
	for (const object of seen) {
		deps |= object.deps;
		for (const one of object.items) visit(one);
		for (const one of object.props.values()) visit(one);
		for (const [key, one] of object.entries) {
			visit(key);
			visit(one);
		}
	}
	return deps;
}

/** Whether the value is this very constant. */
export function isConstant(value: Value, primitive: Primitive): boolean {
	return value.t === 'constant' && value.value === primitive;
}

/** Whether a value is a text that is written out. */
export const isText = (value: Value | undefined): boolean =>
	value?.t === 'constant' && typeof value.value === 'string';

/** The origin itself, as the event has it. */
export const isOrigin = (value: Value | undefined): boolean => value?.t === 'term' && value.op === 'origin';

/** Whether it is a promise of the script's own making. */
export function isPromise(value: Value | undefined): value is ObjectValue & { kind: 'promise' } {
	return value?.t === 'object' && value.kind === 'promise';
}

/** Whether the value is null or undefined for certain. */
export function isNullish(value: Value): boolean {
	return value.t === 'constant' && (value.value === null || value.value === undefined);
}
