import {
	apply,
	charCodeAt,
	defineProperty,
	ErrorCtor,
	errorStack,
	getOwnPropertyDescriptor,
	indexOf,
	regExpExec,
	slice,
	stringify,
	toNumber,
} from './natives.ts';

/** Frames taken: the engine's own default, so that nothing needs to be changed for it. The hook's are among them. */
const DEPTH = 10;

/** A stack taken now and put into words only when somebody looks. */
export interface Stack {
	error: Error;
}

const V8_FRAME = /^\s*at (?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/;
const GECKO_FRAME = /^(.*?)@(.*?):(\d+):(\d+)$/;

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

/** URL of this very script as stacks name it. */
const OWN_URL = ((): string => {
	const text = textOf({ error: new ErrorCtor() });
	let start = 0;
	while (start < text.length) {
		const end = lineEnd(text, start);
		const frame = parseFrame(apply(slice, text, [start, end]) as string);
		if (frame) return frame.url;
		start = end + 1;
	}
	return '';
})();

function lineEnd(text: string, start: number): number {
	const end = apply(indexOf, text, ['\n', start]) as number;
	return end < 0 ? text.length : end;
}

interface Frame {
	name: string;
	url: string;
	line: number;
	column: number;
}

function parseFrame(line: string): Frame | undefined {
	const match = (apply(regExpExec, V8_FRAME, [line]) ??
		apply(regExpExec, GECKO_FRAME, [line])) as RegExpExecArray | null;
	if (!match) return undefined;
	const url = match[2] as string;
	return {
		__proto__: null,
		name: match[1] ?? '',
		url,
		line: toNumber(match[3]),
		column: toNumber(match[4]),
	} as Frame;
}

/** JSON array of CallSites, innermost first, the hook's own frames left out. */
export const encodeStack = (stack: Stack): string => `[${encodeSites(stack, DEPTH)}]`;

/** JSON of the innermost CallSite; '' when there is none. */
export const encodeSite = (stack: Stack): string => encodeSites(stack, 1);

function encodeSites(stack: Stack, most: number): string {
	const text = textOf(stack);
	let json = '';
	let kept = 0;
	for (let start = 0; start < text.length && kept < most; ) {
		const end = lineEnd(text, start);
		const frame = parseFrame(apply(slice, text, [start, end]) as string);
		start = end + 1;
		if (!frame || frame.url === OWN_URL || isNativeFrame(frame.url)) continue;
		const name = frame.name ? `,"functionName":${stringify(apply(slice, frame.name, [0, 200]))}` : '';
		json += `${json && ','}{"url":${stringify(apply(slice, frame.url, [0, 2_000]))},"line":${frame.line},"column":${frame.column}${name}}`;
		kept++;
	}
	return json;
}

/** `<anonymous>` (natives such as Reflect.apply) has no place worth showing. */
const isNativeFrame = (url: string): boolean =>
	url === '<anonymous>' || (url.length > 0 && apply(charCodeAt, url, [0]) === 60);
