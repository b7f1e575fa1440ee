import { mark } from './marks.ts';

export { mark } from './marks.ts';

/** What a row of the timeline is about. */
export const rowKinds = ['message', 'send', 'frame', 'socket', 'listener', 'navigation', 'note'] as const;
export type RowKind = (typeof rowKinds)[number];

/** Where a message, send or listener belongs; the order is that of the stored numbers. */
export const channels = [
	'window',
	'port',
	'broadcast-channel',
	'worker',
	'shared-worker',
	'service-worker',
	'websocket',
	'event-source',
] as const;
export type Channel = (typeof channels)[number];

export type Direction = 'none' | 'in' | 'out';
const directions = ['none', 'in', 'out'] as const;

export interface NewRow {
	kind: RowKind;
	document: number;
	time: number;
	direction?: Direction;
	channel?: Channel;
	/** Bytes; absent when unknown. */
	size?: number;
	/** Interned source reference and origin. */
	source?: number;
	origin?: number;
	/** Index of the listener or socket it is about, else the message's or send's number in its document. */
	ref?: number;
	marks?: number;
	/** The event as JSON. */
	body: string;
}

const BITS = 14;
const SIZE = 1 << BITS;

class Chunk {
	readonly kind = new Uint8Array(SIZE);
	readonly direction = new Uint8Array(SIZE);
	readonly channel = new Uint8Array(SIZE);
	readonly marks = new Uint16Array(SIZE);
	readonly ran = new Uint16Array(SIZE);
	readonly document = new Int32Array(SIZE);
	readonly source = new Int32Array(SIZE);
	readonly origin = new Int32Array(SIZE);
	readonly time = new Float64Array(SIZE);
	readonly size = new Float64Array(SIZE);
	readonly ref = new Float64Array(SIZE);
	/** Id of the partner plus one; 0 none, -1 awaited. */
	readonly peer = new Int32Array(SIZE);
	readonly body: (string | undefined)[] = [];
	runs: Map<number, string[]> | undefined;
}

/**
 * The rows of a session by id, as columns of numbers in chunks: about 49 bytes each beside the body.
 * Ids only grow; the oldest chunk can be given up as a whole.
 */
export class Rows {
	#chunks: (Chunk | undefined)[] = [];
	#first = 0;
	#next = 0;
	#emptied = 0;
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
		chunk.body[i] = row.body;
		this.bodyLength += row.body.length;
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

	/** The event as JSON; undefined when it was given up. */
	body(id: number): string | undefined {
		return this.#at(id).body[id & (SIZE - 1)];
	}

	setBody(id: number, body: string): void {
		const chunk = this.#at(id);
		this.bodyLength += body.length - (chunk.body[id & (SIZE - 1)]?.length ?? 0);
		chunk.body[id & (SIZE - 1)] = body;
	}

	/** A row that never had its body here: one of an opened file, whose body was given up before it was saved. */
	emptyBody(id: number): void {
		const chunk = this.#at(id);
		this.bodyLength -= chunk.body[id & (SIZE - 1)]?.length ?? 0;
		chunk.body[id & (SIZE - 1)] = undefined;
	}

	/** Events (JSON) of the listeners that ran for a message, in order. */
	runs(id: number): readonly string[] {
		return this.#at(id).runs?.get(id) ?? [];
	}

	addRun(id: number, run: string): void {
		const chunk = this.#at(id);
		chunk.ran[id & (SIZE - 1)] = (chunk.ran[id & (SIZE - 1)] as number) + 1;
		chunk.runs ??= new Map();
		const list = chunk.runs.get(id);
		if (list) list.push(run);
		else chunk.runs.set(id, [run]);
		this.bodyLength += run.length;
	}

	/** Gives up the oldest bodies until `most` characters are left; returns how many rows lost theirs. */
	emptyBodies(most: number): number {
		let count = 0;
		this.#emptied = Math.max(this.#emptied, this.#first);
		while (this.bodyLength > most && this.#emptied < this.#next) {
			const id = this.#emptied++;
			const chunk = this.#at(id);
			const i = id & (SIZE - 1);
			const body = chunk.body[i];
			for (const run of this.runs(id)) this.bodyLength -= run.length;
			chunk.runs?.delete(id);
			if (body === undefined) continue;
			this.bodyLength -= body.length;
			chunk.body[i] = undefined;
			chunk.marks[i] = (chunk.marks[i] as number) | mark.emptied;
			count++;
		}
		return count;
	}

	/** Gives up the oldest rows, a chunk at a time, until at most `most` are left; returns how many. `going` sees each before. */
	drop(most: number, going: (id: number) => void): number {
		const before = this.#first;
		while (this.#next - this.#first > most) {
			const end = ((this.#first >> BITS) + 1) << BITS;
			if (end > this.#next) break;
			for (let id = this.#first; id < end; id++) going(id);
			this.#forget(this.#first >> BITS, this.#first);
			this.#first = end;
		}
		return this.#first - before;
	}

	/** Forgets every row; ids go on from where they were. */
	clear(): void {
		this.#chunks = [];
		this.#first = this.#next;
		this.bodyLength = 0;
	}

	#forget(index: number, from: number): void {
		const chunk = this.#chunks[index];
		if (!chunk) return;
		for (let i = from & (SIZE - 1); i < SIZE; i++) this.bodyLength -= chunk.body[i]?.length ?? 0;
		for (const [id, runs] of chunk.runs ?? []) {
			if (id >= from) for (const run of runs) this.bodyLength -= run.length;
		}
		this.#chunks[index] = undefined;
	}

	#at(id: number): Chunk {
		const chunk = this.#chunks[id >> BITS];
		if (!chunk || id < this.#first) throw new RangeError(`Row ${id} is not held`);
		return chunk;
	}
}
