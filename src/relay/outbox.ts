import { LARGEST, type Loss, partsOf } from './parts.ts';

/** What a panel may have on its way without having acknowledged it. */
const IN_FLIGHT_BYTES = 4_000_000;
/** What waits for slow panels, then for panels still to come. */
const WAITING_BYTES = 24_000_000;
const HISTORY_BYTES = 2_000_000;

interface Batch {
	number: number;
	count: number;
	/** JSON arrays: what the page's world said, and what this relay saw and lost itself. */
	events: string;
	own: string;
	size: number;
	/** What it says was lost before it: lost again with it. */
	lost: Loss;
}

type Send = (panel: string, batch: number, events: string, own: string) => boolean;

interface Reader {
	acked: number;
	sent: number;
}

/**
 * Batches of events on their way to the panels: numbered, sent again after a reconnection, held until every panel has
 * acknowledged them, and dropped, oldest first and counted, when a panel is too slow for the budget.
 */
export class Outbox {
	#batches: Batch[] = [];
	#bytes = 0;
	#last = 0;
	/** What no batch has told of yet. */
	#lost: Loss = { count: 0, bytes: 0 };
	readonly #readers = new Map<string, Reader>();
	readonly #send: Send;

	/** `send` answers whether the line is up; what it could not take is offered again on `resume`. */
	constructor(send: Send) {
		this.#send = send;
	}

	get readers(): number {
		return this.#readers.size;
	}

	/** Adds events, each kind as JSON objects joined by commas, and passes on what the panels have room for. */
	add(count: number, events: string, own = ''): void {
		if (events.length > LARGEST) {
			const { parts, lost } = partsOf(events);
			for (const part of parts) this.add(part.count, part.events);
			this.#lose(lost);
			this.add(0, '', own);
			return;
		}
		const lost = this.#lost;
		if (!events && !own && lost.count === 0) return;
		this.#lost = { count: 0, bytes: 0 };
		const loss = noteOf(lost);
		const notes = own && loss ? `${own},${loss}` : own || loss;
		const batch = {
			number: ++this.#last,
			count,
			events: `[${events}]`,
			own: `[${notes}]`,
			size: events.length + notes.length,
			lost,
		};
		this.#batches.push(batch);
		this.#bytes += batch.size;
		this.#pump();
		this.#trim();
	}

	subscribe(panel: string, after: number): void {
		this.#readers.set(panel, { acked: after, sent: after });
		this.#pump();
	}

	unsubscribe(panel: string): void {
		this.#readers.delete(panel);
		this.#trim();
	}

	acknowledge(panel: string, batch: number): void {
		const reader = this.#readers.get(panel);
		if (!reader || batch <= reader.acked) return;
		reader.acked = batch;
		this.#pump();
		this.#trim();
		// The last ones of a flood may be lost: nothing comes after them that could say so.
		this.add(0, '');
	}

	/** The line broke: what was sent and not acknowledged must go again. */
	interrupted(): void {
		for (const reader of this.#readers.values()) reader.sent = reader.acked;
	}

	clear(): void {
		this.#readers.clear();
		this.#trim();
	}

	#pump(): void {
		for (const [panel, reader] of this.#readers) {
			let inFlight = 0;
			for (const batch of this.#batches) {
				if (batch.number <= reader.acked) continue;
				inFlight += batch.size;
				if (batch.number <= reader.sent) continue;
				if (inFlight > IN_FLIGHT_BYTES && batch.number > reader.acked + 1) break;
				if (!this.#send(panel, batch.number, batch.events, batch.own)) return;
				reader.sent = batch.number;
			}
		}
	}

	/** What is on its way stays, for the line may break; it is bounded by what may be in flight. */
	#trim(): void {
		let acked = this.#last;
		let sent = this.#last;
		for (const reader of this.#readers.values()) {
			acked = Math.min(acked, reader.acked);
			sent = Math.min(sent, reader.sent);
		}
		this.#drop((batch) => batch.number <= acked, HISTORY_BYTES);
		const lost = this.#drop((batch) => batch.number > sent, WAITING_BYTES);
		for (const batch of lost) {
			this.#lose({ count: batch.count, bytes: batch.size });
			this.#lose(batch.lost);
		}
	}

	#lose({ count, bytes }: Loss): void {
		this.#lost.count += count;
		this.#lost.bytes += bytes;
	}

	/** Gives up the oldest batches of a kind until the rest fits. */
	#drop(kind: (batch: Batch) => boolean, budget: number): Batch[] {
		const dropped: Batch[] = [];
		while (this.#bytes > budget) {
			const index = this.#batches.findIndex(kind);
			if (index < 0) break;
			for (const batch of this.#batches.splice(index, 1)) {
				dropped.push(batch);
				this.#bytes -= batch.size;
			}
		}
		return dropped;
	}
}

const noteOf = ({ count, bytes }: Loss): string =>
	count === 0
		? ''
		: `{"seq":0,"time":${Date.now()},"kind":"dropped","count":${count},"bytes":${bytes},"where":"relay"}`;
