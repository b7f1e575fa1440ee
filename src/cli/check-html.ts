import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import type { Position } from '../analyser/locate.ts';
import { SourceText } from '../analyser/syntax/text.ts';
import type { Place } from '../analyser/verdict.ts';
import { type Dialect, dialectOf } from './check-compile.ts';

/**
 * A script found in a page. Its text is as long as the page with everything else blanked out, so that lines and
 * columns are those of the page; `attribute` tells of the one place where that does not hold.
 */
export interface PageScript {
	text: string;
	/** Where the script's own text lies in the page: [start, end) offsets. */
	ranges: [number, number][];
	/** What it has to be compiled from. */
	dialect?: Dialect;
	/** An event handler attribute: where it begins, the length of the code put before it, and the page's place of one here. */
	attribute?: Position & { prefix: number; back(place: Position): Position };
}

const PREFIX = 'onmessage=function(event){';
const SUFFIX = '};';
/** What browsers take for JavaScript (the MIME standard has the list). */
const JAVASCRIPT =
	/^(application\/(x-)?(ecma|java)script|text\/((x-)?(ecma|java)script|javascript1\.[0-5]|jscript|livescript))$/;
/** Elements whose content is no markup for browsers. */
const RAW = /(<\/?)(textarea|title|iframe|noembed|noframes|noscript|plaintext|xmp)(?=[\s/>])/gi;

/**
 * The inline scripts of a page or component. Classic scripts that parse share one text, as they share one scope in the
 * page; a module, a script with a syntax error or in another language and an `onmessage` attribute of the body have one of
 * their own.
 */
export function scriptsOf(
	html: string,
	parses: (script: string) => boolean,
	isComponent = false,
): PageScript[] {
	const shared: [number, number][] = [];
	const apart: PageScript[] = [];
	const attributes: [number, number][] = [];
	// Components close any element by itself (`<textarea />`): nothing of the markup may hide the script below it.
	const markup = isComponent ? html.replace(RAW, (_, open, name) => open + 'x'.repeat(name.length)) : html;
	for (const node of nodesIn(parse(markup, { sourceCodeLocationInfo: true }))) {
		if (!('tagName' in node)) continue;
		const attribute = (name: string) => node.attrs.find((each) => each.name === name)?.value;
		const place = node.sourceCodeLocation?.attrs?.['onmessage'];
		if (place && ['body', 'frameset'].includes(node.tagName)) {
			attributes.push(valueRange(html, place.startOffset, place.endOffset));
		}
		const start = node.sourceCodeLocation?.startTag?.endOffset;
		const end = node.sourceCodeLocation?.endTag?.startOffset ?? html.length;
		const type = typeOf(attribute('type'), attribute('language'));
		if (node.tagName !== 'script' || start === undefined || attribute('src') !== undefined) continue;
		if (type !== 'module' && !JAVASCRIPT.test(type)) continue;
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
export function inPage<T extends Position | Place>({ attribute }: PageScript, place: T): T {
	if (attribute === undefined) return place;
	const start = attribute.back(place);
	if (!('endLine' in place)) return { ...place, ...start };
	const end = attribute.back({ line: place.endLine, column: place.endColumn });
	return { ...place, ...start, endLine: end.line, endColumn: end.column };
}

/** What a script is written in, as its element says; the language is an older way to say it. */
function typeOf(type: string | undefined, language: string | undefined): string {
	const said = type ?? (language && `text/${language}`);
	return said?.trim().toLowerCase() || 'text/javascript';
}

/** In the order of the page, which may be nested deeper than functions can be. */
function* nodesIn(root: Tree.Node): Generator<Tree.Node> {
	const waiting = [root];
	for (let node = waiting.pop(); node; node = waiting.pop()) {
		yield node;
		if ('childNodes' in node) for (const child of node.childNodes.toReversed()) waiting.push(child);
		if ('content' in node) waiting.push(node.content);
	}
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
	const text = `${base.slice(0, start)}${PREFIX}${value}${SUFFIX}${base.slice(end)}`;
	const [here, page] = [new SourceText(text), new SourceText(html)];
	const back = (place: Position): Position => {
		const offset = here.offset(place.line, place.column) ?? text.length;
		const unit = offset - start - PREFIX.length;
		if (offset < start) return place;
		if (unit >= value.length + SUFFIX.length) return page.position(offset - text.length + html.length);
		return page.position(unit < 0 ? start : start + (offsets[unit] ?? end - start));
	};
	const attribute = { ...page.position(start), prefix: PREFIX.length, back };
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
