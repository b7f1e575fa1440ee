import type { Evidence } from '../session/listener-record.ts';
import { asStatic, changeFrom, type Settled, type StaticVerdict } from './settle.ts';

export type EvidenceCode =
	| 'acted-unchecked'
	| 'read-unchecked'
	| 'unseen-check'
	| 'origin-always-read'
	| 'data-first';

/**
 * The verdict from the code, joined with what the listener was seen to do. Only acts count for the worse: a handler
 * that reads data first may just look which message it is. Only looking at the origin before data, every time and in
 * code that the analyser did not have, counts for the better.
 *
 * @param seenUrls addresses of the scripts that the analyser had in full
 */
export function joinEvidence(
	stated: StaticVerdict,
	evidence: Evidence,
	seenUrls: readonly string[],
): Settled<EvidenceCode> {
	const { foreignData, foreignUnchecked, foreignActed } = evidence;
	const unchanged = asStatic(stated);
	switch (stated.verdict) {
		case 'none':
		case 'weak':
		case 'source-only':
			if (foreignActed > 0) return acted(stated, evidence);
			return hiddenCheck(stated, evidence, seenUrls) ?? unchanged;
		case 'unknown':
			if (foreignActed > 0) return acted(stated, evidence);
			if (foreignUnchecked === 0) return unchanged;
			return because(unchanged, 'read-unchecked', [foreignUnchecked]);
		case 'strict':
		case 'inert':
			if (foreignActed > 0) return acted(stated, evidence);
			if (stated.verdict === 'inert' || evidence.readOrigin === 0) return unchanged;
			if (evidence.dataFirst > 0) return because(unchanged, 'data-first', [evidence.dataFirst]);
			if (foreignData === 0) return unchanged;
			return {
				...because(unchanged, 'origin-always-read', [foreignData]),
				confidence: 'high',
				change: 'confirmed',
			};
	}
}

/** It did something on account of a foreign message without having looked at who sent it. */
function acted(stated: StaticVerdict, { foreignActed }: Evidence): Settled<EvidenceCode> {
	const isBad = stated.verdict === 'none' || stated.verdict === 'weak';
	// What was found in the code of these guards something: what is left open is how much.
	const isGuarded = stated.verdict === 'strict' || stated.verdict === 'inert';
	const verdict = isBad ? stated.verdict : isGuarded ? 'unknown' : 'none';
	return {
		...because(asStatic(stated), 'acted-unchecked', [foreignActed]),
		verdict,
		confidence: isBad ? 'high' : 'medium',
		change: changeFrom(stated.verdict, verdict),
	};
}

/** The origin was looked at each time before the data, in code that the analyser did not have. */
function hiddenCheck(
	stated: StaticVerdict,
	{ readData, dataFirst, originSite }: Evidence,
	seenUrls: readonly string[],
): Settled<EvidenceCode> | undefined {
	// A weak check is one that the analyser has read: another look at the origin is what it expects.
	if (stated.verdict === 'weak' || readData === 0 || dataFirst > 0) return undefined;
	if (!originSite || seenUrls.length === 0 || seenUrls.includes(originSite.url)) return undefined;
	return {
		...because(asStatic(stated), 'unseen-check', [readData], originSite),
		verdict: 'unknown',
		confidence: 'low',
		change: 'overruled',
	};
}

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

const MESSAGES: Record<EvidenceCode, (count: number) => string> = {
	'acted-unchecked': (count) =>
		`For ${counted(count, 'message from a foreign origin', 'messages from foreign origins')} it read the data and sent something or passed data to a sink, without looking at origin or source.`,
	'read-unchecked': (count) =>
		`It read the data of ${counted(count, 'message from a foreign origin', 'messages from foreign origins')} without looking at origin or source.`,
	'unseen-check': (count) =>
		`Every time it read data (${counted(count, 'run', 'runs')}), origin was read first in code that the analyser did not have. That may be a check.`,
	'origin-always-read': (count) =>
		`For ${counted(count, 'message from a foreign origin', 'messages from foreign origins')}, origin was read before the data every time.`,
	'data-first': (count) =>
		`In ${counted(count, 'run', 'runs')}, data was read before origin. The check still holds if that only identifies the kind of message.`,
};

function because(
	settled: Settled<EvidenceCode>,
	code: EvidenceCode,
	[count]: [number],
	site?: Evidence['originSite'],
): Settled<EvidenceCode> {
	return {
		...settled,
		reason: { code, message: MESSAGES[code](count), values: [String(count)], ...(site ? { site } : {}) },
	};
}
