import type { DocumentRecord } from '../documents.ts';
import {
	DELIVERY_PATIENCE,
	mayBeSame,
	type Outcome,
	pushBounded,
	type WaitingDelivery,
	type WaitingSend,
} from './waiting.ts';

const MOST_WAITING = 1_000;

/** Where an end of a channel is, or was: a port object of a document. */
export interface Place {
	record: DocumentRecord;
	id: number;
}

/**
 * One end of a message channel. It keeps its identity when it is handed over: the receiver gets another object for the
 * same end (HTML, MessagePort transfer steps). What is sent into it comes out of the other end, in order.
 */
export class PortEnd {
	other: PortEnd | undefined;
	/** The objects that stood for it, oldest first; the last is the present one. */
	places: Place[];
	/** It went to a worker, where nothing can be seen of it. */
	isAway = false;
	/** Something was heard from or sent into the present object. */
	isUsed = false;
	/** Row of the channel's creation, and of the messages that handed this end over. */
	created: { row: number; time: number } | undefined;
	readonly handedOver: number[] = [];
	/** Which end was meant is known by nothing but the order. */
	isByOrder = false;
	/** Sends into this end, and deliveries out of it, that have no partner. */
	sends: WaitingSend[] = [];
	deliveries: WaitingDelivery[] = [];
	/** How many of them, older than those, were too many to remember. */
	sendsForgotten = 0;
	deliveriesForgotten = 0;

	constructor(place: Place) {
		this.places = [place];
	}

	get place(): Place | undefined {
		return this.isAway ? undefined : this.places.at(-1);
	}
}

/** A send went into an end. */
export function sendInto(end: PortEnd, send: WaitingSend, outcome: Outcome): void {
	end.isUsed = true;
	const lost = pushBounded(end.sends, send, MOST_WAITING);
	if (lost) {
		end.sendsForgotten++;
		if (!lost.expired) outcome.givenUp(lost.row);
	}
	if (end.other) pair(end, end.other, outcome);
}

/** A message came out of an end; false when its send has not been seen yet. */
export function comeOut(end: PortEnd, delivery: WaitingDelivery, outcome: Outcome): void {
	end.isUsed = true;
	if (pushBounded(end.deliveries, delivery, MOST_WAITING)) end.deliveriesForgotten++;
	if (end.other) pair(end.other, end, outcome);
}

/** Joins what went into one end with what came out of the other. */
export function pair(into: PortEnd, out: PortEnd, outcome: Outcome): void {
	passOver(into, out, outcome);
	while (out.deliveries[0] && into.sends[0]) {
		const delivery = out.deliveries[0];
		// A port that is started with nobody listening loses messages: sizes show which.
		const index = into.sends.findIndex(
			({ size, time }) => mayBeSame(size, delivery.size) && time <= delivery.time + CLOCK_SKEW,
		);
		out.deliveries.shift();
		const [send] = index < 0 ? [] : into.sends.splice(index, 1);
		if (send) outcome.matched(send.row, delivery.row, false);
	}
}

/** Those whose partner was forgotten go first, since what was forgotten was the oldest. */
function passOver(into: PortEnd, out: PortEnd, outcome: Outcome): void {
	const known = Math.min(into.sendsForgotten, out.deliveriesForgotten);
	into.sendsForgotten -= known;
	out.deliveriesForgotten -= known;
	into.sendsForgotten -= out.deliveries.splice(0, into.sendsForgotten).length;
	const alone = into.sends.splice(0, out.deliveriesForgotten);
	out.deliveriesForgotten -= alone.length;
	for (const { row, expired } of alone) if (!expired) outcome.givenUp(row);
}

/** Documents of other processes may have clocks that are so many ms apart. */
export const CLOCK_SKEW = 50;

/** Gives up on sends into an end that have waited too long. */
export function settleEnd(end: PortEnd, now: number, outcome: Outcome): void {
	for (const send of end.sends) {
		send.since ??= now;
		if (send.expired || now - send.since < DELIVERY_PATIENCE) continue;
		send.expired = true;
		// Where the other end is not seen, nothing says that it did not arrive.
		if (end.other?.place) outcome.expired(send.row, false);
		else outcome.givenUp(send.row);
	}
}
