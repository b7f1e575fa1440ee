/** What could not be kept or shown, by who gave it up. */
export interface Losses {
	/** Events dropped in the page, its relay or the guard there. */
	page: number;
	/** Events that the guard here refused. */
	rejected: number;
	/** Undeclared fields left out of accepted events. */
	fields: number;
	/** Rows and bodies given up to stay within the limits. */
	rows: number;
	bodies: number;
	/** Events that came while recording was paused. */
	paused: number;
	/** Failures of the hook. */
	faults: number;
}

export function noLosses(): Losses {
	return { page: 0, rejected: 0, fields: 0, rows: 0, bodies: 0, paused: 0, faults: 0 };
}
