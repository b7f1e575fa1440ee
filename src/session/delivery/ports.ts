import type { DocumentRecord } from '../documents.ts';
import { comeOut, type Place, PortEnd, pair, sendInto, settleEnd } from './port-lane.ts';
import { type Outcome, pushBounded, type WaitingDelivery, type WaitingSend } from './waiting.ts';

/** Channels remembered; a page that makes more has its oldest forgotten. */
const MOST_ENDS = 20_000;
/** Unused ends that are looked at for one hand-over. */
const MOST_IDLE = 50;

/** Ports that came with a window message. */
export interface HandOver {
	from: DocumentRecord;
	to: DocumentRecord;
	/** Ids of the ports in the receiving document. */
	ids: readonly number[];
	row: number;
	time: number;
}

/** The message channels of all documents, and which objects stand for which of their ends. */
export class Ports {
	readonly #outcome: Outcome;
	readonly #ends = new Map<string, PortEnd>();
	/** Ends with sends that may still be delivered, and those that anything waits in. */
	readonly #waiting = new Set<PortEnd>();
	readonly #filled = new Set<PortEnd>();
	/** Ends that nobody is known to use, by document, in the order in which they were made. */
	readonly #idle = new Map<DocumentRecord, Set<PortEnd>>();

	/** Ports that came of a channel not told of yet. */
	#homeless: HandOver[] = [];

	constructor(outcome: Outcome) {
		this.#outcome = outcome;
	}

	get isWaiting(): boolean {
		return this.#waiting.size > 0;
	}

