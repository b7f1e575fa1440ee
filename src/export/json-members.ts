import { SessionProblem } from './session-problem.ts';

/** A member of the outermost object: as a whole, or item by item where it is a list (first with index -1 and none). */
export interface Member {
	key: string;
	index: number;
	value: unknown;
}

type State =
	| 'start'
	| 'first-key'
	| 'key'
	| 'colon'
	| 'value'
	| 'first-item'
	| 'item'
	| 'after-item'
	| 'after-value'
	| 'end';

/** Longer records are refused before they fill the memory. */
const LONGEST = 250_000_000;
const STRUCTURE = /["{}[\]]/g;
const IN_STRING = /["\\]/g;
const AFTER_SCALAR = /[\s,\]}]/g;
const SPACE = /[ \t\r\n]*/y;

/**
 * Reads the outermost object of a JSON text that comes in chunks, one member or list item at a time, so that
 * files longer than the longest possible string can be read.
 */
export class JsonMembers {
	#text = '';
	#at = 0;
	/** Characters before `#text`. */
	#gone = 0;
	#state: State = 'start';
	#key = '';
	#index = 0;
	/** How far the value at `#at` was looked through, in which depth, and whether in a string there. */
	#scanned = 0;
	#depth = 0;
	#inString = false;

	/** Takes the next chunk; what is complete comes out. */
	*push(chunk: string): Generator<Member> {
		this.#text = this.#text.slice(this.#at) + chunk;
		this.#gone += this.#at;
		this.#scanned -= this.#at;
		this.#at = 0;
		if (this.#text.length > LONGEST) throw new SessionProblem('too-large', this.#place());
		yield* this.#read(false);
	}

	/** There is no more text. */
	*finish(): Generator<Member> {
		yield* this.#read(true);
		if (this.#state === 'start') throw new SessionProblem('not-json', this.#gone + this.#at);
		if (this.#state === 'end') return;
		throw this.#key === '' ? new SessionProblem('not-a-session') : new SessionProblem('cut', this.#place());
	}

	*#read(isLast: boolean): Generator<Member> {
		for (;;) {
			SPACE.lastIndex = this.#at;
			SPACE.exec(this.#text);
			this.#skipTo(Math.max(SPACE.lastIndex, this.#at));
			const char = this.#text[this.#at];
			if (char === undefined) return;
			if (!this.#isValue(char)) {
				const member = this.#step(char);
				if (member) yield member;
				continue;
			}
			const end = this.#valueEnd(char, isLast);
			if (end < 0) return;
			const value = this.#parse(end);
			if (this.#state === 'first-key' || this.#state === 'key') {
				this.#key = value as string;
				this.#state = 'colon';
			} else if (this.#state === 'value') {
				this.#state = 'after-value';
				yield { key: this.#key, index: -1, value };
			} else {
				this.#state = 'after-item';
				yield { key: this.#key, index: this.#index++, value };
			}
		}
	}

	/** Whether a value (or key) begins here in this state. */
	#isValue(char: string): boolean {
		switch (this.#state) {
			case 'first-key':
			case 'key':
				return char === '"';
			case 'value':
				return char !== '[';
			case 'first-item':
			case 'item':
				return char !== ']' || this.#state === 'item';
			default:
				return false;
		}
	}

	#step(char: string): Member | undefined {
		const next = STEPS[`${this.#state} ${char}`];
		if (this.#state === 'start' && char === '[') throw new SessionProblem('not-a-session');
		if (!next) throw new SessionProblem('not-json', this.#gone + this.#at);
		this.#state = next;
		this.#skipTo(this.#at + 1);
		if (next !== 'first-item') return undefined;
		this.#index = 0;
		return { key: this.#key, index: -1, value: [] };
	}

	#parse(end: number): unknown {
		const start = this.#gone + this.#at;
		try {
			const value: unknown = JSON.parse(this.#text.slice(this.#at, end));
			this.#skipTo(end);
			return value;
		} catch (error) {
			if (error instanceof SyntaxError) throw new SessionProblem('not-json', start);
			throw error;
		}
	}

	#skipTo(at: number): void {
		this.#at = at;
		this.#scanned = at;
		this.#depth = 0;
		this.#inString = false;
	}

	/** Behind the value that begins at `#at`; -1 when more text is needed. */
	#valueEnd(first: string, isLast: boolean): number {
		if (first !== '{' && first !== '[' && first !== '"') {
			AFTER_SCALAR.lastIndex = this.#at;
			const end = AFTER_SCALAR.exec(this.#text)?.index;
			return end ?? (isLast ? this.#text.length : -1);
		}
		for (;;) {
			const pattern = this.#inString ? IN_STRING : STRUCTURE;
			pattern.lastIndex = this.#scanned;
			const found = pattern.exec(this.#text);
			if (!found) {
				this.#scanned = Math.max(this.#scanned, this.#text.length);
				return -1;
			}
			this.#scanned = pattern.lastIndex;
			const char = found[0];
			if (char === '\\') this.#scanned++;
			else if (char === '"') this.#inString = !this.#inString;
			else this.#depth += char === '{' || char === '[' ? 1 : -1;
			if (this.#depth === 0 && !this.#inString) return this.#scanned;
		}
	}

	#place(): string {
		const isItem = this.#state === 'item' || this.#state === 'first-item';
		return isItem ? `${this.#key}[${this.#index}]` : this.#key;
	}
}

const STEPS: Readonly<Record<string, State>> = {
	'start {': 'first-key',
	'first-key }': 'end',
	'colon :': 'value',
	'value [': 'first-item',
	'first-item ]': 'after-value',
	'after-item ,': 'item',
	'after-item ]': 'after-value',
	'after-value ,': 'key',
	'after-value }': 'end',
};
