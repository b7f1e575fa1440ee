import { ListenerSession } from './listener-session.ts';
import type { Attribute } from './syntax/attributes.ts';
import { parseFunctionText } from './syntax/parse.ts';
import { type Script, scriptOf } from './syntax/script.ts';
import type { Place, RuntimeContext, Verdict } from './verdict.ts';

/** Judges the code of `onmessage` attributes that a script sets; places in that code are the place of its text. */
export function judgeAttributes(
	{ source }: Script,
	attributes: readonly Attribute[],
	context: RuntimeContext,
	timeLimitMs?: number,
): Verdict[] {
	const sound = attributes.filter(({ code }) => isCode(code));
	if (sound.length === 0) return [];
	// The code knows the globals that the script makes: it is judged as what it amounts to, at the script's end.
	const end = source.text.length;
	let text = `${source.text}\n;`;
	const starts = sound.map(({ code }) => {
		const start = text.length;
		text += `window.onmessage = function (event) {\n${code}\n};`;
		return start;
	});
	const whole = scriptOf(text, false);
	const session = new ListenerSession(whole, context);
	const first = whole.source.place({ start: end + 1, end: end + 1 }).line;
	return sound.flatMap(({ value }, index) => {
		const own = whole.registrations.find(({ node }) => node.start === starts[index]);
		if (!own) return [];
		session.nextBudget(timeLimitMs);
		const place = source.place(value);
		const placed = (one: Place): Place => (one.line < first ? one : place);
		return session.judgeAll(own).map((verdict) => ({
			...verdict,
			registration: 'attribute',
			place,
			reasons: verdict.reasons.map((one) => (one.place ? { ...one, place: placed(one.place) } : one)),
			sinks: verdict.sinks.map((one) => ({ ...one, place: placed(one.place), path: one.path.map(placed) })),
		}));
	});
}

/** Whether it can be read; attributes with a mistake in them do nothing. */
function isCode(code: string): boolean {
	try {
		parseFunctionText(`function (event) {\n${code}\n}`);
		return true;
	} catch (error) {
		if (error instanceof SyntaxError) return false;
		throw error;
	}
}
