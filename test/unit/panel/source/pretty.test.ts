// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of programs
import { tokenizer } from 'acorn';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correspondence, corresponding } from '../../../../panel/worker/correspondence.ts';
import { type PrettyText, prettyText } from '../../../../panel/worker/pretty.ts';

const name = fc.constantFrom('a', 'event', '$', '_x', 'of', 'e');
/** Literals with white space and things that look like code inside. */
const literal = fc.oneof(
	fc.constantFrom(
		'1',
		'.5e3',
		'0x1F',
		'null',
		'"a  b"',
		"'{ ; }  //'",
		'"\\"  \\\n  x"',
		'/[/ ]  "/g',
		'/ \\/  x/.source',
	),
	fc.constantFrom('`a  ${ 1  +  2 }\n\n\n   b`', '`${`  ${x}  `}  `', '"  \u00a0  "', '`\t{\n}`'),
);
const expression = fc.letrec((tie) => ({
	any: fc.oneof(
		{ maxDepth: 4 },
		literal,
		name,
		tie('call'),
		tie('binary'),
		tie('arrow'),
		tie('object'),
		tie('choice'),
	),
	call: fc.tuple(name, tie('any'), tie('any')).map(([f, x, y]) => `${f}(${x},${y})`),
	binary: fc
		.tuple(tie('any'), fc.constantFrom('+', '-', '===', '&&', '||', '??', ',', ' in ', '/'), tie('any'))
		.map(([x, op, y]) => `(${x})${op}(${y})`),
	arrow: fc.tuple(name, tie('any')).map(([p, x]) => `(${p}=>{return ${x}})`),
	object: fc.tuple(name, tie('any')).map(([k, x]) => `({${k}:${x},get b(){return 1},["c"]:[${x},]})`),
	choice: fc.tuple(tie('any'), tie('any')).map(([x, y]) => `(${x}?${y}:-(-1))`),
})).any as fc.Arbitrary<string>;
const statement = fc.oneof(
	expression.map((x) => `${/^[{/]/.test(x) ? `(${x})` : x};`),
	fc.tuple(name, expression).map(([n, x]) => `var ${n}=${x};`),
	expression.map((x) => `if(${x}){${x};}else for(;;)break;`),
	expression.map((x) => `function f(e){try{return ${x}}catch(_){}finally{}}`),
	expression.map((x) => `/* a   {comment}\n  of lines */x=${x} // rest   of line\n`),
	expression.map((x) => `switch(${x}){case 1:${x};break;default:}`),
	expression.map((x) => `class A extends B{#p=${x};static m(){}async*g(){yield*[]}}`),
);
const program = fc.array(statement, { minLength: 1, maxLength: 8 }).map((all) => all.join(''));

/** What the engine sees of a script: its tokens as they are written; comments and white space are not of it. */
function tokensOf(text: string): string[] {
	return [...tokenizer(text, { ecmaVersion: 'latest' })].map(
		({ type, start, end }) => `${type.label} ${text.slice(start, end)}`,
	);
}

const printed = (script: string): PrettyText => {
	const pretty = prettyText(script);
	if (!pretty) throw new Error(`not printed: ${script}`);
	return pretty;
};

describe('pretty-printing', () => {
	it('leaves every token as it is: strings, templates and patterns with white space inside', () => {
		fc.assert(
			fc.property(program, (script) => {
				expect(tokensOf(printed(script).text)).toEqual(tokensOf(script));
			}),
			{ numRuns: 300 },
		);
	});

	it('maps every position, in order, both ways, each character to itself', () => {
		fc.assert(
			fc.property(program, (script) => {
				const { text, runs } = printed(script);
				const wrong = (from: string, to: string, back: boolean): number => {
					let last = 0;
					for (let offset = 0; offset <= from.length; offset++) {
						const there = corresponding(runs, offset, back);
						if (there < last || there > to.length) return offset;
						last = there;
						if (!/\S/.test(from.charAt(offset))) continue;
						if (to.charAt(there) !== from.charAt(offset)) return offset;
						if (corresponding(runs, there, !back) !== offset) return offset;
					}
					return -1;
				};
				expect(wrong(script, text, false)).toBe(-1);
				expect(wrong(text, script, true)).toBe(-1);
			}),
			{ numRuns: 200 },
		);
	});

	it('puts one statement on a line', () => {
		const { text } = printed('on("message",function(e){if(e.origin!=="x")return;a(e.data)},!1)');
		expect(text.split('\n')).toEqual([
			'on("message", function (e) {',
			'  if (e.origin !== "x") return;',
			'  a(e.data)',
			'}, !1)',
		]);
	});

	it.each([['a="\u2028"'], ['var a="\u2029  b"']])(
		'is not done where lines break inside a string: %j',
		(script) => {
			expect(prettyText(script)).toBeUndefined();
		},
	);
});

describe('correspondence', () => {
	it('is refused where more than white space differs', () => {
		for (const [a, b] of [
			['ab', 'a c'],
			['ab', 'abc'],
			['abc', 'ab'],
			['', 'a'],
			['a', ''],
		] as const) {
			expect(correspondence(a, b)).toBeUndefined();
		}
	});

	it('holds for any two texts of the same characters', () => {
		const spaced = fc.array(
			fc.tuple(
				fc.constantFrom('a', 'b', ';'),
				fc.constantFrom('', ' ', '\n\t', '\u00a0'),
				fc.constantFrom('', '  '),
			),
		);
		fc.assert(
			fc.property(spaced, (parts) => {
				const first = parts.map(([c, s]) => c + s).join('');
				const second = parts.map(([c, , s]) => s + c).join('');
				const runs = correspondence(first, second);
				expect(runs).toBeDefined();
				if (!runs) return;
				let ordinal = 0;
				for (let i = 0; i < first.length; i++) {
					if (!/\S/.test(first.charAt(i))) continue;
					const there = corresponding(runs, i);
					expect(second.slice(0, there + 1).replace(/\s/g, '').length).toBe(++ordinal);
				}
			}),
		);
	});
});
