import { withoutFragment } from '../../protocol/address.ts';
import type { HookEventOf } from '../../protocol/event.ts';
import type { DocumentRecord } from '../documents.ts';
import { isOfExtension } from '../extensions.ts';
import { mark } from '../rows.ts';
import type { Session } from '../session.ts';
import { Broadcasts } from './broadcasts.ts';
import { Ports } from './ports.ts';
import { DELIVERY_PATIENCE, type Outcome, type WaitingDelivery, type WaitingSend } from './waiting.ts';
import { WindowLane } from './window-lane.ts';

type Sent = HookEventOf<'sent'>;
type Message = HookEventOf<'message'>;

/** A window message whose other sight may still come. */
interface Unplaced {
	row: number;
	event: Message;
	since?: number;
}

/** How long, in ms, a window message waits for the browser's word on its source before it is placed without. */
const SOURCE_PATIENCE = 500;

/** What was sent before calls were watched may be delivered so many ms after. */
export const IN_FLIGHT = 50;

/** For setting a message aside as an extension's, there must have been more time. */
const SURELY_SEEN = 500;

/** Joins every send with what became of it. */
export class Deliveries {
	readonly #session: Session;
	readonly #windows = new Map<DocumentRecord, WindowLane>();
	readonly #unplaced = new Map<DocumentRecord, Unplaced[]>();
	readonly #broadcasts: Broadcasts;
	readonly ports: Ports;
	/** Deliveries beyond the first of a broadcast. */
	readonly #more = new Map<number, number[]>();
	readonly #outcome: Outcome;

	constructor(session: Session) {
		this.#session = session;
		this.#outcome = {
			matched: (send, delivery, byOrder) => this.#match(send, delivery, byOrder),
			cleared: (rows) => {
				for (const row of rows) session.mark(row, 0, mark.byOrder);
			},
			expired: (send, byOrder) => session.mark(send, mark.undelivered | (byOrder ? mark.byOrder : 0)),
			givenUp: (send) => this.#setPeer(send, undefined),
		};
		this.#broadcasts = new Broadcasts(this.#outcome);
		this.ports = new Ports(this.#outcome);
	}