	created(record: DocumentRecord, ids: readonly [number, number], row: number, time: number): void {
		const [one, two] = ids.map((id) => this.#end({ record, id })) as [PortEnd, PortEnd];
		if (one === two || one.other || two.other) return;
		one.created = two.created = { row, time };
		this.#join(one, two);
		const idle = this.#idle.get(record) ?? new Set();
		this.#idle.set(record, idle.add(one).add(two));
	}

	/** The end that a port object stands for. */
	find(record: DocumentRecord, id: number): PortEnd | undefined {
		return this.#ends.get(key({ record, id }));
	}

	/** Something listens on a port object, so that it is not one that was handed over. */
	used(record: DocumentRecord, id: number): void {
		this.#end({ record, id }).isUsed = true;
	}

	send(record: DocumentRecord, id: number, send: WaitingSend): void {
		const end = this.#end({ record, id });
		sendInto(end, send, this.#outcome);
		this.#note(end);
	}

	deliver(record: DocumentRecord, id: number, delivery: WaitingDelivery): void {
		const end = this.#end({ record, id });
		comeOut(end, delivery, this.#outcome);
		this.#note(end);
	}

	/** Ports went with a send whose delivery will not be seen: into a worker. */
	sentAway(record: DocumentRecord, ids: readonly number[]): void {
		for (const id of ids) this.#end({ record, id }).isAway = true;
	}

	/** Ports went with a send and came with its delivery: which became which is known. */
	moved(
		from: DocumentRecord,
		sent: readonly number[],
		to: DocumentRecord,
		got: readonly number[],
		row: number,
	): void {
		for (const [i, id] of got.entries()) {
			const before = sent[i];
			if (before === undefined) return;
			this.#move(this.#end({ record: from, id: before }), { record: to, id }, row);
		}
	}

	/**
	 * Ports came with a message of a document, whose call was not observable. Of the channels of that document, an end that
	 * nobody used there and that is not known to be elsewhere must be meant: the oldest such, since they come in order.
	 */
	arrived(handOver: HandOver): void {
		if (!this.#settleIn(handOver)) pushBounded(this.#homeless, handOver, MOST_IDLE);
	}

	#settleIn({ from, to, ids, row, time }: HandOver): boolean {
		for (const id of ids) {
			if (this.find(to, id)?.other) continue;
			const idle = this.#idleOf(from, time);
			const halves = idle.filter(({ other }) => other?.isUsed);
			// Of two unused ends of one channel, the second is given away by custom.
			const [end] = halves.length > 0 ? halves : idle.slice(idle[1] === idle[0]?.other ? 1 : 0);
			if (!end) return false;
			const channels = new Set(idle.map((each) => each.created?.row));
			end.isByOrder = halves.length > 1 || (halves.length === 0 && channels.size > 1);
			this.#move(end, { record: to, id }, row);
		}
		return true;
	}

	settle(now: number): void {
		this.#homeless = this.#homeless.filter((handOver) => !this.#settleIn(handOver));
		for (const end of this.#waiting) {
			settleEnd(end, now, this.#outcome);
			if (end.sends.every(({ expired }) => expired)) this.#waiting.delete(end);
		}
	}

	/** Events were lost: what waits cannot be told apart any more. */
	forget(): void {
		for (const end of this.#filled) {
			for (const { row, expired } of end.sends) if (!expired) this.#outcome.givenUp(row);
			end.sends = [];
			end.deliveries = [];
			end.sendsForgotten = end.deliveriesForgotten = 0;
		}
		this.#filled.clear();
		this.#waiting.clear();
	}

	/** A document and all its ports are forgotten. */
	drop(record: DocumentRecord): void {
		this.#idle.delete(record);
		this.#homeless = this.#homeless.filter(({ from, to }) => from !== record && to !== record);
		for (const [name, end] of this.#ends) {
			if (!end.places.some((place) => place.record === record)) continue;
			end.places = end.places.filter((place) => place.record !== record);
			if (end.places.length > 0) continue;
			this.#ends.delete(name);
			this.#release(end);
		}
	}

	#idleOf(record: DocumentRecord, time: number): PortEnd[] {
		const found: PortEnd[] = [];
		const idle = this.#idle.get(record) ?? new Set();
		for (const end of idle) {
			const isMoved = end.places.length > 1 || end.isAway;
			if (end.isUsed || isMoved || (end.other?.places.length ?? 0) > 1 || end.other?.isAway) idle.delete(end);
			else if ((end.created?.time ?? 0) <= time) found.push(end);
			if (found.length === MOST_IDLE) break;
		}
		return found;
	}

	#move(end: PortEnd, place: Place, row: number): void {
		// What the new object did before it was known whose it is: messages may be told before their channel.
		const stranger = this.#ends.get(key(place));
		if (stranger === end || stranger?.other) return;
		end.places.push(place);
		end.handedOver.push(row);
		end.isAway = false;
		end.isUsed = stranger?.isUsed ?? false;
		this.#ends.set(key(place), end);
		if (stranger) {
			end.sends.push(...stranger.sends);
			end.deliveries.push(...stranger.deliveries);
			end.sendsForgotten += stranger.sendsForgotten;
			end.deliveriesForgotten += stranger.deliveriesForgotten;
			this.#release(stranger);
			this.#note(end);
		}
		if (end.other) this.#join(end, end.other);
	}

	#note(end: PortEnd): void {
		if (end.sends.length > 0) this.#waiting.add(end);
		if (end.sends.length + end.deliveries.length > 0) this.#filled.add(end);
	}

	#release(end: PortEnd): void {
		this.#waiting.delete(end);
		this.#filled.delete(end);
	}

	#join(one: PortEnd, two: PortEnd): void {
		one.other = two;
		two.other = one;
		pair(one, two, this.#outcome);
		pair(two, one, this.#outcome);
	}

	#end(place: Place): PortEnd {
		const name = key(place);
		let end = this.#ends.get(name);
		if (end) return end;
		end = new PortEnd(place);
		this.#ends.set(name, end);
		if (this.#ends.size > MOST_ENDS) {
			const [[oldest, gone]] = this.#ends as unknown as [[string, PortEnd]];
			this.#ends.delete(oldest);
			this.#release(gone);
		}
		return end;
	}
}

const key = ({ record, id }: Place): string => `${record.index}:${id}`;
