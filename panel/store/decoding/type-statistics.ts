/** How often a kind of message passed. */
export interface TypeCount {
	/** Empty: all the types beyond those that are told apart. */
	type: string;
	frames: number;
	/** Payload bytes. */
	bytes: number;
	/** Share of the socket's decoded bytes, 0 to 1. */
	share: number;
	/** Mean time to the first answer in ms, where there were answers. */
	latency: number | undefined;
}

export interface TypeStatistics {
	add(type: string, bytes: number): void;
	/** A frame of this type was answered for the first time, after `ms`. */
	addLatency(type: string, ms: number): void;
	/** The types with the most bytes first. */
	list(): TypeCount[];
	clear(): void;
}

/** Types told apart; a protocol that puts numbers into its types has no end of them. */
const MOST_TYPES = 500;

interface Sums {
	frames: number;
	bytes: number;
	answers: number;
	waited: number;
}

/** Counts the messages of one socket by their types. */
export function createTypeStatistics(): TypeStatistics {
	const byType = new Map<string, Sums>();
	let total = 0;
	const sumsOf = (type: string): Sums => {
		const key = byType.has(type) || byType.size < MOST_TYPES ? type : '';
		const known = byType.get(key);
		if (known) return known;
		const sums = { frames: 0, bytes: 0, answers: 0, waited: 0 };
		byType.set(key, sums);
		return sums;
	};
	return {
		add(type, bytes) {
			const sums = sumsOf(type);
			sums.frames++;
			sums.bytes += bytes;
			total += bytes;
		},
		addLatency(type, ms) {
			const sums = sumsOf(type);
			sums.answers++;
			sums.waited += ms;
		},
		list: () =>
			[...byType]
				.map(([type, { frames, bytes, answers, waited }]) => ({
					type,
					frames,
					bytes,
					share: total > 0 ? bytes / total : 0,
					latency: answers > 0 ? waited / answers : undefined,
				}))
				.sort((a, b) => b.bytes - a.bytes || b.frames - a.frames),
		clear() {
			byType.clear();
			total = 0;
		},
	};
}
