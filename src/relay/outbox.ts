import { LARGEST, type Loss, partsOf } from './parts.ts';

/** What a panel may have on its way without having acknowledged it. */
const IN_FLIGHT_BYTES = 4_000_000;
/** What waits for slow panels, then for panels still to come. */
const WAITING_BYTES = 24_000_000;
const HISTORY_BYTES = 2_000_000;

interface Batch {
	number: number;
	count: number;
	/** JSON arrays without their brackets: what the page's world said, and what this relay saw itself. */
	events: string;
	own: string;
	size: number;
	/** Whether the sightings of all that the batches before it tell have been told, too. */
	isEnd: boolean;
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
 * acknowledged them, and dropped, oldest first and counted, when a panel is too slow for the budget. What was fetched at
 * once is dropped at once, and a loss is told where all that was fetched has been told: else panels would take messages
 * of which only one world's sight is left for forged ones.
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
			this.addPart(count, events);
			this.add(0, '', own);
			return;
		}
		const lost = this.#lost;
		const isOpen = this.#batches.at(-1)?.isEnd === false;
		if (!events && !own && lost.count === 0 && !isOpen) return;
		this.#lost = { count: 0, bytes: 0 };
		this.#push({ count, events, own, isEnd: true, lost });
		this.#trim();
	}

	/** Adds events of which more, and what this relay saw of them itself, is added right after. */
	addPart(count: number, events: string): void {
		if (events.length <= LARGEST) {
			this.#push({ count, events, own: '', isEnd: false, lost: { count: 0, bytes: 0 } });
			return;
		}
		const { parts, lost } = partsOf(events);
		for (const part of parts) this.addPart(part.count, part.events);
		addTo(this.#lost, lost);
	}

	#push(made: Omit<Batch, 'number' | 'size'>): void {
		const batch = { ...made, number: ++this.#last, size: made.events.length + made.own.length };
		this.#batches.push(batch);
		this.#bytes += batch.size;
		this.#pump();
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
				const { number, events, own, lost } = batch;
				const notes = [own, noteOf(lost)].filter((text) => text !== '').join(',');
				if (!this.#send(panel, number, `[${events}]`, `[${notes}]`)) return;
				reader.sent = number;
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
		for (const { number, count, size, lost } of this.#drop((batch) => batch.number > sent, WAITING_BYTES)) {
			const next = this.#batches.find((batch) => batch.number > number && batch.isEnd);
			const told = next?.lost ?? this.#lost;
			addTo(told, { count, bytes: size });
			addTo(told, lost);
		}
	}

	/** Gives up the oldest batches of a kind until the rest fits; of what was fetched at once all that are of the kind. */
	#drop(kind: (batch: Batch) => boolean, budget: number): Batch[] {
		const dropped: Batch[] = [];
		while (this.#bytes > budget) {
			const first = this.#batches.findIndex(kind);
			if (first < 0) break;
			const end = this.#batches.findIndex(({ isEnd }, index) => index >= first && isEnd);
			const last = end < 0 ? this.#batches.length - 1 : end;
			// A part of it is still to be acknowledged.
			if (!kind(this.#batches[last] as Batch)) break;
			for (const batch of this.#batches.splice(first, last - first + 1)) {
				dropped.push(batch);
				this.#bytes -= batch.size;
			}
		}
		return dropped;
	}
}

function addTo(loss: Loss, { count, bytes }: Loss): void {
	loss.count += count;
	loss.bytes += bytes;
}

const noteOf = ({ count, bytes }: Loss): string =>
	count === 0
		? ''
		: `{"seq":0,"time":${Date.now()},"kind":"dropped","count":${count},"bytes":${bytes},"where":"relay"}`;
