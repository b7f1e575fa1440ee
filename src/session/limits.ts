/** What a session may hold; what goes beyond is given up oldest first, and counted. */
export interface Limits {
	/** Rows of the timeline. */
	rows: number;
	/** Characters of event bodies. */
	bodies: number;
	/** Listeners that were removed, and as many sockets that closed; absent: `MOST_GONE`. */
	gone?: number;
}

export const defaultLimits: Limits = { rows: 1_000_000, bodies: 300_000_000 };
/** Pages that add and remove a listener with every call, or connect again and again, do so without end. */
export const MOST_GONE = 5_000;

/** How long, in ms, the hook's and the relay's sights of a message may be apart before one counts as missing. */
export const JOIN_PATIENCE = 2_000;
