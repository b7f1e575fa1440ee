import type { HookEventOf, TargetRef } from '../protocol/event.ts';
import { flat } from './flat.ts';
import { mark } from './marks.ts';
import { type Packed, Packing, type RowEvent, type Shared } from './packing.ts';
import {
	type Channel,
	channels,
	type Direction,
	directions,
	type NewRow,
	type RowKind,
	rowKinds,
} from './row.ts';
import { BITS, Chunk, SIZE } from './row-chunk.ts';

export { mark } from './marks.ts';
export { type Channel, channels, type Direction, type NewRow, type RowKind, rowKinds } from './row.ts';

/** Rows that are given up at once: few enough not to be felt, so many that it is not done all the time. */
const PIECE = 4_096;

/**
 * The rows of a session by id, as columns of numbers in chunks: about 55 bytes each beside the body.
 * Ids only grow; the oldest rows can be given up.
 */
export class Rows {
	#chunks: (Chunk | undefined)[] = [];
	#first = 0;
	#next = 0;
	#emptied = 0;
	#packing = new Packing();
	/** Characters held of events. */
	bodyLength = 0;

	/** Id of the oldest row held. */
	get first(): number {
		return this.#first;
	}

	/** Id that the next row will have. */
	get next(): number {
		return this.#next;
	}

