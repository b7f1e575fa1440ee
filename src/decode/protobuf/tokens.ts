import { ProtoProblem } from './schema.ts';

/** A word, number, text or sign of a .proto file; a text with its quotes. */
export interface Token {
	text: string;
	line: number;
}

const token =
	/\s+|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|[\w.]+|[\s\S]/y;

/** Reads the words of .proto files one by one. */
export class Tokens {
	readonly #all: Token[] = [];
	#at = 0;

	constructor(text: string) {
		let line = 1;
		token.lastIndex = 0;
		for (let found = token.exec(text); found; found = token.exec(text)) {
			const [part] = found;
			if (part.startsWith('/*') && (part.length < 4 || !part.endsWith('*/')))
				throw new ProtoProblem('open_comment', line);
			if (/^["']/.test(part) && (part.length < 2 || !part.endsWith(part.charAt(0))))
				throw new ProtoProblem('open_text', line);
			if (!/^(\s|\/\/|\/\*)/.test(part)) this.#all.push({ text: part, line });
			for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++;
		}
		this.#end = { text: '', line };
	}

	readonly #end: Token;

	/** The next token, which stays; its text is empty at the end. */
	get peek(): Token {
		return this.#all[this.#at] ?? this.#end;
	}

	next(): Token {
		const { peek } = this;
		this.#at++;
		return peek;
	}

	/** Takes the next token if it is this one. */
	take(text: string): boolean {
		if (this.peek.text !== text) return false;
		this.#at++;
		return true;
	}

	expect(text: string): void {
		if (!this.take(text)) this.fail();
	}

	/** A name; `dotted`: with its packages. */
	name(dotted = false): string {
		const { text } = this.peek;
		if (!(dotted ? /^\.?[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/ : /^[A-Za-z_]\w*$/).test(text)) this.fail();
		return this.next().text;
	}

	/** An integer in any of the notations of the language. */
	integer(): number {
		const sign = this.take('-') ? -1 : 1;
		const { text } = this.peek;
		if (!/^(0x[\da-f]+|\d+)$/i.test(text)) this.fail();
		this.#at++;
		return sign * (/^0[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number(text));
	}

	/** Takes everything up to the `;` that ends a statement, or up to the end of its `{ }`. */
	skipStatement(): void {
		for (let depth = 0; ; ) {
			const { text } = this.next();
			if (text === '') this.fail();
			if (text === '{' || text === '[' || text === '(') depth++;
			if (text === '}' || text === ']' || text === ')') depth--;
			if (depth < 0) this.fail();
			if (depth === 0 && (text === ';' || (text === '}' && this.peek.text !== ';'))) return;
		}
	}

	/** Options in brackets, where there are some. */
	skipOptions(): void {
		if (this.peek.text !== '[') return;
		for (let depth = 0; ; ) {
			const { text } = this.next();
			if (text === '') this.fail();
			if (text === '[' || text === '{') depth++;
			if (text === ']' || text === '}') depth--;
			if (depth === 0) return;
		}
	}

	fail(): never {
		throw new ProtoProblem('unexpected', this.peek.line, this.peek.text);
	}
}
