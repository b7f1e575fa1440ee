import { DATA, depsOf, SOURCE, type Value } from '../value/value.ts';
import type { SinkKind } from '../verdict.ts';

const PROPERTY_SINKS: Record<string, SinkKind> = {
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
};

const METHOD_SINKS: Record<string, SinkKind> = {
	insertAdjacentHTML: 'html',
	createContextualFragment: 'html',
	setHTMLUnsafe: 'html',
	parseHTMLUnsafe: 'html',
	parseFromString: 'html',
	dangerouslySetInnerHTML: 'html',
	html: 'jquery-html',
	append: 'jquery-html',
	prepend: 'jquery-html',
	before: 'jquery-html',
	after: 'jquery-html',
	replaceWith: 'jquery-html',
	appendTo: 'jquery-html',
	globalEval: 'eval',
	execScript: 'eval',
	write: 'document-write',
	writeln: 'document-write',
	sendBeacon: 'network',
	importScripts: 'script',
	postMessage: 'relay',
	setItem: 'storage',
};

const GLOBAL_SINKS: Record<string, SinkKind> = {
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
};

const CONSTRUCTOR_SINKS: Record<string, SinkKind> = {
	Function: 'eval',
	WebSocket: 'network',
	EventSource: 'network',
	Worker: 'script',
	SharedWorker: 'script',
};

/** What writing this property does, when it does more than change state. */
export function sinkOfProperty(object: Value, name: string): SinkKind | undefined {
	if (name === 'location' && object.t === 'term') return 'navigation';
	if (name === 'src' && madeBy(object, 'script')) return 'script';
	if ((name === 'text' || name === 'textContent' || name === 'innerText') && madeBy(object, 'script'))
		return 'script';
	if (name === 'hash' || name === 'search' || name === 'pathname' || name === 'hostname' || name === 'host') {
		return object.t === 'term' && object.symbol?.name === 'location' ? 'navigation' : undefined;
	}
	if (object.t === 'term' && /(^|\.)(local|session)Storage$/.test(object.symbol?.name ?? ''))
		return 'storage';
	if (object.t === 'object' && object.fresh) return undefined;
	return Object.hasOwn(PROPERTY_SINKS, name) ? PROPERTY_SINKS[name] : undefined;
}

function madeBy(object: Value, tag: string): boolean {
	if (object.t !== 'term' || object.op !== 'result') return false;
	return object.args.some((one) => one.t === 'constant' && one.value === tag);
}

/** What calling a method with that name does. */
export function sinkOfMethod(receiver: Value, name: string, args: readonly Value[]): SinkKind {
	const place = receiver.t === 'term' ? (receiver.symbol?.name ?? receiver.op) : '';
	if ((name === 'assign' || name === 'replace') && /(^|\.)location$/.test(place)) return 'navigation';
	if (name === 'open')
		return args.length > 2 || /xhr|request/i.test(place)
			? 'network'
			: /^window$/.test(place)
				? 'navigation'
				: 'call';
	if (name === 'send') return 'socket-send';
	if (name === 'setAttribute') return attributeSink(args[0]);
	if (name === 'write' || name === 'writeln')
		return /(^|\.)document$/.test(place) || depsOf(receiver) & SOURCE ? 'document-write' : 'call';
	if (name === 'setItem') return 'storage';
	if (['append', 'prepend', 'before', 'after', 'replaceWith', 'appendTo', 'html'].includes(name)) {
		return receiver.t === 'term' && receiver.op === 'result' && /^(\$|jQuery)$/.test(calleeName(receiver))
			? 'jquery-html'
			: name === 'html'
				? 'jquery-html'
				: 'call';
	}
	return (Object.hasOwn(METHOD_SINKS, name) ? METHOD_SINKS[name] : undefined) ?? 'call';
}

/** What calling a global function does. */
export function sinkOfGlobal(name: string, args: readonly Value[]): SinkKind {
	const plain = name.replace(/^(window|self|globalThis)\./, '');
	if (/^(location\.(assign|replace)|window\.open)$/.test(plain)) return 'navigation';
	if (/^document\.write(ln)?$/.test(plain)) return 'document-write';
	if (/^(local|session)Storage\.setItem$/.test(plain)) return 'storage';
	if (/^navigator\.sendBeacon$/.test(plain)) return 'network';
	if (/^(set(Timeout|Interval|Immediate))$/.test(plain))
		return depsOf(args[0] ?? { t: 'constant', value: 0 }) & DATA ? 'timer-string' : 'call';
	if (/(^|\.)postMessage$/.test(plain)) return 'relay';
	if (/^document\.(cookie)/.test(plain)) return 'cookie';
	const method = plain.split('.').at(-1) ?? plain;
	if (Object.hasOwn(GLOBAL_SINKS, plain)) return GLOBAL_SINKS[plain] ?? 'call';
	return (
		(Object.hasOwn(METHOD_SINKS, method) && plain.includes('.') ? METHOD_SINKS[method] : undefined) ?? 'call'
	);
}

/** What constructing does. */
export function sinkOfConstructor(name: string): SinkKind {
	return (Object.hasOwn(CONSTRUCTOR_SINKS, name) ? CONSTRUCTOR_SINKS[name] : undefined) ?? 'call';
}

function attributeSink(name: Value | undefined): SinkKind {
	if (name?.t !== 'constant') return 'state';
	const text = String(name.value).toLowerCase();
	if (text.startsWith('on')) return 'script';
	if (text === 'srcdoc') return 'html';
	return text === 'src' || text === 'href' || text === 'action' || text === 'formaction'
		? 'navigation'
		: 'state';
}

function calleeName(value: Value): string {
	const callee = value.t === 'term' ? value.args[0] : undefined;
	return callee?.t === 'term' ? (callee.symbol?.name ?? '') : '';
}
