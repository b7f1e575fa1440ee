import { ListenerSession } from './session.ts';
import type { Attribute } from './syntax/attributes.ts';
import { type Script, scriptOf } from './syntax/script.ts';
import type { Place, RuntimeContext, Verdict } from './verdict.ts';

/** Judges the code of an `onmessage` attribute that a script sets; places in that code are the place of its text. */
export function judgeAttribute(
	{ source }: Script,
	{ value, code }: Attribute,
	context: RuntimeContext,
	timeLimitMs: number,
): Verdict[] {
	// The code knows the globals that the script makes: it is judged as what it amounts to, at the script's end.
	const end = source.text.length;
	let whole: Script;
	try {
		whole = scriptOf(`${source.text}\n;window.onmessage = function (event) {\n${code}\n};`, false);
	} catch (error) {
		// Attributes with a mistake in them do nothing.
		if (error instanceof SyntaxError) return [];
		throw error;
	}
	const own = whole.registrations.find(({ node }) => node.start > end);
	if (!own) return [];
	const session = new ListenerSession(whole, context);
	session.nextBudget(timeLimitMs);
	const first = whole.source.place({ start: end + 1, end: end + 1 }).line;
	const text = source.place(value);
	const placed = (place: Place): Place => (place.line < first ? place : text);
	return session.judgeAll(own).map((verdict) => ({
		...verdict,
		registration: 'attribute',
		place: text,
		reasons: verdict.reasons.map((one) => (one.place ? { ...one, place: placed(one.place) } : one)),
		sinks: verdict.sinks.map((one) => ({ ...one, place: placed(one.place), path: one.path.map(placed) })),
	}));
}
