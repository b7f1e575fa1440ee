import type { Value } from '../protocol/value.ts';
import { madeOf, NEW } from './json.ts';
import { type Position, positionsOf } from './positions.ts';
import { renumbered } from './renumber.ts';
import { shuffled } from './shuffle.ts';

export type VariantCode =
	| 'canary'
	| 'markup'
	| 'script-url'
	| 'code'
	| 'prototype'
	| 'constructor'
	| 'dropped'
	| 'type'
	| 'extreme'
	| 'deep';

/** A message changed in one place. */
export interface Variant {
	code: VariantCode;
	/** In words, e.g. `data.html is a number`. */
	name: string;
	/** What the name names: the place, and what is there now. */
	values: string[];
	value: Value;
	/** A text that no page has of itself, where the variant carries one: met in a sink, it came from here. */
	canary?: string;
}

export interface MutationOptions {
	/** Most variants. */
	most?: number;
	/** Chooses which variants there are where there are more than the most: the same seed, the same list. */
	seed?: number;
	/** Begins every canary; letters and digits. */
	canary?: string;
}

const MOST = 120;
const HUGE = 65_536;
const DEPTH = 200;

/**
 * Variants of one message, each changed in one place, for finding out what a handler does with what it does not expect:
 * the most telling kinds first, the same list for the same message, options and seed. None equals the message.
 */
export function variantsOf(
	message: Value,
	{ most = MOST, seed = 1, canary = 'earshot' }: MutationOptions = {},
): Variant[] {
	const seen = new Set([JSON.stringify(renumbered(message))]);
	const found: Variant[] = [];
	const positions = positionsOf(message);
	for (const make of KINDS) {
		for (const { position, change } of shuffled(drafts(make, positions), seed)) {
			if (found.length >= most) return found;
			const mark = `${canary}${found.length + 1}`;
			const made = position.put(change.value?.(mark));
			if (!made) continue;
			const value = renumbered(made);
			const key = JSON.stringify(value).replaceAll(mark, '(canary)');
			if (seen.has(key)) continue;
			seen.add(key);
			found.push({
				code: change.code,
				name: NAMES[change.code](position.path, change.what),
				values: [position.path, ...(change.what === undefined ? [] : [change.what])],
				value,
				...(change.marked ? { canary: mark } : {}),
			});
		}
	}
	return found;
}

interface Change {
	code: VariantCode;
	/** What is there now, for the name. */
	what?: string;
	/** What stands there now, given a canary; absent: nothing, the entry goes. */
	value?: (canary: string) => Value;
	marked?: boolean;
}

type Make = (position: Position) => Change[];

function drafts(make: Make, positions: readonly Position[]): { position: Position; change: Change }[] {
	return positions.flatMap((position) => make(position).map((change) => ({ position, change })));
}

const text = (v: string): Value => ({ t: 'string', v });
const number = (v: Extract<Value, { t: 'number' }>['v']): Value => ({ t: 'number', v });
const isLeaf = ({ value }: Position): boolean => !['object', 'array', 'map', 'set'].includes(value.t);

const hostileText: Make = (position) => {
	if (position.value.t !== 'string') return [];
	const marked = (code: VariantCode, made: (canary: string) => string): Change => ({
		code,
		value: (canary) => text(made(canary)),
		marked: true,
	});
	return [
		marked('markup', (canary) => `<i id="${canary}">${canary}</i>`),
		marked('script-url', (canary) => `javascript:void('${canary}')`),
		marked('code', (canary) => `'${canary}'`),
		marked('canary', (canary) => canary),
	];
};

