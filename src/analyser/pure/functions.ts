import { fromBase64, toBase64 } from './base64.ts';
import {
	type Concrete,
	joined,
	LONGEST_LIST,
	toBoolean,
	toNumber,
	toText,
	UNKNOWN,
	WouldThrow,
} from './concrete.ts';

/** Functions of the language whose result depends on nothing but their arguments. */
const TEXT: Record<string, (text: string) => Concrete> = {
	String: (text) => text,
	atob: (text) => fromBase64(text) ?? malformed(),
	btoa: (text) => toBase64(text) ?? malformed(),
	escape: (text) =>
		text.replace(/[^\w@*+\-./]/g, (one) => {
			const code = one.charCodeAt(0).toString(16).toUpperCase();
			return code.length > 2 ? `%u${code.padStart(4, '0')}` : `%${code.padStart(2, '0')}`;
		}),
	unescape: (text) =>
		text.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_, four, two) =>
			String.fromCharCode(Number.parseInt(four ?? two, 16)),
		),
	decodeURI: (text) => guarded(() => decodeURI(text)),
	decodeURIComponent: (text) => guarded(() => decodeURIComponent(text)),
	encodeURI: (text) => encodeURI(text.toWellFormed()),
	encodeURIComponent: (text) => encodeURIComponent(text.toWellFormed()),
	'RegExp.escape': (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
	'JSON.parse': (text) =>
		fromJson(
			guarded(() => JSON.parse(text)),
			{ left: LONGEST_LIST },
		),
};

const NUMBER: Record<string, (...numbers: number[]) => number> = {
	'Math.abs': Math.abs,
	'Math.ceil': Math.ceil,
	'Math.floor': Math.floor,
	'Math.imul': Math.imul,
	'Math.max': Math.max,
	'Math.min': Math.min,
	'Math.round': Math.round,
	'Math.sign': Math.sign,
	'Math.trunc': Math.trunc,
};

/** Functions of the language that make one number of others. */
export const isOfNumbers = (name: string): boolean => Object.hasOwn(NUMBER, name);

/** Calls a function of the language on known values; UNKNOWN when it is none of those or an argument is not known. */
export function applyFunction(name: string, args: readonly Concrete[]): Concrete {
	const [first, second] = args;
	if (Object.hasOwn(TEXT, name)) {
		const text = toText(first);
		return text === UNKNOWN ? UNKNOWN : (TEXT[name]?.(text) ?? UNKNOWN);
	}
	if (isOfNumbers(name)) {
		const numbers: number[] = [];
		for (const one of args) {
			const number = toNumber(one);
			if (number === UNKNOWN) return UNKNOWN;
			numbers.push(number);
		}
		return NUMBER[name]?.(...numbers) ?? UNKNOWN;
	}
	switch (name) {
		case 'Boolean':
			return toBoolean(first);
		case 'Number':
			return toNumber(first);
		case 'parseInt':
		case 'Number.parseInt': {
			const text = toText(first);
			return text === UNKNOWN ? UNKNOWN : Number.parseInt(text, typeof second === 'number' ? second : 10);
		}
		case 'parseFloat':
		case 'Number.parseFloat': {
			const text = toText(first);
			return text === UNKNOWN ? UNKNOWN : Number.parseFloat(text);
		}
		case 'isNaN':
		case 'Number.isNaN': {
			const number = toNumber(first);
			return number === UNKNOWN ? UNKNOWN : Number.isNaN(number);
		}
		case 'Array.isArray':
			return first === UNKNOWN || isOpaque(first) ? UNKNOWN : Array.isArray(first);
		case 'Object.is':
			return sameValue(first, second);
		case 'JSON.stringify':
			return toJson(first);
		default:
			return UNKNOWN;
	}
}

function isOpaque(value: Concrete): boolean {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === 'opaque';
}

function guarded<T>(act: () => T): T {
	try {
		return act();
	} catch {
		return malformed();
	}
}

function malformed(): never {
	throw new WouldThrow('malformed text');
}

function sameValue(left: Concrete, right: Concrete): Concrete {
	if (left === UNKNOWN || right === UNKNOWN) return UNKNOWN;
	const one = isOpaque(left) ? toText(left) : left;
	const other = isOpaque(right) ? toText(right) : right;
	return typeof one === 'object' && one !== null ? UNKNOWN : Object.is(one, other);
}

/** What `JSON.parse` gave, as the pure interpreter has it; of a large one the rest is unknown. */
function fromJson(json: unknown, budget: { left: number }): Concrete {
	if (budget.left-- <= 0) return UNKNOWN;
	if (Array.isArray(json)) return json.map((one) => fromJson(one, budget));
	if (typeof json === 'object' && json !== null) {
		const props = new Map<string, Concrete>();
		for (const [key, one] of Object.entries(json)) props.set(key, fromJson(one, budget));
		return { kind: 'object', props, open: false };
	}
	return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean' ? json : null;
}

/** Text of lists, plain objects and primitives; UNKNOWN for what is none of them. */
function toJson(value: Concrete): string | typeof UNKNOWN {
	if (value === UNKNOWN || value === undefined || typeof value === 'bigint') return UNKNOWN;
	if (Array.isArray(value)) return wrapped('[', value.map(toJson), ']');
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (value.kind !== 'object' || value.open) return UNKNOWN;
	const parts = [...value.props].map(([key, one]) => {
		const text = toJson(one);
		return text === UNKNOWN ? UNKNOWN : (`${JSON.stringify(key)}:${text}` as const);
	});
	return wrapped('{', parts, '}');
}

function wrapped(open: string, parts: (string | typeof UNKNOWN)[], close: string): string | typeof UNKNOWN {
	const text = joined(parts, ',');
	return text === UNKNOWN ? UNKNOWN : `${open}${text}${close}`;
}
