import type { DocumentRecord } from '../documents.ts';

/** How long, in ms, a send may stay without its delivery before it counts as not delivered; a late one still counts. */
export const DELIVERY_PATIENCE = 2_000;

/** A delivery may be of a send that was forgotten, being one of too many, and made no longer than so many ms before. */
export const FORGOTTEN_FOR = 60_000;

/** A send whose delivery has not been seen. */
export interface WaitingSend {
	row: number;
	record: DocumentRecord;
	/** Number of the event in its document. */
	seq: number;
	time: number;
	/** Bytes of its data, where they were observed. */
	size: number | undefined;
	/** URL of the script that made the call; '' where it is not known. */
	url: string;
	/** Since when it has waited, by the panel's clock; unset until it was first looked at. */
	since?: number;
	/** Was shown as not delivered already. */
	expired?: true;
}

/** A delivery whose send has not been seen. */
export interface WaitingDelivery {
	row: number;
	record: DocumentRecord;
	time: number;
	size: number | undefined;
}

/** What the lanes tell of rows. */
export interface Outcome {
	/** A send reached its receiver; `byOrder`: by what is known now, another send might have been the one. */
	matched(send: number, delivery: number, byOrder: boolean): void;
	/** All sends of the time of these matches were delivered: then their order says which was which. */
	cleared(rows: readonly number[]): void;
	/** Not delivered in time; `byOrder`: it may have been another of that time that was not. */
	expired(send: number, byOrder: boolean): void;
	/** Nothing can be known of it any more. */
	givenUp(send: number): void;
}

/** Adds to a list of bounded length and returns what had to go for it. */
export function pushBounded<T>(list: T[], item: T, most: number): T | undefined {
	list.push(item);
	return list.length > most ? list.shift() : undefined;
}

/** Sizes that both sides observed and that differ rule a match out. */
export const mayBeSame = (a: number | undefined, b: number | undefined): boolean =>
	a === undefined || b === undefined || a === b;
