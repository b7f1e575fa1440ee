import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { type Dialect, dialectOf } from './check-compile.ts';

/**
 * A script found in a page. Its text is as long as the page with everything else blanked out, so that lines and
 * columns are those of the page; `inserted` tells of the one place where that does not hold.
 */
export interface PageScript {
	text: string;
	/** Where the script's own text lies in the page: [start, end) offsets. */
	ranges: [number, number][];
	/** What it has to be compiled from. */
	dialect?: Dialect;
	/** An event handler attribute: code put around its value, and where each unit of the value comes from. */
	attribute?: { line: number; column: number; prefix: number; offsets: number[] };
}

const PREFIX = 'onmessage=function(event){';
const SCRIPT_TYPES = new Set(['', 'module', 'text/javascript', 'application/javascript', 'text/ecmascript']);

/**
 * The inline scripts of a page or component. Classic scripts that parse share one text, as they share one scope in the
 * page; a module, a script with a syntax error or in another language and an `onmessage` attribute of the body have one of
 * their own.
 */
export function scriptsOf(html: string, parses: (script: string) => boolean): PageScript[] {
	const shared: [number, number][] = [];
	const apart: PageScript[] = [];
	const attributes: [number, number][] = [];
	for (const node of nodesIn(parse(html, { sourceCodeLocationInfo: true }))) {
		if (!('tagName' in node)) continue;
		const attribute = (name: string) => node.attrs.find((each) => each.name === name)?.value;
		const place = node.sourceCodeLocation?.attrs?.['onmessage'];
		if (place && ['body', 'frameset'].includes(node.tagName)) {
			attributes.push(valueRange(html, place.startOffset, place.endOffset));
		}
		const start = node.sourceCodeLocation?.startTag?.endOffset;
		const end = node.sourceCodeLocation?.endTag?.startOffset ?? html.length;
		const type = (attribute('type') ?? '').trim().toLowerCase();
		if (node.tagName !== 'script' || start === undefined || attribute('src') !== undefined) continue;
		if (!SCRIPT_TYPES.has(type)) continue;
		const dialect = dialectOf(`.${attribute('lang')}`);
		if (dialect === undefined && type !== 'module' && parses(html.slice(start, end)))
			shared.push([start, end]);
		else apart.push({ ...blankedBut(html, [[start, end]]), ...(dialect && { dialect }) });
	}
	const scripts: PageScript[] = shared.length > 0 ? [blankedBut(html, shared)] : [];
	scripts.push(...apart);
	for (const range of attributes) scripts.push(handlerScript(html, shared, range));
	return scripts;
}

/** The page's place of a place in a script's text. */
export function inPage<T extends { line: number; column: number }>(script: PageScript, place: T): T {
	const { attribute } = script;
	if (attribute === undefined || place.line !== attribute.line || place.column < attribute.column)
		return place;
	const unit = place.column - attribute.column - attribute.prefix;
	const shift = unit < 0 ? 0 : (attribute.offsets[unit] ?? attribute.offsets.at(-1) ?? 0);
	return { ...place, column: attribute.column + shift };
}

function* nodesIn(node: Tree.Node): Generator<Tree.Node> {
	yield node;
	if ('content' in node) yield* nodesIn(node.content);
	if ('childNodes' in node) for (const child of node.childNodes) yield* nodesIn(child);
}

function blankedBut(html: string, ranges: [number, number][]): PageScript {
	let text = '';
	let done = 0;
	for (const [start, end] of ranges) {
		// The first unit of the end tag becomes a semicolon, so that no statement runs on into the next script.
		text += `${blank(html.slice(done, start))}${html.slice(start, end)}${end < html.length ? ';' : ''}`;
		done = end + 1;
	}
	return { text: text + blank(html.slice(done)), ranges };
}

function blank(text: string): string {
	return text.replace(/[^\r\n\u2028\u2029]/g, ' ');
}

/** The value's text inside its quotes, if it has any. */
function valueRange(html: string, start: number, end: number): [number, number] {
	const [, before = '', quote = ''] = /^([^=]*=\s*)(["']?)/.exec(html.slice(start, end)) ?? [];
	const from = start + before.length + quote.length;
	return [from, Math.max(from, end - quote.length)];
}

/** The attribute as the assignment it amounts to, with the page's classic scripts around it for its helpers. */
function handlerScript(html: string, shared: [number, number][], [start, end]: [number, number]): PageScript {
	const base = blankedBut(html, shared).text;
	const { value, offsets } = decoded(html.slice(start, end));
	const text = `${base.slice(0, start)}${PREFIX}${value}};${base.slice(end)}`;
	const before = html.slice(0, start).split(/\r\n?|[\n\u2028\u2029]/);
	const attribute = {
		line: before.length,
		column: before.at(-1)?.length ?? 0,
		prefix: PREFIX.length,
		offsets,
	};
	return { text, ranges: [[start, end]], attribute };
}

/** Character references resolved, with the offset in the raw text that each unit comes from. */
function decoded(raw: string): { value: string; offsets: number[] } {
	let value = '';
	const offsets: number[] = [];
	let at = 0;
	for (const piece of raw.split(/(&#?\w+;)/)) {
		const isReference = /^&.*;$/.test(piece);
		const plain = isReference ? textOf(parseFragment(piece)) : piece;
		for (let unit = 0; unit < plain.length; unit++) offsets.push(isReference ? at : at + unit);
		value += plain;
		at += piece.length;
	}
	return { value, offsets };
}

function textOf(fragment: Tree.DocumentFragment): string {
	return fragment.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
}
