import type { CallSite, ReadName } from '../protocol/event.ts';
import type { ProbeTranscript } from '../protocol/probe.ts';
import { type Effect, effectsOf, isSameEffect } from './effects.ts';

/**
 * - `confirmed`: the handler acts on the attack as on the message of the trusted origin, or hands it to a sink.
 * - `refuted`: it turned the attack away.
 * - `undecided`: what was seen does not tell.
 */
export type ProbeResult = 'confirmed' | 'refuted' | 'undecided';

export type ProbeReasonCode =
	| 'reached-sink'
	| 'same-effects'
	| 'same-sink'
	| 'never-read-origin'
	| 'stopped-early'
	| 'data-not-read'
	| 'stopped-by-exception'
	| 'source-read'
	| 'nothing-happened'
	| 'other-effects'
	| 'no-check-seen'
	| 'held-request'
	| 'other-may-stop'
	| 'stopped-before'
	| 'stuck'
	| 'incomplete';

export interface ProbeReason {
	code: ProbeReasonCode;
	/** A sentence a developer understands. */
	message: string;
	/** What the sentence names, for saying it in another language. */
	values: string[];
	/** Where the origin was read, or the sink stands. */
	site?: CallSite;
}

export interface Interpretation {
	result: ProbeResult;
	/** The decisive one first; never empty. */
	reasons: ProbeReason[];
}

/**
 * Compares what a handler did with one payload from the trusted origin (`baseline`) and from a foreign one (`attack`).
 * Nothing is concluded from silence: a handler that does nothing for either may just not know the payload.
 */
export function interpret(baseline: ProbeTranscript, attack: ProbeTranscript): Interpretation {
	// What came before a look at who sends says nothing of what the look is for: a log, say, or a counter.
	const looked = checkIn(attack) !== undefined;
	const [trusted = [], foreign = []] = [baseline, attack].map((one) =>
		effectsOf(one).filter(({ early, fromPayload }) => !(looked && early) || fromPayload),
	);
	const shared = trusted.filter((one) => foreign.some((other) => isSameEffect(one, other)));
	const carried = foreign.find(({ isSink, fromPayload }) => isSink && fromPayload);
	const sharedSink = shared.find(({ isSink, pending }) => isSink && !pending);
	const isEqual = trusted.length > 0 && shared.length === trusted.length;
	const isRead = has(attack, 'data') || !has(baseline, 'data');

	if (carried) return confirmed(attack, reachedSink(carried, attack));
	if (isEqual && isRead && shared.some(({ pending }) => !pending))
		return confirmed(attack, say('same-effects', [list(shared)]));
	if (sharedSink && isRead) return confirmed(attack, say('same-sink', [sharedSink.text]));
	if (attack.outcome === 'stuck' || baseline.outcome === 'stuck') return undecided(say('stuck', []));
	if (attack.leftOut > 0 || baseline.leftOut > 0) return undecided(say('incomplete', []));
	if (shared.some(({ pending }) => pending)) return undecided(say('held-request', [list(shared)]));
	if (foreign.length > 0) return undecided(say('other-effects', [list(foreign)]));
	if (attack.outcome === 'stopped' && baseline.outcome !== 'stopped')
		return { result: 'refuted', reasons: [say('stopped-before', [])] };
	if (trusted.length > 0) return withoutEffects(attack, trusted);
	return byReadsAlone(baseline, attack);
}

/** What a message that this listener alone was given leaves open: another one of its page may end the delivery before. */
export function besideStoppers(found: Interpretation): Interpretation {
	if (found.result !== 'confirmed') return found;
	return { ...found, reasons: [...found.reasons, say('other-may-stop', [])] };
}

/** The trusted message had effects, the foreign one none. */
function withoutEffects(attack: ProbeTranscript, trusted: readonly Effect[]): Interpretation {
	const check = checkIn(attack);
	// A handler that looked at nothing and yet did nothing was stopped by its own state: a `once`, a counter.
	if (!check) return undecided(say('no-check-seen', [list(trusted)]));
	return refuted(attack, check, say('stopped-early', [check.name, list(trusted)], check.site));
}

