import { allowance } from './allowance.ts';
import { beginningOf } from './encoded.ts';
import { apply, defineProperty, ErrorCtor, errorStack, getOwnPropertyDescriptor, hasOwn } from './natives.ts';
import { dataOf } from './own-properties.ts';

/** Frames taken: the engine's own default, so that nothing needs to be changed for it. The hook's are among them. */
const DEPTH = 10;
const LONGEST = 8_000;

/** A stack taken now and put into words only when somebody looks: an error of ours, which no page code ever gets. */
export type Stack = Error;

/** In a flood, taking stacks would be most of the work. */
const allowed = allowance();

/** As takeStack, but undefined when too many are taken: for what pages do all the time. */
export const affordStack = (): Stack | undefined => (allowed() ? takeStack() : undefined);

/** Takes the call stack. A page may have lowered Error.stackTraceLimit: that is put aside for the moment, then back. */
export function takeStack(): Stack {
	const limit = getOwnPropertyDescriptor(ErrorCtor, 'stackTraceLimit');
	// A getter there would be page code: then the page's limit holds.
	const ours = limit && hasOwn(limit, 'value') && limit.configurable && (limit.value as number) < DEPTH;
	if (ours) define('stackTraceLimit', { ...limit, value: DEPTH });
	const error = new ErrorCtor();
	if (ours) define('stackTraceLimit', limit);
	return error;
}

/** A property of Error, of own members of the descriptor alone. */
function define(name: string, descriptor: PropertyDescriptor): void {
	defineProperty(ErrorCtor, name, { ...descriptor, __proto__: null } as PropertyDescriptor);
}

/** The text of a stack; a page's Error.prepareStackTrace is put aside while the engine formats it. */
function textOf(stack: Stack): string {
	const prepare = getOwnPropertyDescriptor(ErrorCtor, 'prepareStackTrace');
	if (prepare && !prepare.configurable) return '';
	if (prepare) define('prepareStackTrace', { value: undefined, configurable: true });
	try {
		const text = dataOf(stack, 'stack') ?? (errorStack ? apply(errorStack, stack, []) : stack.stack);
		return typeof text === 'string' ? text : '';
	} finally {
		if (prepare) define('prepareStackTrace', prepare);
	}
}

/** JSON of the stack's text, as the engine prints it: the panel's side reads it (protocol/stack.ts). */
export const encodeStack = (stack: Stack | undefined): string =>
	beginningOf(stack ? textOf(stack) : '', LONGEST);