const prototypes: Make = ({ value }) => {
	if (value.t !== 'object') return [];
	const polluted = (canary: string): Value => madeOf({ [canary]: canary });
	const withKey = (key: string, item: Value): Value => ({
		...value,
		e: [...value.e.filter(([name]) => name !== key), [key, item]],
	});
	return [
		{ code: 'prototype', value: (canary) => withKey('__proto__', polluted(canary)), marked: true },
		{
			code: 'constructor',
			value: (canary) =>
				withKey('constructor', { t: 'object', id: NEW, e: [['prototype', polluted(canary)]] }),
			marked: true,
		},
	];
};

const drops: Make = ({ path }) => (path === 'data' ? [] : [{ code: 'dropped' }]);

const otherTypes: [what: string, value: Value][] = [
	['undefined', { t: 'undefined' }],
	['null', { t: 'null' }],
	['a boolean', { t: 'boolean', v: true }],
	['a number', number(1)],
	['a text', text('1')],
	['an empty object', madeOf({})],
	['a list', madeOf([1])],
	['a BigInt', { t: 'bigint', v: '1' }],
	['a Date', { t: 'date', id: NEW, v: 0 }],
	['a Map', { t: 'map', id: NEW, e: [[text('type'), text('1')]], n: 1 }],
	['a Set', { t: 'set', id: NEW, e: [number(1)], n: 1 }],
	['a typed array', { t: 'view', id: NEW, c: 'Uint8Array', b: 'AAEC', n: 3, o: 0 }],
	['a buffer', { t: 'buffer', id: NEW, c: 'ArrayBuffer', b: 'AAEC', n: 3 }],
	['an Error', { t: 'error', id: NEW, c: 'Error', v: 'x' }],
	['a regular expression', { t: 'regexp', id: NEW, v: '.*', f: '' }],
];

const types: Make = ({ value }) =>
	otherTypes
		.filter(([, other]) => other.t !== value.t)
		.map(([what, other]) => ({ code: 'type', what, value: () => other }));

const extremes: Make = (position) => {
	if (!isLeaf(position)) return [];
	const list: [string, Value][] =
		position.value.t === 'number'
			? [
					['NaN', number('NaN')],
					['-0', number('-0')],
					['Infinity', number('Infinity')],
					['negative', number(-1)],
					['huge', number(Number.MAX_SAFE_INTEGER)],
					['a fraction', number(0.1)],
				]
			: position.value.t === 'string'
				? [
						['empty', text('')],
						[`${HUGE} characters long`, text('A'.repeat(HUGE))],
						['a lone surrogate', text('\ud800')],
						['a NUL character', text('\u0000')],
					]
				: [];
	return list.map(([what, other]) => ({ code: 'extreme', what, value: () => other }));
};

const nesting: Make = (position) => {
	if (position.path !== 'data') return [];
	return [
		{
			code: 'deep',
			what: 'lists',
			value: () => nested((inner) => ({ t: 'array', id: NEW, e: [[0, inner]], n: 1 })),
		},
		{
			code: 'deep',
			what: 'objects',
			value: () => nested((inner) => ({ t: 'object', id: NEW, e: [['data', inner]] })),
		},
	];
};

function nested(wrap: (inner: Value) => Value): Value {
	let value: Value = { t: 'null' };
	for (let depth = 0; depth < DEPTH; depth++) value = wrap(value);
	return value;
}

/** The most telling first: what is cut off by the bound is the least. */
const KINDS: readonly Make[] = [hostileText, prototypes, drops, types, extremes, nesting];

const NAMES: Record<VariantCode, (path: string, what?: string) => string> = {
	canary: (path) => `${path} is a text that can be recognised`,
	markup: (path) => `${path} is markup`,
	'script-url': (path) => `${path} is a javascript: address`,
	code: (path) => `${path} is code`,
	prototype: (path) => `${path} has a key __proto__`,
	constructor: (path) => `${path} has a key constructor.prototype`,
	dropped: (path) => `${path} is missing`,
	type: (path, what) => `${path} is ${what}`,
	extreme: (path, what) => `${path} is ${what}`,
	deep: (path, what) => `${path} is ${DEPTH} nested ${what}`,
};