/** Neither message had effects: all there is to compare is what was read. */
function byReadsAlone(baseline: ProbeTranscript, attack: ProbeTranscript): Interpretation {
	const check = checkIn(attack);
	if (check && has(baseline, 'data') && !has(attack, 'data'))
		return refuted(attack, check, say('data-not-read', [check.name], check.site));
	const { threw } = attack;
	const reasons = [say('nothing-happened', [])];
	if (threw) reasons.push(say('stopped-by-exception', [threw.message], threw.site));
	return { result: 'undecided', reasons };
}

function confirmed(attack: ProbeTranscript, ...reasons: ProbeReason[]): Interpretation {
	if (!has(attack, 'origin')) reasons.push(say('never-read-origin', []));
	return { result: 'confirmed', reasons };
}

function refuted(attack: ProbeTranscript, check: Check, reason: ProbeReason): Interpretation {
	const reasons = [reason];
	if (attack.threw) reasons.push(say('stopped-by-exception', [attack.threw.message], attack.threw.site));
	if (check.name === 'source') reasons.push(say('source-read', [], check.site));
	return { result: 'refuted', reasons };
}

function undecided(reason: ProbeReason): Interpretation {
	return { result: 'undecided', reasons: [reason] };
}

interface Check {
	name: ReadName;
	site?: CallSite | undefined;
}

/** Where the handler looked at who sends: at the origin, else at the window. */
function checkIn({ reads }: ProbeTranscript): Check | undefined {
	return reads.find(({ name }) => name === 'origin') ?? reads.find(({ name }) => name === 'source');
}

function has({ reads }: ProbeTranscript, wanted: ReadName): boolean {
	return reads.some(({ name }) => name === wanted);
}

function reachedSink(effect: Effect, attack: ProbeTranscript): ProbeReason {
	const site = attack.sinks.find(({ fromPayload }) => fromPayload)?.site;
	return say('reached-sink', [effect.text], site);
}

const MESSAGES: Record<ProbeReasonCode, (...values: string[]) => string> = {
	'reached-sink': (sink) => `The payload from the foreign origin reached ${sink}.`,
	'same-effects': (effects) => `The foreign origin had every effect that the trusted one had: ${effects}.`,
	'same-sink': (sink) => `The foreign origin reached ${sink}, as the trusted one did.`,
	'never-read-origin': () => 'The origin was not read at all.',
	'stopped-early': (name, effects) =>
		`The handler read the ${name} and then did nothing; for the trusted origin there was ${effects}.`,
	'data-not-read': (name) =>
		`The handler read the ${name} and then did not read the data. For the trusted origin, it did.`,
	'stopped-by-exception': (message) => `It ended with an exception: ${message}`,
	'source-read': () => 'It looked at the sending window: another window may pass.',
	'nothing-happened': () =>
		'Neither origin had a visible effect. Either this handler does not act on the payload, or its effects cannot be seen: changes to its own variables, or messages to windows of another origin.',
	'other-effects': (effects) =>
		`The foreign origin had effects, but not those of the trusted one: ${effects}. This may be a refusal.`,
	'no-check-seen': (effects) =>
		`Only the trusted origin had an effect (${effects}), but neither origin nor source was read: the handler may act only once.`,
	'held-request': (effects) =>
		`Both origins led to a request (${effects}), which was blocked. What the handler does with the answer shows only without safe mode.`,
	'other-may-stop': () =>
		'Another listener of this page stops messages before later listeners get them, and may guard this one. A message that really comes from a foreign frame goes to all listeners and shows whether it does.',
	'stopped-before': () => 'Another listener stopped the message before it reached this one.',
	stuck: () => 'The handler did not return within the time limit.',
	incomplete: () => 'Too much happened to be recorded in full.',
};

function say(code: ProbeReasonCode, values: string[], site?: CallSite): ProbeReason {
	return { code, message: MESSAGES[code](...values), values, ...(site ? { site } : {}) };
}

const MOST_NAMED = 3;

function list(effects: readonly Effect[]): string {
	const named = effects.slice(0, MOST_NAMED).map(({ text }) => text);
	const more = effects.length - named.length;
	return named.join(', ') + (more > 0 ? `, … (+${more})` : '');
}
