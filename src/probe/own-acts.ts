import type { CallSite } from '../protocol/event.ts';
import type { ProbeTranscript } from '../protocol/probe.ts';

interface Act {
	site?: CallSite | undefined;
	shared?: boolean | undefined;
}

/**
 * A transcript without what may have been another listener's: of acts that several listeners of the message may have
 * done, those that this one is known to do, since it did the same at the same place when it alone was given a message.
 */
export function ownActs(seen: ProbeTranscript, alone: ProbeTranscript): ProbeTranscript {
	const own = <T extends Act>(acts: readonly T[], known: readonly T[], what: keyof T): T[] =>
		acts.filter(
			(act) => !act.shared || known.some((one) => one[what] === act[what] && isSamePlace(one.site, act.site)),
		);
	return {
		...seen,
		reads: own(seen.reads, alone.reads, 'name'),
		sinks: own(seen.sinks, alone.sinks, 'sink'),
		sends: own(seen.sends, alone.sends, 'via'),
	};
}

const isSamePlace = (one: CallSite | undefined, other: CallSite | undefined): boolean =>
	one !== undefined && one.url === other?.url && one.line === other.line && one.column === other.column;
