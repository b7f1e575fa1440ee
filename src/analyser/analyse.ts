import { OutOfTime } from './judge/trials.ts';
import { isHandler, ListenerSession } from './listener-session.ts';
import { parseUrl } from './pure/origin.ts';
import { judgeAttributes } from './set-attributes.ts';
import { type Attribute, findAttributes } from './syntax/attributes.ts';
import { TooDeep } from './syntax/nesting-parser.ts';
import type { Node } from './syntax/node.ts';
import type { Registration } from './syntax/registration.ts';
import { functionAt, onlyFunction, type Script, scriptOf, streamsThrough } from './syntax/script.ts';
import type { RuntimeContext, Verdict, VerdictName } from './verdict.ts';
import { type Sentence, say } from './words/sentences.ts';
import { undecided } from './words/undecided.ts';

/** What to judge: a lone function's text, or a whole script and a place in it. */
export interface ListenerInput {
	text: string;
	/** 1-based line, 0-based column of the listener function or of its registration. */
	at?: { line: number; column: number };
	context?: RuntimeContext;
	timeLimitMs?: number;
	/** Less work than a listener is worth otherwise, in steps (see budget.ts). */
	mostSteps?: number;
}

export interface FileOptions {
	context?: RuntimeContext;
	/** For each listener. */
	timeLimitMs?: number;
}

/** Judges one message listener; never throws, and gives up (verdict `unknown`) after the time limit. */
export function analyseListener(input: ListenerInput): Verdict {
	try {
		return judgeOne(input);
	} catch (error) {
		return undecided(input.text, reasonOf(error, input.text));
	}
}

function judgeOne({ text, at, context = {}, timeLimitMs, mostSteps }: ListenerInput): Verdict {
	if (/\{\s*\[native code\]\s*\}\s*$/.test(text) && !at) {
		return undecided(text, ['native-code', say('native-code')]);
	}
	const script = scriptOf(text, at === undefined);
	const session = new ListenerSession(script, completed(context));
	session.nextBudget(timeLimitMs, mostSteps);
	if (!at) {
		const only = onlyFunction(script);
		if (only) return session.judgeFunction(only, 'function');
		const [first] = script.registrations;
		if (first) return session.judgeRegistration(first);
		return undecided(text, ['no-function', say('no-function')]);
	}
	const offset = script.source.offset(at.line, at.column);
	const attribute = offset === undefined ? undefined : attributeAt(script, offset);
	const [set] = attribute ? judgeAttributes(script, [attribute], completed(context), timeLimitMs) : [];
	if (set) return set;
	const found = offset === undefined ? undefined : functionAt(script, offset);
	if (!found) return undecided(text, ['no-listener-there', say('no-function-at', at.line, at.column)]);
	if (isHandler(found)) {
		const ofStreams = worstOf(streamsThrough(script, found), session);
		if (ofStreams) return ofStreams;
		const how = session.howRegistered(found);
		const verdict = session.judgeFunction(found, how);
		// A function around the place that has nothing to do with messages is not what was meant.
		const isAround = how === 'function' && offset !== undefined && found.start < offset;
		const isUnread = verdict.reasons[0]?.key === 'not-read';
		return isAround && isUnread
			? undecided(text, ['no-listener-there', say('no-listener-at', at.line, at.column)])
			: verdict;
	}
	return session.judgeRegistration(found);
}

/** The attribute that a script sets at this place. */
const attributeAt = ({ index }: Script, offset: number): Attribute | undefined =>
	findAttributes(index).find(({ node }) => node.start <= offset && offset < node.end);

const WORST_FIRST: readonly VerdictName[] = ['none', 'weak', 'unknown', 'source-only', 'strict', 'inert'];

/** The worst that is said of streams that share a function. */
function worstOf(streams: readonly Registration[], session: ListenerSession): Verdict | undefined {
	const byListener = new Map(streams.map((one) => [one.listener, one]));
	const verdicts = [...byListener.values()].map((one) => session.judgeRegistration(one));
	const rank = ({ verdict }: Verdict) => WORST_FIRST.indexOf(verdict);
	return verdicts.sort((a, b) => rank(a) - rank(b))[0];
}

/** Finds every registration of a message listener in a script and judges each; never throws. */
export function analyseFile(text: string, options: FileOptions = {}): Verdict[] {
	try {
		const script = scriptOf(text, false);
		const context = completed(options.context ?? {});
		const session = new ListenerSession(script, context);
		const seen = new Set<string>();
		const { timeLimitMs } = options;
		const verdicts = script.registrations.flatMap((one) =>
			safely(script, [one.listener], one.how, () => {
				session.nextBudget(timeLimitMs);
				return session.judgeAll(one);
			}),
		);
		const attributes = findAttributes(script.index);
		const codes = attributes.map(({ value }) => value);
		const set = safely(script, codes, 'attribute', () =>
			judgeAttributes(script, attributes, context, timeLimitMs),
		);
		return [...verdicts, ...set].filter(({ place }) => {
			const key = `${place.line}:${place.column}`;
			return !seen.has(key) && seen.add(key);
		});
	} catch (error) {
		return [undecided(text, reasonOf(error, text))];
	}
}

/** What is judged, or for each listener a verdict that says why it could not be. */
function safely(script: Script, listeners: readonly Node[], how: string, act: () => Verdict[]): Verdict[] {
	try {
		return act();
	} catch (error) {
		const { source } = script;
		return listeners.map((one) => undecided(source.slice(one), reasonOf(error, ''), source.place(one), how));
	}
}

/** With what the document's address says of its origin and scheme. */
function completed(context: RuntimeContext): RuntimeContext {
	const url = context.url === undefined ? undefined : parseUrl(context.url);
	if (!url) return context;
	return { origin: url.origin, scheme: url.protocol, ...context };
}

function reasonOf(error: unknown, text: string): [code: string, Sentence] {
	if (error instanceof SyntaxError)
		return ['syntax-error', say(text.length > 0 ? 'syntax-error' : 'empty-text', error.message)];
	if (error instanceof TooDeep || error instanceof RangeError) return ['too-deep', say('too-deep')];
	if (error instanceof OutOfTime) return ['time-limit', say('out-of-time-for-origins')];
	return ['analysis-failed', say('analysis-failed', error instanceof Error ? error.message : String(error))];
}
