import { parse } from 'acorn';
import { analyseFile, analyseListener } from '../analyser/analyse.ts';
import type { Place, RuntimeContext, Verdict } from '../analyser/verdict.ts';
import type { Judgement } from '../export/sarif.ts';
import { inPage, type PageScript, scriptsOf } from './check-html.ts';
import type { Input, Trouble } from './check-inputs.ts';

export interface Judged {
	judgements: Judgement[];
	troubles: Trouble[];
}

interface Position {
	line: number;
	column: number;
}

/** Judges the listeners of one file, or the one at a position; a script that cannot be parsed is a trouble. */
export function judgeInput(input: Input, context: RuntimeContext, at?: Position): Judged {
	const { file, text } = input;
	const scripts: PageScript[] = input.html
		? scriptsOf(text, (script) => syntaxErrorOf(script) === undefined)
		: [{ text, ranges: [[0, text.length]] }];
	const wanted = at === undefined ? scripts : scripts.filter((script) => covers(script, offsetOf(text, at)));
	if (at !== undefined && wanted.length === 0) {
		return { judgements: [], troubles: [{ file, message: `no script at ${at.line}:${at.column}` }] };
	}
	const troubles: Trouble[] = [];
	const judgements: Judgement[] = [];
	for (const script of wanted) {
		for (const verdict of verdictsOf(script, context, at)) {
			const trouble = troubleOf(verdict, script, file);
			if (trouble === undefined) judgements.push({ file, verdict });
			else troubles.push({ file, message: trouble });
		}
	}
	return { judgements: judgements.toSorted((a, b) => order(a.verdict.place, b.verdict.place)), troubles };
}

function verdictsOf(script: PageScript, context: RuntimeContext, at: Position | undefined): Verdict[] {
	const { attribute, text } = script;
	if (attribute === undefined)
		return at === undefined ? analyseFile(text, { context }) : [analyseListener({ text, at, context })];
	return analyseFile(text, { context })
		.filter(({ place }) => {
			const offset = place.column - attribute.column;
			return place.line === attribute.line && offset >= 0 && offset < attribute.prefix;
		})
		.map((verdict) => ({ ...moved(verdict, (place) => inPage(script, place)), registration: 'attribute' }));
}

/** What a verdict says that is no verdict on a listener: there was no script to read, or no listener at the place. */
function troubleOf({ reasons: [decisive] }: Verdict, script: PageScript, file: string): string | undefined {
	if (decisive?.code === 'syntax-error')
		return unparsable(file, script.text, syntaxErrorOf(script.text) ?? decisive.message);
	return decisive?.code === 'no-listener-there' ? decisive.message : undefined;
}

/** Why a text is no script, for whoever named the wrong file. */
function unparsable(file: string, text: string, error: string): string {
	if (/[\0\uFFFD]/.test(text)) return 'is not a text file in UTF-8';
	const compiled = /\.([mc]?tsx?|jsx)$/i.test(file);
	return `cannot be parsed: ${error}${compiled ? '. TypeScript and JSX have to be compiled first' : ''}`;
}

function moved(verdict: Verdict, move: (place: Place) => Place): Verdict {
	return {
		...verdict,
		place: move(verdict.place),
		reasons: verdict.reasons.map((reason) =>
			reason.place ? { ...reason, place: move(reason.place) } : reason,
		),
		sinks: verdict.sinks.map((sink) => ({ ...sink, place: move(sink.place), path: sink.path.map(move) })),
	};
}

function covers(script: PageScript, offset: number): boolean {
	return script.ranges.some(([start, end]) => offset >= start && offset < end);
}

function offsetOf(text: string, { line, column }: Position): number {
	let offset = 0;
	for (let passed = 1; passed < line; passed++) {
		const end = text.indexOf('\n', offset);
		if (end < 0) return text.length;
		offset = end + 1;
	}
	return offset + column;
}

function order(a: Position, b: Position): number {
	return a.line - b.line || a.column - b.column;
}

/** What the parser says when the text is neither a script nor a module; with the position it stopped at. */
function syntaxErrorOf(text: string): string | undefined {
	let message = '';
	for (const sourceType of ['module', 'script'] as const) {
		try {
			parse(text, {
				ecmaVersion: 'latest',
				sourceType,
				allowHashBang: true,
				allowReturnOutsideFunction: true,
			});
			return undefined;
		} catch (error) {
			message ||= error instanceof Error ? error.message : String(error);
		}
	}
	return message;
}
