import { SHORTEST_CARRIED } from '../protocol/act.ts';
import { apply, includes, isArray, list, slice, stringify } from './toolbox.ts';

/** Characters of a marked text, which can be told from the page's own. */
const LEAST_MARKED = 8;

/** The texts of a payload, by which it is known again. */
export class Needles {
	readonly #texts: string[] = list();

	constructor(texts: string[]) {
		if (!isArray(texts)) return;
		for (let i = 0; i < texts.length; i++) {
			const text = texts[i] as string;
			this.#texts[this.#texts.length] = text;
			// As it stands within an object that is told.
			const quoted = apply(slice, stringify(text), [1, -1]) as string;
			if (quoted !== text) this.#texts[this.#texts.length] = quoted;
		}
	}

	/**
	 * Whether one of them is in it. When the listener does not run, the page goes on with its own work: then only
	 * `telling` texts count, long or marked, and later on only `marked` ones, which no page has of itself.
	 */
	in(value: string, least: 'any' | 'telling' | 'marked'): boolean {
		for (let i = 0; i < this.#texts.length; i++) {
			const text = this.#texts[i] as string;
			const isLong = least === 'telling' && text.length >= SHORTEST_CARRIED;
			const counts = least === 'any' || isLong || isMarked(text);
			if (counts && (apply(includes, value, [text]) as boolean)) return true;
		}
		return false;
	}
}

/** A text of Earshot's own making, or markup. */
const isMarked = (text: string): boolean =>
	text.length >= LEAST_MARKED &&
	((apply(includes, text, ['earshot']) as boolean) || (apply(includes, text, ['<']) as boolean));
