import { DELIVERY_PATIENCE, FORGOTTEN_FOR, type Outcome, pushBounded, type WaitingSend } from './waiting.ts';

const MOST_WAITING = 20_000;
/** Sends that were not delivered in time and may still be. */
const MOST_LATE = 1_000;

/** For so many ms after it, a send that was not delivered in time may be the one that arrives. */
const STILL_POSSIBLE = 2 * DELIVERY_PATIENCE;

/** A message that arrived at the document's window. */
export interface Arrival {
	row: number;
	seq: number;
	time: number;
	/** Whether a call of the document's own postMessage is behind it: senders of other origins use another function. */
	fromOwnOrigin: boolean;
	/** URL of the document that it came from, where it is known. */
	sourceUrl: string | undefined;
}

/**
 * The messages of one window. All calls of its postMessage by documents of its origin are seen in the order in which
 * they were made, and the browser delivers in that order (HTML, posted message task source); data and targetOrigin of a
 * call are not observable, so which of several was refused is told by the caller's script, or not at all.
 */
export class WindowLane {
	readonly #outcome: Outcome;
	/** Whether some document of the tab has this URL: then a script of that URL stands in that document. */
	readonly #isDocument: (url: string) => boolean;
	#sends: WaitingSend[] = [];
	#late: WaitingSend[] = [];
	/** Rows matched by their order since the last time that no send waited. */
	#inOrder: number[] = [];
	/** Sends that were too many to remember, and the time of the last: all older than those that wait. */
	#forgotten = { count: 0, time: 0 };
	/** Until then (ms since the epoch), messages may arrive whose calls were not seen. */
	#doubtUntil = 0;
	/** The last row that arrivals have come to since it was last settled: what was sent after it is still under way. */
	#reached: number | undefined;

	constructor(outcome: Outcome, isDocument: (url: string) => boolean) {
		this.#outcome = outcome;
		this.#isDocument = isDocument;
	}

	get isWaiting(): boolean {
		return this.#sends.length > 0;
	}

	send(send: WaitingSend): void {
		const lost = pushBounded(this.#sends, send, MOST_WAITING);
		if (!lost) return;
		this.#outcome.givenUp(lost.row);
		this.#forget(lost);
	}

	/** Finds the send of an arrival; false when no call that was seen can be behind it. */
	arrive(arrival: Arrival): boolean {
		if (!arrival.fromOwnOrigin) return false;
		const late = this.#find(this.#late, arrival);
		const isAfterLate = late.some(({ time }) => arrival.time - time < STILL_POSSIBLE);
		if (late.length === 0 && this.#isOfForgotten(arrival)) return true;
		const [send, ...others] = this.#find(this.#sends, arrival);
		if (send) {
			remove(this.#sends, send);
			this.#reached = send.row;
			const isDoubted = isAfterLate || arrival.time <= this.#doubtUntil;
			this.#outcome.matched(send.row, arrival.row, isDoubted || others.length > 0);
			// A doubted match leaves in doubt what it may have taken the send from.
			if (isDoubted) this.#inOrder = [];
			else if (others.length > 0) this.#keepOrder(send.row, arrival.row);
			if (this.#sends.length === 0) {
				this.#outcome.cleared(this.#inOrder);
				this.#inOrder = [];
			}
			return true;
		}
		const [belated] = late;
		if (!belated) return false;
		remove(this.#late, belated);
		// Others may have been taken in its place meanwhile.
		this.#outcome.matched(belated.row, arrival.row, true);
		return true;
	}

	/** Gives up on sends that have waited too long, or at once on all: the document is gone. */
	settle(now: number, patience = DELIVERY_PATIENCE): void {
		const waiting: WaitingSend[] = [];
		const reached = this.#reached ?? Number.POSITIVE_INFINITY;
		this.#reached = undefined;
		for (const send of this.#sends) {
			// Messages come in order: its turn has not come.
			if (send.row > reached) send.since = now;
			send.since ??= now;
			if (now - send.since < patience) waiting.push(send);
			else this.#expire(send);
		}
		this.#sends = waiting;
	}

	/** Up to this time, messages may arrive whose calls were not seen. */
	doubt(until: number): void {
		this.#doubtUntil = Math.max(this.#doubtUntil, until);
	}

	/** Events were lost: nothing can be concluded of what waits, nor for sure of what arrives until then. */
	forget(until: number): void {
		this.doubt(until);
		for (const { row } of this.#sends) this.#outcome.givenUp(row);
		this.#sends = [];
		this.#late = [];
		this.#forgotten.count = 0;
		this.#inOrder = [];
	}

	/** Its delivery will be taken for what it is, and for nothing more. */
	#forget({ time }: WaitingSend): void {
		this.#forgotten = { count: this.#forgotten.count + 1, time };
		this.#inOrder = [];
	}

	#isOfForgotten({ time }: Arrival): boolean {
		if (time - this.#forgotten.time > FORGOTTEN_FOR) this.#forgotten.count = 0;
		if (this.#forgotten.count === 0) return false;
		this.#forgotten.count--;
		// Whether all that were forgotten were delivered cannot be known: matches near them are by order.
		this.doubt(time);
		return true;
	}

	/** The first two sends that an arrival may be of: more do not make it less sure. */
	#find(sends: readonly WaitingSend[], { seq, sourceUrl }: Arrival): WaitingSend[] {
		const found: WaitingSend[] = [];
		for (const send of sends) {
			if (send.seq < seq && !this.#isOfAnother(send.url, sourceUrl)) found.push(send);
			if (found.length === 2) break;
		}
		return found;
	}

	#isOfAnother(url: string, sourceUrl: string | undefined): boolean {
		return sourceUrl !== undefined && url !== '' && url !== sourceUrl && this.#isDocument(url);
	}

	#keepOrder(send: number, delivery: number): void {
		this.#inOrder.push(send, delivery);
		// Those before stay doubted.
		if (this.#inOrder.length > 2 * MOST_WAITING) this.#inOrder = [];
	}

	#expire(send: WaitingSend): void {
		this.#outcome.expired(send.row, this.#inOrder.length > 0);
		// One of them was not delivered: it cannot be told any more which.
		this.#inOrder = [];
		const lost = pushBounded(this.#late, send, MOST_LATE);
		if (lost) this.#forget(lost);
	}
}

/** Nearly always it is the first. */
function remove(sends: WaitingSend[], send: WaitingSend): void {
	if (sends[0] === send) sends.shift();
	else sends.splice(sends.indexOf(send), 1);
}
