import { type Literal, type Options, Parser, type Program, type TemplateLiteral } from 'acorn';

/** Raised where code is nested so deeply that going on could use up the stack. */
export class TooDeep extends Error {}

/**
 * How much nesting is followed. The engine ends the whole process when it compiles a pattern at the end of the stack, so
 * an exception for that comes too late; with this, less than half of an ordinary stack (1 MB) is used.
 */
const DEEPEST = 700;
const STATEMENT = 2;

/** Methods of acorn through which every nesting goes; its types leave them out. */
interface Internals extends Parser {
	parseStatement(context: unknown, topLevel: unknown, exports: unknown): unknown;
	parseMaybeAssign(forInit: unknown, errors: unknown, after: unknown): unknown;
	parseMaybeUnary(errors: unknown, sawUnary: unknown, incDec: unknown, forInit: unknown): unknown;
	parseExprAtom(errors: unknown, forInit: unknown, forNew: unknown): unknown;
	parseBindingAtom(): unknown;
	parseTemplate(ref?: { isTagged?: boolean }): unknown;
	parseExprOp(left: unknown, start: number, loc: unknown, minPrec: number, forInit: unknown): unknown;
}

const Base = Parser as unknown as new (options: Options, input: string) => Internals;

class NestingParser extends Base {
	#nesting = 0;
	#chain: { start: number; minPrec: number } | undefined;

	override parseStatement(context: unknown, topLevel: unknown, exports: unknown): unknown {
		this.#enter(STATEMENT);
		const node = super.parseStatement(context, topLevel, exports);
		this.#nesting -= STATEMENT;
		return node;
	}

	override parseMaybeAssign(forInit: unknown, errors: unknown, after: unknown): unknown {
		this.#enter(1);
		const node = super.parseMaybeAssign(forInit, errors, after);
		this.#nesting--;
		return node;
	}

	override parseMaybeUnary(errors: unknown, sawUnary: unknown, incDec: unknown, forInit: unknown): unknown {
		this.#enter(1);
		const node = super.parseMaybeUnary(errors, sawUnary, incDec, forInit);
		this.#nesting--;
		return node;
	}

	override parseExprAtom(errors: unknown, forInit: unknown, forNew: unknown): unknown {
		this.#enter(1);
		const node = super.parseExprAtom(errors, forInit, forNew);
		this.#nesting--;
		return node;
	}

	override parseBindingAtom(): unknown {
		this.#enter(1);
		const node = super.parseBindingAtom();
		this.#nesting--;
		return node;
	}

	/** A template without expressions is a text like any other: some minifiers write all texts so. */
	override parseTemplate(ref?: { isTagged?: boolean }): unknown {
		const node = super.parseTemplate(ref) as TemplateLiteral;
		const cooked = node.quasis[0]?.value.cooked;
		if (ref?.isTagged || typeof cooked !== 'string' || node.quasis.length > 1) return node;
		const { start, end } = node;
		const text: Literal = { type: 'Literal', start, end, value: cooked };
		return text;
	}

	/** A chain of operators (`a + b + c + …`) is gone through in a loop: bundles have texts joined from thousands of pieces. */
	override parseExprOp(
		left: unknown,
		start: number,
		loc: unknown,
		minPrec: number,
		forInit: unknown,
	): unknown {
		const outer = this.#chain;
		// acorn's own way on along the chain: the loop below takes it.
		if (outer?.start === start && outer.minPrec === minPrec) return left;
		this.#chain = { start, minPrec };
		let node = left;
		for (;;) {
			const longer = super.parseExprOp(node, start, loc, minPrec, forInit);
			if (longer === node) break;
			node = longer;
		}
		this.#chain = outer;
		return node;
	}

	// No `finally` anywhere: a parser that threw is not used again.
	#enter(weight: number): void {
		this.#nesting += weight;
		if (this.#nesting > DEEPEST) throw new TooDeep('nested too deeply');
	}
}

/** Parses as acorn does; throws its SyntaxError, or TooDeep. */
export function parseProgram(text: string, options: Options): Program {
	return new NestingParser(options, text).parse();
}
