import { offsetOf, type Position, positionAt } from '../../src/analyser/locate.ts';

/** Where the script stands that holds a function's text: the whole, or of a page the inline script around it. */
export function scriptAround(whole: string, source: string): [from: number, to: number] | undefined {
	if (!/^\s*</.test(whole)) return [0, whole.length];
	const at = whole.indexOf(source);
	if (source === '' || at < 0) return undefined;
	const tag = whole.lastIndexOf('<script', at);
	const start = whole.indexOf('>', tag) + 1;
	const end = whole.indexOf('</script', at);
	return tag < 0 || start === 0 || start > at || end < 0 ? undefined : [start, end];
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
	const tag = whole.lastIndexOf('<script', offset);
	const from = whole.indexOf('>', tag) + 1;
	const to = whole.indexOf('</script', offset);
	if (tag < 0 || from === 0 || from > offset || to < 0) return undefined;
	const text = whole.slice(from, to);
	return { from, to, at: positionAt(text, offset - from) };
}
