import { STRANGER } from '../../../src/probe/plan.ts';
import type { ProbePlan, ProbeSource } from '../../../src/protocol/probe.ts';

/** What a person has chosen for the next probe. */
export interface ProbeDraft {
	/** The message in the notation of src/probe/notation. */
	text: string;
	/** Origin to attack with. */
	attack: string;
	/** Origin whose message the attack is compared with. */
	trusted: string;
	source: ProbeSource;
	/** Message ports that come with it. */
	ports: number;
	/** How the attack is delivered; the message that it is compared with is always posed. */
	delivery: ProbePlan['delivery'];
	safe: boolean;
	/** ms that the page is watched after the listener came back. */
	timeLimit: number;
	/** Which of the two origins messages say that are delivered without comparing. */
	as: 'attack' | 'trusted';
	/** How often a message is replayed. */
	times: number;
}

/**
 * ms to choose from. The relay gives a listener this and five seconds to come back, then watches this long again, and
 * the connection waits for ten.
 */
export const timeLimits = [200, 500, 1_000, 2_000] as const;

export const emptyDraft: ProbeDraft = {
	text: '{}',
	attack: STRANGER,
	trusted: '',
	source: { relation: 'stranger' },
	ports: 0,
	delivery: 'posed',
	safe: true,
	timeLimit: 500,
	as: 'attack',
	times: 1,
};

/** What the browser stamps on the message of a frame that is nobody's. */
const FOREIGN_ORIGIN = 'null';

/** The origin that the attack of a draft is from. */
export const attackOf = ({ delivery, attack }: ProbeDraft): string =>
	delivery === 'foreign' ? FOREIGN_ORIGIN : attack;

/** Whether a text is an origin as `event.origin` would have it (HTML, "ASCII serialization of an origin"). */
export function isOrigin(text: string): boolean {
	return text === 'null' || /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@]+$/.test(text);
}
