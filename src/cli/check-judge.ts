import { parse } from 'acorn';
import { analyseFile, analyseListener } from '../analyser/analyse.ts';
import type { Position } from '../analyser/locate.ts';
import { SourceText } from '../analyser/syntax/text.ts';
import type { Place, RuntimeContext, Verdict } from '../analyser/verdict.ts';
import type { Judgement } from '../export/sarif.ts';
import { type Compiled, compile, dialectOf } from './check-compile.ts';
import { inPage, type PageScript, scriptsOf } from './check-html.ts';
import type { Input, Trouble } from './check-inputs.ts';

export interface Judged {
	judgements: Judgement[];
	troubles: Trouble[];
}

/** Judges the listeners of one file, or the one at a position; a script that cannot be parsed is a trouble. */
export async function judgeInput(input: Input, context: RuntimeContext, at?: Position): Promise<Judged> {
	const { file, text } = input;
	const dialect = dialectOf(file);
	const scripts: PageScript[] = input.html
		? scriptsOf(text, (script) => syntaxErrorOf(script) === undefined, /\.vue$/i.test(file))
		: [{ text, ranges: [[0, text.length]], ...(dialect && { dialect }) }];
	const offset = at && new SourceText(text).offset(at.line, at.column);
	const wanted = at === undefined ? scripts : scripts.filter((script) => covers(script, offset));
	if (at !== undefined && wanted.length === 0) {
		return { judgements: [], troubles: [{ file, message: `no script at ${at.line}:${at.column}` }] };
	}
	const troubles: Trouble[] = [];
	const judgements: Judgement[] = [];
	for (const script of wanted) {
		try {
			if (!input.utf8 && script.text.includes('\uFFFD')) throw new Unjudgeable(NO_TEXT);
			for (const verdict of await verdictsOf(script, context, at)) judgements.push({ file, verdict });
		} catch (error) {
			if (!(error instanceof Unjudgeable)) throw error;
			troubles.push({ file, message: error.message });
		}
	}
	return { judgements: judgements.toSorted((a, b) => order(a.verdict.place, b.verdict.place)), troubles };
}

/** Why there is no verdict on a script, or on the place that was asked for. */
class Unjudgeable extends Error {}

const NO_TEXT = 'is not a text file in UTF-8';

/** Of scripts that have to be compiled first, too: by their name, or since they are no JavaScript as they stand. */
async function verdictsOf(
	script: PageScript,
	context: RuntimeContext,
	at: Position | undefined,
): Promise<Verdict[]> {
	const { text, dialect } = script;
	const unparsable = ({ message }: Error): never => {
		throw new Unjudgeable(text.includes('\0') ? NO_TEXT : `cannot be parsed: ${message}`);
	};
	if (dialect) return verdictsOfCompiled(await compile(text, dialect).catch(unparsable), context, at);
	const verdicts = verdictsAsItStands(script, context, at);
	const [decisive] = verdicts[0]?.reasons ?? [];
	if (decisive?.code === 'no-listener-there') throw new Unjudgeable(decisive.message);
	if (decisive?.code !== 'syntax-error') return verdicts;
	const error = new Error(syntaxErrorOf(text) ?? decisive.message);
	// Many keep JSX in files that end like scripts.
	const compiled = await compile(text, 'jsx').catch(() => unparsable(error));
	return verdictsOfCompiled(compiled, context, at);
}

function verdictsAsItStands(
	script: PageScript,
	context: RuntimeContext,
	at: Position | undefined,
): Verdict[] {
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

function verdictsOfCompiled(
	{ text, back, there }: Compiled,
	context: RuntimeContext,
	at: Position | undefined,
): Verdict[] {
	const inOriginal = (verdicts: Verdict[]): Verdict[] => {
		const places = back(verdicts.flatMap(placesOf));
		return verdicts.map((verdict) => moved(verdict, () => places.shift() as Place));
	};
	const all = inOriginal(analyseFile(text, { context }));
	if (at === undefined) return all;
	const around = listenerAround(all, at);
	if (around) return [around];
	const compiledAt = there(at);
	const found = compiledAt && analyseListener({ text, at: compiledAt, context });
	if (!found || found.reasons[0]?.code === 'no-listener-there')
		throw new Unjudgeable(`no listener is registered at ${at.line}:${at.column}`);
	return inOriginal([found]);
}

/** The places of a verdict, in the order in which `moved` asks for them. */
function placesOf(verdict: Verdict): Place[] {
	const places: Place[] = [];
	moved(verdict, (place) => {
		places.push(place);
		return place;
	});
	return places;
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

/** The innermost listener around a place. */
function listenerAround(verdicts: readonly Verdict[], at: Position): Verdict | undefined {
	const around = verdicts.filter(({ place }) => {
		const end = { line: place.endLine, column: place.endColumn };
		return order(place, at) <= 0 && order(at, end) <= 0;
	});
	return around.toSorted((a, b) => order(a.place, b.place)).at(-1);
}

function covers(script: PageScript, offset: number | undefined): boolean {
	return offset !== undefined && script.ranges.some(([start, end]) => offset >= start && offset < end);
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
