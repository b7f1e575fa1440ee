import type { Place } from '../verdict.ts';
import type { Node } from './node.ts';

const LONGEST = 200;

/** Turns offsets of a parsed text into places of the text the caller gave (which may lack the wrapper's prefix). */
export class SourceText {
	readonly text: string;
	readonly prefix: number;
	#starts: number[] | undefined;

	constructor(text: string, prefix = 0) {
		this.text = text;
		this.prefix = prefix;
	}

	/** Offset of a 1-based line and 0-based column; undefined outside the text. */
	offset(line: number, column: number): number | undefined {
		const start = this.#lines()[line - 1];
		if (start === undefined) return undefined;
		const at = start + column;
		return at <= this.text.length ? at : undefined;
	}

	/** The place of a node. */
	place(node: Pick<Node, 'start' | 'end'>): Place {
		const end = this.position(node.end);
		return {
			...this.position(node.start),
			endLine: end.line,
			endColumn: end.column,
			text: this.slice(node),
		};
	}

	/** The node's text, cut at 200 characters. */
	slice(node: Pick<Node, 'start' | 'end'>): string {
		return this.text.slice(node.start, Math.min(node.end, node.start + LONGEST));
	}

	/** The 1-based line and 0-based column of an offset. */
	position(offset: number): { line: number; column: number } {
		const lines = this.#lines();
		let low = 0;
		let high = lines.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((lines[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		const column = offset - (lines[low] ?? 0);
		return { line: low + 1, column: Math.max(0, low === 0 ? column - this.prefix : column) };
	}

	#lines(): number[] {
		if (this.#starts) return this.#starts;
		const starts = [0];
		const breaks = /\r\n|[\n\r\u2028\u2029]/g;
		while (breaks.exec(this.text)) starts.push(breaks.lastIndex);
		this.#starts = starts;
		return starts;
	}
}
