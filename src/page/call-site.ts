import {
	apply,
	defineProperty,
	ErrorCtor,
	errorStack,
	getOwnPropertyDescriptor,
	slice,
	stringify,
} from './natives.ts';

/** Frames taken: the engine's own default, so that nothing needs to be changed for it. The hook's are among them. */
const DEPTH = 10;
const LONGEST = 8_000;

/** A stack taken now and put into words only when somebody looks. */
export interface Stack {
	error: Error;
}

/** Takes the call stack. A page may have lowered Error.stackTraceLimit: that is put aside for the moment, then back. */
export function takeStack(): Stack {
	const limit = getOwnPropertyDescriptor(ErrorCtor, 'stackTraceLimit');
	if (!limit || (limit.value as number) >= DEPTH) return { __proto__: null, error: new ErrorCtor() } as Stack;
	// A getter there would be page code: then the page's limit holds.
	const ours = 'value' in limit && limit.configurable;
	if (ours) setLimit(DEPTH);
	const error = new ErrorCtor();
	if (ours) defineProperty(ErrorCtor, 'stackTraceLimit', bareDescriptor(limit));
	return { __proto__: null, error } as Stack;
}

const setLimit = (value: number): void => {
	defineProperty(ErrorCtor, 'stackTraceLimit', {
		__proto__: null,
		value,
		writable: true,
		configurable: true,
		enumerable: true,
	} as PropertyDescriptor);
};

const bareDescriptor = ({
	value,
	writable,
	enumerable,
	configurable,
}: PropertyDescriptor): PropertyDescriptor =>
	({ __proto__: null, value, writable, enumerable, configurable }) as PropertyDescriptor;

/** The text of a stack; a page's Error.prepareStackTrace is put aside while the engine formats it. */
function textOf(stack: Stack): string {
	const prepare = getOwnPropertyDescriptor(ErrorCtor, 'prepareStackTrace');
	if (prepare && !prepare.configurable) return '';
	if (prepare) {
		defineProperty(ErrorCtor, 'prepareStackTrace', {
			__proto__: null,
			value: undefined,
			configurable: true,
		} as PropertyDescriptor);
	}
	try {
		const own = getOwnPropertyDescriptor(stack.error, 'stack');
		const text: unknown =
			own && 'value' in own ? own.value : errorStack ? apply(errorStack, stack.error, []) : stack.error.stack;
		return typeof text === 'string' ? text : '';
	} finally {
		if (prepare) {
			defineProperty(ErrorCtor, 'prepareStackTrace', { ...prepare, __proto__: null } as PropertyDescriptor);
		}
	}
}

/** JSON of the stack's text, as the engine prints it: the panel's side reads it (protocol/stack.ts). */
export const encodeStack = (stack: Stack | undefined): string =>
	stack ? stringify(apply(slice, textOf(stack), [0, LONGEST])) : '""';