	/** Whether time alone will tell something of what is waiting. */
	get isWaiting(): boolean {
		return (
			this.#unplaced.size > 0 ||
			this.ports.isWaiting ||
			this.#broadcasts.isWaiting ||
			[...this.#windows.values()].some((lane) => lane.isWaiting)
		);
	}

	/** All rows of a send's deliveries. */
	rowsOf(send: number): number[] {
		const first = this.#session.rows.peer(send);
		return first === undefined ? [] : [first, ...(this.#more.get(send) ?? [])];
	}

	/** Notes that a delivery is of a send. */
	join(send: number, delivery: number): void {
		const { rows } = this.#session;
		rows.setPeer(delivery, send);
		if (rows.peer(send) === undefined) rows.setPeer(send, delivery);
		else this.#more.set(send, [...(this.#more.get(send) ?? []), delivery]);
	}

	sent(record: DocumentRecord, event: Sent, row: number): void {
		const { target, ports } = event;
		const isWorker = target.kind.endsWith('worker');
		if (isWorker) this.ports.sentAway(record, ports);
		// Calls that threw sent nothing; what a worker gets is not seen.
		if (event.threw !== undefined || isWorker) return;
		const send: WaitingSend = {
			row,
			record,
			seq: event.seq,
			time: event.time,
			size: event.complete ? event.size : undefined,
			url: event.stack[0]?.url ?? '',
		};
		this.#session.rows.setWaiting(row);
		if (target.kind === 'window') this.#window(record).send(send);
		else if (target.kind === 'port') this.ports.send(record, target.id, send);
		else this.#broadcasts.send(this.#channel(record, target.name), target.id, send);
	}

	message(record: DocumentRecord, event: Message, row: number): void {
		const { target } = event;
		// Events that a script dispatched itself were sent by nobody, and those of a person's own by no script.
		if (!event.trusted || event.synthetic) return;
		if (target.kind === 'window') {
			const unplaced = this.#unplaced.get(record);
			if (unplaced) unplaced.push({ row, event });
			else this.#unplaced.set(record, [{ row, event }]);
			return;
		}
		const size = event.complete ? event.size : undefined;
		const delivery: WaitingDelivery = { row, record, time: event.time, size };
		if (target.kind === 'port') {
			this.ports.deliver(record, target.id, delivery);
			this.#handOver(record, event, row);
		} else if (target.kind === 'broadcast-channel') {
			this.#broadcasts.deliver(this.#channel(record, target.name), target.id, delivery);
		}
	}

	/** Some events of a document were lost, or not recorded; the last of them at this time. */
	forget(record: DocumentRecord, time: number): void {
		if (record.sendsSeenFrom < time) record.sendsSeenFrom = time;
		this.#window(record).forget(time + DELIVERY_PATIENCE);
		this.#unplaced.delete(record);
		this.#broadcasts.forget(time + DELIVERY_PATIENCE);
		this.ports.forget();
	}

	/** From now on calls are watched; of those before, some may not have been delivered yet. */
	watched(record: DocumentRecord, time: number): void {
		record.sendsSeenFrom = time;
		this.#window(record).doubt(time + IN_FLIGHT);
	}

	/** The document was left: what waits for it will not arrive. */
	ended(record: DocumentRecord, now: number): void {
		this.#place(record, now, 0);
		this.#windows.get(record)?.settle(now, 0);
	}

	/** A document and its rows are forgotten. */
	drop(record: DocumentRecord): void {
		this.#windows.delete(record);
		this.#unplaced.delete(record);
		this.ports.drop(record);
	}

	/** A send's row is about to be given up. */
	unlink(row: number): void {
		this.#more.delete(row);
	}

	clear(): void {
		this.#windows.clear();
		this.#unplaced.clear();
		this.#more.clear();
		this.#broadcasts.clear();
		this.ports.forget();
	}

	/** Places what has come, and gives up on what has not come in time. */
	settle(now: number): void {
		for (const record of this.#unplaced.keys()) this.#place(record, now, SOURCE_PATIENCE);
		for (const lane of this.#windows.values()) lane.settle(now);
		this.ports.settle(now);
		this.#broadcasts.settle(now);
	}

	#place(record: DocumentRecord, now: number, patience: number): void {
		const waiting = this.#unplaced.get(record) ?? [];
		let placed = 0;
		for (const each of waiting) {
			each.since ??= now;
			// In their order: one that must wait lets the others wait.
			if (record.join.mayBeSeen(each.event.n ?? 0) && now - each.since < patience) break;
			if (this.#session.rows.has(each.row)) this.#arrive(record, each);
			placed++;
		}
		if (placed === waiting.length) this.#unplaced.delete(record);
		else waiting.splice(0, placed);
	}

	#arrive(record: DocumentRecord, { row, event }: Unplaced): void {
		const { rows, origins } = this.#session;
		const origin = origins.text(rows.origin(row));
		const source = this.#session.otherDocument(row);
		const isOpaque = origin === 'null';
		const own = record.info?.origin ?? origin;
		// Documents of opaque origins cannot reach each other's functions, whatever their origins look like.
		const fromOwnOrigin = isOpaque ? source === record : origin === '' || origin === own;
		const { seq, time } = event;
		const isMatched = this.#window(record).arrive({
			row,
			seq,
			time,
			fromOwnOrigin,
			sourceUrl: source?.info && withoutFragment(source.info.url),
		});
		// Content scripts post with a method of their own, in the name of the window.
		const isForeign = !isMatched && fromOwnOrigin && source === record && isWatchedAt(record, time);
		if (isForeign || isOfExtension(origin)) this.#session.mark(row, mark.extension);
		if (event.ports.length > 0 && source) {
			this.ports.arrived({ from: source, to: record, ids: event.ports, row, time });
		}
	}

	/** Ports that came through a port: which they were is known where the send was seen. */
	#handOver(record: DocumentRecord, event: Message, row: number): void {
		if (event.ports.length === 0) return;
		const send = this.#session.rows.peer(row);
		const from = send === undefined ? undefined : this.#session.documentOf(send);
		if (send === undefined || !from) return;
		const sent = this.#session.rows.event(send);
		const ports = sent && 'kind' in sent && sent.kind === 'sent' ? sent.ports : [];
		this.ports.moved(from, ports, record, event.ports, row);
	}

	#match(send: number, delivery: number, byOrder: boolean): void {
		const { rows } = this.#session;
		if (!rows.has(send) || !rows.has(delivery)) return;
		const marks = byOrder ? mark.byOrder : 0;
		const ofSender = rows.marks(send) & mark.extension;
		this.join(send, delivery);
		this.#session.mark(send, marks, mark.undelivered);
		this.#session.mark(delivery, marks | ofSender);
	}

	#setPeer(row: number, peer: undefined): void {
		if (!this.#session.rows.has(row)) return;
		this.#session.rows.setPeer(row, peer);
		this.#session.touch(row);
	}

	#window(record: DocumentRecord): WindowLane {
		let lane = this.#windows.get(record);
		if (!lane) {
			lane = new WindowLane(this.#outcome, (url) => this.#session.documents.hasUrl(url));
			this.#windows.set(record, lane);
		}
		return lane;
	}

	/** Channels of one name reach each other within an origin. */
	#channel = (record: DocumentRecord, name = ''): string => `${record.info?.origin ?? record.index} ${name}`;
}

/** Whether every call of the window's method that is behind a message of that time must have been seen. */
const isWatchedAt = ({ info, sendsSeenFrom }: DocumentRecord, time: number): boolean =>
	info?.hooked === 'at-start' && time > sendsSeenFrom + SURELY_SEEN;
