import { eventOf } from './event-of.ts';
import { partsIn } from './forwards.ts';
import type { Session } from './session.ts';

/** ms after a message within which a frame with a part of it is taken for what became of it. */
const SOON = 2_000;
/** Frames that are looked at of one message, and messages of one frame. */
const MOST = 50;
/** Frames that are searched for the parts of messages in all: both can be long. */
const MOST_SEARCHED = 200;

/**
 * Frames that went out soon after a message was heard, with a part of its data in them: what a listener sends when it has
 * waited for something is seen as nobody's. Of several messages that would do, the latest. `isMade`: what is known to be
 * a listener's is not looked at.
 */
export class FramesByText {
	readonly #session: Session;
	readonly #near: readonly number[];
	readonly #isMade: (row: number) => boolean;
	readonly #messages = new Map<number, number | undefined>();
	#left = MOST_SEARCHED;

	constructor(session: Session, near: readonly number[], isMade: (row: number) => boolean) {
		this.#session = session;
		this.#near = near;
		this.#isMade = isMade;
	}

	/** What became of a message. */
	framesOf(message: number): number[] {
		const { rows } = this.#session;
		if (!this.#isHeard(message)) return [];
		const soon = this.#near.filter(
			(row) =>
				this.#isOut(row) && rows.document(row) === rows.document(message) && this.#isSoon(message, row),
		);
		return soon.slice(0, MOST).filter((row) => this.messageOf(row) === message);
	}

	/** The message that a frame came of. */
	messageOf(frame: number): number | undefined {
		if (!this.#messages.has(frame)) this.#messages.set(frame, this.#find(frame));
		return this.#messages.get(frame);
	}

	#find(frame: number): number | undefined {
		const { rows } = this.#session;
		if (!this.#isOut(frame) || this.#isMade(frame)) return undefined;
		const before = this.#near.filter(
			(row) => this.#isHeard(row) && rows.document(row) === rows.document(frame) && this.#isSoon(row, frame),
		);
		const sent = before.length > 0 ? eventOf(this.#session, frame) : undefined;
		if (sent?.kind !== 'socket-frame') return undefined;
		return before.slice(-MOST).findLast((row) => {
			if (this.#left-- <= 0) return false;
			const event = eventOf(this.#session, row);
			return event?.kind === 'message' && partsIn(event.data)?.(sent.data) === true;
		});
	}

	#isHeard(row: number): boolean {
		const { rows } = this.#session;
		return rows.kind(row) === 'message' && rows.ran(row) > 0;
	}

	#isOut(row: number): boolean {
		const { rows } = this.#session;
		return rows.kind(row) === 'frame' && rows.direction(row) === 'out';
	}

	#isSoon(message: number, frame: number): boolean {
		const { rows } = this.#session;
		const after = rows.time(frame) - rows.time(message);
		return after >= 0 && after <= SOON;
	}
}