	add(row: NewRow): number {
		const id = this.#next++;
		const i = id & (SIZE - 1);
		if (i === 0 || !this.#chunks[id >> BITS]) this.#chunks[id >> BITS] = new Chunk();
		const chunk = this.#chunks[id >> BITS] as Chunk;
		chunk.kind[i] = rowKinds.indexOf(row.kind);
		chunk.direction[i] = directions.indexOf(row.direction ?? 'none');
		chunk.channel[i] = channels.indexOf(row.channel ?? 'window');
		chunk.marks[i] = row.marks ?? 0;
		chunk.document[i] = row.document;
		chunk.source[i] = row.source ?? 0;
		chunk.origin[i] = row.origin ?? 0;
		chunk.time[i] = row.time;
		chunk.size[i] = row.size ?? -1;
		chunk.ref[i] = row.ref ?? 0;
		const { head, text } = this.#packing.pack(row.event);
		chunk.head[i] = head;
		chunk.body[i] = flat(text);
		this.bodyLength += text.length;
		return id;
	}

	has(id: number): boolean {
		return id >= this.#first && id < this.#next;
	}

	kind(id: number): RowKind {
		return rowKinds[this.#at(id).kind[id & (SIZE - 1)] as number] as RowKind;
	}

	direction(id: number): Direction {
		return directions[this.#at(id).direction[id & (SIZE - 1)] as number] as Direction;
	}

	channel(id: number): Channel {
		return channels[this.#at(id).channel[id & (SIZE - 1)] as number] as Channel;
	}

	marks(id: number): number {
		return this.#at(id).marks[id & (SIZE - 1)] as number;
	}

	setMarks(id: number, marks: number): void {
		this.#at(id).marks[id & (SIZE - 1)] = marks;
	}

	/** How many listeners ran. */
	ran(id: number): number {
		return this.#at(id).ran[id & (SIZE - 1)] as number;
	}

	/** For rows whose runs were given up. */
	setRan(id: number, ran: number): void {
		this.#at(id).ran[id & (SIZE - 1)] = ran;
	}

	document(id: number): number {
		return this.#at(id).document[id & (SIZE - 1)] as number;
	}

	source(id: number): number {
		return this.#at(id).source[id & (SIZE - 1)] as number;
	}

	origin(id: number): number {
		return this.#at(id).origin[id & (SIZE - 1)] as number;
	}

	setSender(id: number, source: number, origin: number): void {
		this.#at(id).source[id & (SIZE - 1)] = source;
		this.#at(id).origin[id & (SIZE - 1)] = origin;
	}

	time(id: number): number {
		return this.#at(id).time[id & (SIZE - 1)] as number;
	}

	/** Bytes; -1 when unknown. */
	size(id: number): number {
		return this.#at(id).size[id & (SIZE - 1)] as number;
	}

	setSize(id: number, size: number): void {
		this.#at(id).size[id & (SIZE - 1)] = size;
	}

	ref(id: number): number {
		return this.#at(id).ref[id & (SIZE - 1)] as number;
	}

	setRef(id: number, ref: number): void {
		this.#at(id).ref[id & (SIZE - 1)] = ref;
	}

	/** Row of the delivery of a send (its first), or of the send of a delivery; undefined where none is known. */
	peer(id: number): number | undefined {
		const peer = this.#at(id).peer[id & (SIZE - 1)] as number;
		return peer > 0 ? peer - 1 : undefined;
	}

	setPeer(id: number, peer: number | undefined): void {
		this.#at(id).peer[id & (SIZE - 1)] = peer === undefined ? 0 : peer + 1;
	}

	/** Whether a send's delivery may still come. */
	isWaiting(id: number): boolean {
		return this.#at(id).peer[id & (SIZE - 1)] === -1;
	}

	setWaiting(id: number): void {
		this.#at(id).peer[id & (SIZE - 1)] = -1;
	}

	/** The event, parsed anew; undefined when it was given up. */
	event(id: number): RowEvent | undefined {
		const text = this.text(id);
		return text === undefined ? undefined : this.#packing.unpack({ head: this.#head(id), text });
	}

	/** JSON of what is the event's own, its data with it; undefined when it was given up. */
	text(id: number): string | undefined {
		return this.#at(id).body[id & (SIZE - 1)];
	}

	/** Place of an event in the order of its document, without a parse of the rest; undefined when it was given up. */
	seq(id: number): number | undefined {
		const text = this.text(id);
		return text === undefined ? undefined : this.#packing.seq({ head: this.#head(id), text });
	}

	/** Where a message or send went; mostly also when its event was given up. */
	target(id: number): TargetRef | undefined {
		return this.#shared(id).target;
	}

	/** Whether a message or send brings ports, as far as it is known. */
	bringsPorts(id: number): boolean {
		const { ports } = this.#shared(id);
		return Array.isArray(ports) ? ports.length > 0 : ports !== undefined;
	}

	/** A number that rows to the same target may have in common; those of another target never. 0: not known. */
	sharing(id: number): number {
		return this.#head(id);
	}

	setEvent(id: number, event: RowEvent): void {
		const chunk = this.#at(id);
		const i = id & (SIZE - 1);
		const { head, text } = this.#packing.pack(event);
		this.bodyLength += text.length - (chunk.body[i]?.length ?? 0);
		chunk.head[i] = head;
		chunk.body[i] = flat(text);
	}

	/** A row that never had its event here: one of an opened file, whose event was given up before it was saved. */
	emptyEvent(id: number): void {
		const chunk = this.#at(id);
		this.bodyLength -= chunk.body[id & (SIZE - 1)]?.length ?? 0;
		chunk.body[id & (SIZE - 1)] = undefined;
	}

	/** The listeners that ran for a message, in order, as they were told. */
	runs(id: number): HookEventOf<'listener-ran'>[] {
		return this.#packedRuns(id).map((run) => this.#packing.unpack(run) as HookEventOf<'listener-ran'>);
	}

	/** Numbers, in their document, of the listeners that ran, in order. */
	runners(id: number): number[] {
		return this.#packedRuns(id).map(
			({ head, text }) => (this.#packing.head(head) ?? (JSON.parse(text) as Shared)).listener ?? 0,
		);
	}

	addRun(id: number, run: HookEventOf<'listener-ran'>): void {
		const chunk = this.#at(id);
		const i = id & (SIZE - 1);
		chunk.ran[i] = (chunk.ran[i] as number) + 1;
		const { head, text } = this.#packing.pack(run);
		const before = chunk.runs[i];
		const line = `${head} ${text}`;
		chunk.runs[i] = before === undefined ? flat(line) : `${before}\n${line}`;
		this.bodyLength += line.length + (before === undefined ? 0 : 1);
	}

	/** Gives up the oldest bodies until `most` characters are left; returns how many rows lost theirs. */
	emptyBodies(most: number): number {
		let count = 0;
		this.#emptied = Math.max(this.#emptied, this.#first);
		while (this.bodyLength > most && this.#emptied < this.#next) {
			const id = this.#emptied++;
			const chunk = this.#at(id);
			const i = id & (SIZE - 1);
			const wasThere = chunk.body[i] !== undefined;
			this.#empty(id);
			if (!wasThere) continue;
			chunk.marks[i] = (chunk.marks[i] as number) | mark.emptied;
			count++;
		}
		return count;
	}

	/** Gives up the oldest rows, some at a time, until at most `most` are left; returns how many. `going` sees each before. */
	drop(most: number, going: (id: number) => void): number {
		const before = this.#first;
		const excess = this.#next - before - most;
		if (excess <= 0) return 0;
		const end = before + Math.min(Math.max(excess, PIECE), this.#next - before);
		for (let id = before; id < end; id++) {
			going(id);
			this.#empty(id);
		}
		this.#chunks.fill(undefined, before >> BITS, end >> BITS);
		this.#first = end;
		return end - before;
	}

	/** Forgets every row; ids go on from where they were. */
	clear(): void {
		this.#chunks = [];
		this.#first = this.#next;
		this.#packing = new Packing();
		this.bodyLength = 0;
	}

	#empty(id: number): void {
		const { body, runs } = this.#at(id);
		const i = id & (SIZE - 1);
		this.bodyLength -= (body[i]?.length ?? 0) + (runs[i]?.length ?? 0);
		body[i] = runs[i] = undefined;
	}

	#packedRuns(id: number): Packed[] {
		return this.#at(id).runs[id & (SIZE - 1)]?.split('\n').map(parted) ?? [];
	}

	#shared(id: number): Shared {
		return this.#packing.head(this.#head(id)) ?? (this.event(id) as Shared | undefined) ?? {};
	}

	#head(id: number): number {
		return this.#at(id).head[id & (SIZE - 1)] as number;
	}

	#at(id: number): Chunk {
		const chunk = this.#chunks[id >> BITS];
		if (!chunk || id < this.#first) throw new RangeError(`Row ${id} is not held`);
		return chunk;
	}
}

function parted(run: string): Packed {
	const space = run.indexOf(' ');
	return { head: Number(run.slice(0, space)), text: run.slice(space + 1) };
}
