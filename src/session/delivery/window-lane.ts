import { DELIVERY_PATIENCE, type Outcome, pushBounded, type WaitingSend } from './waiting.ts';

const MOST_WAITING = 10_000;
/** Sends that were not delivered in time and may still be. */
const MOST_LATE = 100;

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
	/** Until then (ms since the epoch), messages may arrive whose calls were not seen. */
	#doubtUntil = 0;

	constructor(outcome: Outcome, isDocument: (url: string) => boolean) {
		this.#outcome = outcome;
		this.#isDocument = isDocument;
	}

	get isWaiting(): boolean {
		return this.#sends.length > 0;
	}

	send(send: WaitingSend): void {
		const lost = pushBounded(this.#sends, send, MOST_WAITING);
		if (lost) this.#outcome.givenUp(lost.row);
	}

	/** Finds the send of an arrival; false when none can be it. */
	arrive(arrival: Arrival): boolean {
		if (!arrival.fromOwnOrigin) return false;
		return this.#take(this.#sends, arrival) || this.#take(this.#late, arrival);
	}

	/** Gives up on sends that have waited too long, or at once on all: the document is gone. */
	settle(now: number, patience = DELIVERY_PATIENCE): void {
		const waiting: WaitingSend[] = [];
		for (const send of this.#sends) {
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
		this.#inOrder = [];
	}

	#take(sends: WaitingSend[], { row, seq, time, sourceUrl }: Arrival): boolean {
		let first = -1;
		let isOnly = true;
		for (let i = 0; i < sends.length && isOnly; i++) {
			const send = sends[i] as WaitingSend;
			if (send.seq > seq || this.#isOfAnother(send.url, sourceUrl)) continue;
			if (first < 0) first = i;
			else isOnly = false;
		}
		const [send] = first < 0 ? [] : sends.splice(first, 1);
		if (!send) return false;
		const isDoubted = time <= this.#doubtUntil;
		this.#outcome.matched(send.row, row, isDoubted || !isOnly);
		if (!isOnly && !isDoubted) this.#keepOrder(send.row, row);
		if (this.#sends.length === 0) {
			this.#outcome.cleared(this.#inOrder);
			this.#inOrder = [];
		}
		return true;
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
		pushBounded(this.#late, send, MOST_LATE);
	}
}
