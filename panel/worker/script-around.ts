import { occurrences, offsetOf, type Position, positionAt } from '../../src/analyser/locate.ts';

/** Where a function's text stands: the script around it by its offsets in what was loaded, and the place in that script. */
export interface Standing {
	from: number;
	to: number;
	at: Position;
}

/** All places of a function's text in what was loaded, nearest first; in a page only those within inline scripts. */
export function standingsOf(whole: string, source: string, near: Position | undefined): Standing[] {
	const isPage = /^\s*</.test(whole);
	return occurrences(whole, source, near).flatMap((offset) => {
		const [from, to] = isPage ? (inlineAround(whole, offset) ?? []) : [0, whole.length];
		if (from === undefined || to === undefined) return [];
		return [{ from, to, at: positionAt(whole.slice(from, to), offset - from) }];
	});
}

/** The inline script around an offset in a page. */
function inlineAround(page: string, offset: number): [from: number, to: number] | undefined {
	const tag = page.lastIndexOf('<script', offset);
	const from = page.indexOf('>', tag) + 1;
	const to = page.indexOf('</script', offset);
	return tag < 0 || from === 0 || from > offset || to < 0 ? undefined : [from, to];
}

/** A script of its own in what was loaded: offsets, and the place in it that was asked for. */
export interface Stretch {
	from: number;
	to: number;
	at: Position | undefined;
}

/** The script in which a place stands: the whole of what was loaded, or of a page the inline script around it. */
export function scriptAt(whole: string, at: Position | undefined): Stretch | undefined {
	if (!/^\s*</.test(whole)) return { from: 0, to: whole.length, at };
	const offset = at && offsetOf(whole, at);
	if (offset === undefined) return undefined;
	const [from, to] = inlineAround(whole, offset) ?? [];
	if (from === undefined || to === undefined) return undefined;
	const text = whole.slice(from, to);
	return { from, to, at: positionAt(text, offset - from) };
}
