import { CLOCK_SKEW } from './port-lane.ts';
import {
	DELIVERY_PATIENCE,
	FORGOTTEN_FOR,
	mayBeSame,
	type Outcome,
	pushBounded,
	type WaitingDelivery,
	type WaitingSend,
} from './waiting.ts';

/** Sends and deliveries of one name remembered to find each other. */
const MOST = 1_000;
const MOST_NAMES = 1_000;

interface Cast extends WaitingSend {
	/** The BroadcastChannel object that it was sent with, and those that got it. */
	sender: string;
	reached: Set<string>;
}

interface Heard extends WaitingDelivery {
	receiver: string;
}

interface Lane {
	casts: Cast[];
	heard: Heard[];
	/** Until then (ms since the epoch), what is heard may be of a cast that was forgotten before anybody heard it. */
	doubtUntil: number;
}

/** Broadcasts: one send, a delivery for each other channel object of that name and origin. */
export class Broadcasts {
	readonly #outcome: Outcome;
	readonly #lanes = new Map<string, Lane>();

	constructor(outcome: Outcome) {
		this.#outcome = outcome;
	}

	get isWaiting(): boolean {
		return [...this.#lanes.values()].some(({ casts }) =>
			casts.some(({ expired, reached }) => !expired && reached.size === 0),
		);
	}

	send(channel: string, id: number, send: WaitingSend): void {
		const lane = this.#lane(channel);
		const cast: Cast = { ...send, sender: key(send, id), reached: new Set() };
		const lost = pushBounded(lane.casts, cast, MOST);
		if (lost?.reached.size === 0 && !lost.expired) this.#outcome.givenUp(lost.row);
		if (lost?.reached.size === 0) lane.doubtUntil = Math.max(lane.doubtUntil, lost.time + FORGOTTEN_FOR);
		// Its deliveries may have been told first, by documents of another process.
		lane.heard = lane.heard.filter((heard) => !this.#match(lane, heard));
	}

	deliver(channel: string, id: number, delivery: WaitingDelivery): void {
		const lane = this.#lane(channel);
		const heard: Heard = { ...delivery, receiver: key(delivery, id) };
		if (!this.#match(lane, heard)) pushBounded(lane.heard, heard, MOST);
	}

	settle(now: number): void {
		for (const { casts } of this.#lanes.values()) {
			for (const cast of casts) {
				cast.since ??= now;
				if (cast.expired || cast.reached.size > 0 || now - cast.since < DELIVERY_PATIENCE) continue;
				cast.expired = true;
				this.#outcome.expired(cast.row, false);
			}
		}
	}

	/** Events were lost: nothing can be concluded of what waits, nor for sure of what is heard until then. */
	forget(until: number): void {
		for (const lane of this.#lanes.values()) {
			for (const { row, reached, expired } of lane.casts)
				if (reached.size === 0 && !expired) this.#outcome.givenUp(row);
			lane.casts = [];
			lane.heard = [];
			lane.doubtUntil = Math.max(lane.doubtUntil, until);
		}
	}

	clear(): void {
		this.#lanes.clear();
	}

	#match(lane: Lane, heard: Heard): boolean {
		const possible = lane.casts.filter(
			(cast) =>
				cast.sender !== heard.receiver &&
				!cast.reached.has(heard.receiver) &&
				mayBeSame(cast.size, heard.size) &&
				cast.time <= heard.time + CLOCK_SKEW,
		);
		const [cast] = possible;
		if (!cast) return false;
		cast.reached.add(heard.receiver);
		// Messages of one sender come in order; those of several may be mixed.
		const isSure = heard.time > lane.doubtUntil && possible.every(({ sender }) => sender === cast.sender);
		this.#outcome.matched(cast.row, heard.row, !isSure);
		return true;
	}

	#lane(channel: string): Lane {
		let lane = this.#lanes.get(channel);
		if (!lane) {
			lane = { casts: [], heard: [], doubtUntil: 0 };
			this.#lanes.set(channel, lane);
			const [oldest] = this.#lanes.keys();
			if (this.#lanes.size > MOST_NAMES && oldest !== undefined) this.#lanes.delete(oldest);
		}
		return lane;
	}
}

const key = ({ record }: { record: { index: number } }, id: number): string => `${record.index}:${id}`;
