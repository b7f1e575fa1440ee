import type { OmittedReason } from '../protocol/value.ts';
import { apply, setPrototypeOf, slice, stringify } from './natives.ts';

/** What an encoding may cost: `chars` of text, `nodes` of values. */
export interface Budget {
	chars: number;
	nodes: number;
}

export interface Encoded {
	/** JSON of a protocol Value, in rows as guard-value.ts reads them. */
	readonly json: string;
	/** Estimated bytes of the data: UTF-8 for text, byteLength for binary, 8 for a number. */
	readonly size: number;
	/** Whether everything was put into words. */
	readonly complete: boolean;
}

export class Words implements Encoded {
	readonly json: string;
	readonly size: number;
	readonly complete: boolean;
	constructor(json: string, size: number, complete: boolean) {
		this.json = json;
		this.size = size;
		this.complete = complete;
	}
}
setPrototypeOf(Words.prototype, null);

/** The members data, size and complete of an event's row. */
export const members = ({ json, size, complete }: Encoded): string => `${json},${size},${complete}`;

/** JSON of a text, or of so many characters from its start. */
export const beginningOf = (text: string, length: number): string =>
	stringify(apply(slice, text, [0, length]));

/** JSON of a value that was not read. */
export const omitted = (why: OmittedReason): string => `["omitted","${why}"]`;
