import { DATA, depsOf, EVENT, SOURCE, UNDEFINED, type Value } from '../value/value.ts';
import type { SinkKind } from '../verdict.ts';

const table = (kinds: Record<string, SinkKind>): ReadonlyMap<string, SinkKind> =>
	new Map(Object.entries(kinds));

const PROPERTY_SINKS = table({
	innerHTML: 'html',
	outerHTML: 'html',
	srcdoc: 'html',
	src: 'navigation',
	href: 'navigation',
	action: 'navigation',
	formAction: 'navigation',
	cookie: 'cookie',
	onclick: 'script',
	onload: 'script',
	onerror: 'script',
});

const METHOD_SINKS = table({
	insertAdjacentHTML: 'html',
	createContextualFragment: 'html',
	setHTMLUnsafe: 'html',
	parseHTMLUnsafe: 'html',
	parseFromString: 'html',
	dangerouslySetInnerHTML: 'html',
	html: 'jquery-html',
	globalEval: 'eval',
	getScript: 'script',
	execScript: 'eval',
	sendBeacon: 'network',
	importScripts: 'script',
	postMessage: 'relay',
	setItem: 'storage',
});

/** What jQuery takes markup by, and elements of the document plain text. */
const INSERTS = new Set(['append', 'prepend', 'before', 'after', 'replaceWith', 'appendTo']);

const GLOBAL_SINKS = table({
	eval: 'eval',
	Function: 'eval',
	execScript: 'eval',
	fetch: 'network',
	open: 'navigation',
	importScripts: 'script',
	setTimeout: 'timer-string',
	setInterval: 'timer-string',
	setImmediate: 'timer-string',
	$: 'jquery-html',
	jQuery: 'jquery-html',
	postMessage: 'relay',
});

const SELECTS = /^(\$|jQuery)$/;

const CONSTRUCTOR_SINKS = table({
	Function: 'eval',
	WebSocket: 'network',
	EventSource: 'network',
	Worker: 'script',
	SharedWorker: 'script',
});

const SCRIPT_TEXTS = new Set(['text', 'textContent', 'innerText', 'innerHTML']);

/** What writing this property does, when it does more than change state. */
export function sinkOfProperty(object: Value, name: string): SinkKind | undefined {
	if (name === 'location' && object.t === 'term') return 'navigation';
	if (name === 'src' && madeBy(object, 'script')) return 'script';
	if (SCRIPT_TEXTS.has(name) && madeBy(object, 'script')) return 'script';
	if (name === 'hash' || name === 'search' || name === 'pathname' || name === 'hostname' || name === 'host') {
		return object.t === 'term' && object.symbol?.name === 'location' ? 'navigation' : undefined;
	}
	if (object.t === 'term' && /(^|\.)(local|session)Storage$/.test(object.symbol?.name ?? ''))
		return 'storage';
	if (object.t === 'object' && object.fresh) return undefined;
	return PROPERTY_SINKS.get(name);
}

function madeBy(object: Value, tag: string): boolean {
	if (object.t !== 'term' || object.op !== 'result') return false;
	return object.args.some((one) => one.t === 'constant' && one.value === tag);
}

/** What calling a method with that name does. */
export function sinkOfMethod(receiver: Value, name: string, args: readonly Value[]): SinkKind {
	const place = receiver.t === 'term' ? (receiver.symbol?.name ?? receiver.op) : '';
	if (/^(window|self|globalThis)$/.test(place)) return sinkOfGlobal(name, args);
	switch (name) {
		case 'assign':
		case 'replace':
			return /(^|\.)location$/.test(place) ? 'navigation' : 'call';
		case 'open':
			return args.length > 2 || isRequest(receiver, place) ? 'network' : 'call';
		case 'send':
			return isRequest(receiver, place) ? 'network' : 'socket-send';
		case 'setAttribute':
			return attributeSink(receiver, args[0]);
		case 'write':
		case 'writeln':
			return /(^|\.)document$/.test(place) || depsOf(receiver) & SOURCE ? 'document-write' : 'call';
		case 'execCommand':
			return args[0]?.t === 'constant' && /^inserthtml$/i.test(String(args[0].value)) ? 'html' : 'call';
		case 'register':
			return /(^|\.)serviceWorker$/.test(place) ? 'script' : 'call';
		default:
	}
	if (INSERTS.has(name)) return isJQuery(receiver, place) ? 'jquery-html' : 'call';
	return METHOD_SINKS.get(name) ?? 'call';
}

/** What calling a global function does. */
export function sinkOfGlobal(name: string, args: readonly Value[]): SinkKind {
	if (/^set(Timeout|Interval|Immediate)$/.test(name))
		return depsOf(args[0] ?? UNDEFINED) & DATA ? 'timer-string' : 'call';
	// What looks elements of the page up by a selector of the script's own makes nothing of it.
	if (SELECTS.test(name) && !args.some((one) => depsOf(one) & (DATA | EVENT))) return 'call';
	return GLOBAL_SINKS.get(name) ?? 'call';
}

function isRequest(receiver: Value, place: string): boolean {
	return /xhr|request/i.test(place) || calleeName(receiver) === 'XMLHttpRequest';
}

/** What jQuery made, or a variable of which the sign says so. */
function isJQuery(receiver: Value, place: string): boolean {
	return place.startsWith('$') || /^(\$|jQuery)$/.test(calleeName(receiver));
}

/** What constructing does. */
export function sinkOfConstructor(name: string): SinkKind {
	return CONSTRUCTOR_SINKS.get(name) ?? 'call';
}

function attributeSink(element: Value, name: Value | undefined): SinkKind {
	if (name?.t !== 'constant') return 'state';
	const text = String(name.value).toLowerCase();
	if (text.startsWith('on') || (text === 'src' && madeBy(element, 'script'))) return 'script';
	if (text === 'srcdoc') return 'html';
	return text === 'src' || text === 'href' || text === 'action' || text === 'formaction'
		? 'navigation'
		: 'state';
}

function calleeName(value: Value): string {
	const callee = value.t === 'term' ? value.args[0] : undefined;
	return callee?.t === 'term' ? (callee.symbol?.name ?? '') : '';
}
