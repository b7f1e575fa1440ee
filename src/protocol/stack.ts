import type { CallSite } from './event.ts';

/** How frames of V8 begin, and how frames of both engines end. */
const V8_BEGIN = /^\s*at /;
const PLACE = /:(\d{1,9}):(\d{1,9})(\)?)$/;
const OTHER_BREAK = /[\r\u2028\u2029]/;
/** Scripts that may be the page hook or the tools, and the extension they belong to. */
const OWN_SCRIPT = /^((?:chrome|moz)-extension:\/\/[^/]+)\/(?:page|tools)\.js$/;
/** What Firefox prints for an extension's script in a page. */
const NAMELESS_SCRIPT = '<anonymous code>';
/** Natives such as Reflect.apply, which have no place. */
const NO_PLACE = /^(?:<anonymous>|\[native code\]|)$/;
/** Begins the name of a frame that did not call the one before it: what it left for later did. */
const LATER = /^async |\*/;

/** Stacks that were read, by their texts: a page calls from few places, thousands of times. */
const known = new Map<string, readonly CallSite[]>();
const MOST_KNOWN = 500;
const LONGEST_KNOWN = 2_000;

/**
 * Call sites, innermost first, of a stack as an engine prints it: V8's `at name (url:line:column)`, Firefox's
 * `name@url:line:column`. The hook's own frames and natives are left out; lines that are no frame are passed over.
 * The hook calls listeners of messages while a panel records: so it is seen which frame was called as one, the innermost.
 * The hook takes its stacks itself, so the innermost frame tells which extension is ours: another one may have a script
 * of the same name.
 */
export function parseStack(text: string): readonly CallSite[] {
	const before = known.get(text);
	if (before) return before;
	const sites = readStack(text);
	if (known.size >= MOST_KNOWN) known.clear();
	if (text.length <= LONGEST_KNOWN) known.set(text, sites);
	return sites;
}

function readStack(text: string): CallSite[] {
	const sites: CallSite[] = [];
	let own: string | undefined;
	/** Whether the frames that were read may still have been called by the next. */
	let isNow = true;
	for (const line of text.split('\n')) {
		const frame = frameIn(line);
		if (!frame) continue;
		const { name, url, row, column } = frame;
		const extension = url === NAMELESS_SCRIPT ? url : (OWN_SCRIPT.exec(url)?.[1] ?? '');
		own ??= extension;
		if (LATER.test(name)) isNow = false;
		if (own && extension === own) {
			const last = sites.at(-1);
			if (isNow && last) last.listener = true;
			if (last) isNow = false;
			continue;
		}
		if (NO_PLACE.test(url) || url === NAMELESS_SCRIPT) continue;
		const functionName = name.slice(0, 200);
		sites.push({ url, line: Number(row), column: Number(column), ...(functionName ? { functionName } : {}) });
	}
	return sites;
}

/**
 * The parts of a frame. Names and addresses are the page's, which may make them for patterns to go astray in: so only the
 * end is looked for by one, and what is before it by the first mark between the two.
 */
function frameIn(line: string): { name: string; url: string; row: string; column: string } | undefined {
	const place = PLACE.exec(line);
	if (!place || OTHER_BREAK.test(line)) return undefined;
	const [, row = '', column = '', closing] = place;
	const begin = V8_BEGIN.exec(line)?.[0];
	if (begin === undefined && closing) return undefined;
	const head = line.slice(begin?.length ?? 0, place.index);
	const mark = begin === undefined ? '@' : ' (';
	const at = head.indexOf(mark);
	if (at < 0) return begin === undefined ? undefined : { name: '', url: head, row, column };
	return { name: head.slice(0, at), url: head.slice(at + mark.length), row, column };
}
