import { withoutFragment } from '../protocol/address.ts';
import type { FramingHeaders } from '../protocol/command.ts';
import type { DocumentInfo } from '../protocol/envelope.ts';
import type { HookEventOf, SourceRef } from '../protocol/event.ts';
import { Join } from './join.ts';
import { NumberMap } from './number-map.ts';
import { NumberSet } from './number-set.ts';

/** One document of the inspected tab, from its relay's first word to its end. */
export class DocumentRecord {
	readonly index: number;
	readonly token: string;
	/** Absent until the relay's introduction has arrived. */
	info: DocumentInfo | undefined;
	/** When it was introduced, by this side's clock; ms since the epoch. */
	introducedAt: number;
	endedAt: number | undefined;
	readonly seqs = new NumberSet();
	readonly batches = new NumberSet();
	readonly join = new Join();
	/** Rows of its messages and sends by their numbers. */
	readonly messages = new NumberMap();
	readonly sends = new NumberMap();
	/** The last frame that came in: its number, and its row. */
	lastFrame: { number: number; row: number } | undefined;
	/** What its server says of framing, where a person asked for it. */
	framing: FramingHeaders | undefined;
	/** The last text of a message that was found in a sink. */
	lastReached: HookEventOf<'sink-reached'> | undefined;
	/** Indexes of its listeners and sockets by their numbers. */
	readonly listeners = new Map<number, number>();
	readonly sockets = new Map<number, number>();
	/** Every send to its window after this is told, ms since the epoch: recording began, or events were lost. */
	sendsSeenFrom = Number.POSITIVE_INFINITY;
	/** The least time, in ms, that an event took to get here: latency, and what its page's clock is behind. */
	clockLag: number | undefined;
	/** Events that its ring, its relay or the guard had to give up. */
	dropped = 0;
	faults = 0;

	constructor(index: number, token: string, introducedAt: number) {
		this.index = index;
		this.token = token;
		this.introducedAt = introducedAt;
	}

	isLiveAt(time: number): boolean {
		return (
			(this.info?.startedAt ?? this.introducedAt) <= time &&
			(this.endedAt === undefined || time <= this.endedAt)
		);
	}
}

const SAME_TREE = new Set<SourceRef['relation']>(['parent', 'ancestor', 'child', 'descendant', 'sibling']);

/** The documents of a session by index and token. */
export class Documents {
	readonly #all: (DocumentRecord | undefined)[] = [];
	readonly #byToken = new Map<string, DocumentRecord>();
	/** Documents by path, and by the browser's id of their frame (`#7`), in order of introduction: a frame shows several. */
	readonly #byPlace = new Map<string, DocumentRecord[]>();
	/** Documents of frames in no list of frames (shadow DOM). */
	readonly #hidden = new Set<DocumentRecord>();
	/** Raised whenever what is known of a document changed. */
	version = 0;
	#urls: { version: number; all: Set<string> } = { version: -1, all: new Set() };
	/** Places at which there were several documents: who was there depends on the time. */
	#sharedPlaces = 0;

	/** Whether time alone will tell that a message was seen by one side only. */
	get isWaiting(): boolean {
		for (const { join } of this) if (join.isWaiting) return true;
		return false;
	}

	get(index: number): DocumentRecord | undefined {
		return this.#all[index];
	}

	find(token: string): DocumentRecord | undefined {
		return this.#byToken.get(token);
	}

	*[Symbol.iterator](): Generator<DocumentRecord> {
		yield* this.#byToken.values();
	}

	get size(): number {
		return this.#byToken.size;
	}

	add(token: string, now: number): DocumentRecord {
		const record = new DocumentRecord(this.#all.length, token, now);
		this.#all.push(record);
		this.#byToken.set(token, record);
		return record;
	}

	introduce(record: DocumentRecord, info: DocumentInfo): void {
		if (!record.info || info.path !== record.info.path || info.frameId !== record.info.frameId) {
			this.#leavePlaces(record);
			for (const place of placesOf(info)) {
				this.#setPlace(place, [...(this.#byPlace.get(place) ?? []), record]);
			}
			if (info.path === undefined) this.#hidden.add(record);
		}
		record.info = info;
		this.version++;
	}

	remove(record: DocumentRecord): void {
		this.#all[record.index] = undefined;
		this.#byToken.delete(record.token);
		this.#leavePlaces(record);
		this.version++;
	}

	/** Whether a document has, or had, this URL; fragments aside. */
	hasUrl(url: string): boolean {
		if (this.#urls.version !== this.version) {
			const all = [...this].flatMap(({ info }) => (info ? withoutFragment(info.url) : []));
			this.#urls = { version: this.version, all: new Set(all) };
		}
		return this.#urls.all.has(url);
	}

	/** Whether it never depends on the time which document a place means. */
	get arePlacesUnique(): boolean {
		return this.#sharedPlaces === 0 && this.#hidden.size === 0;
	}

	/**
	 * The document that a message came from, as its receiver described it; undefined when it cannot be told. `origin`:
	 * the sender's, where it is known. By it a frame that is in no list of frames is told, if no other such one has it.
	 */
	resolve(
		source: SourceRef,
		receiver: DocumentRecord,
		time: number,
		origin?: string,
	): DocumentRecord | undefined {
		if (source.token !== undefined) return this.#byToken.get(source.token);
		if (source.relation === 'self') return receiver;
		if (!SAME_TREE.has(source.relation)) return undefined;
		const place = source.path ?? (source.frame === undefined ? undefined : framePlace(source.frame));
		if (place === undefined) return this.#onlyHidden(origin, time);
		const there = this.#byPlace.get(place) ?? [];
		return there.findLast((record) => record.isLiveAt(time)) ?? there.at(-1);
	}

	#onlyHidden(origin: string | undefined, time: number): DocumentRecord | undefined {
		const possible = [...this.#hidden].filter(
			(record) => origin !== undefined && record.info?.origin === origin && record.isLiveAt(time),
		);
		return possible.length === 1 ? possible[0] : undefined;
	}

	#leavePlaces(record: DocumentRecord): void {
		this.#hidden.delete(record);
		for (const place of record.info ? placesOf(record.info) : []) {
			const rest = (this.#byPlace.get(place) ?? []).filter((other) => other !== record);
			this.#setPlace(place, rest);
		}
	}

	#setPlace(place: string, records: DocumentRecord[]): void {
		const before = (this.#byPlace.get(place)?.length ?? 0) > 1;
		this.#sharedPlaces += Number(records.length > 1) - Number(before);
		if (records.length > 0) this.#byPlace.set(place, records);
		else this.#byPlace.delete(place);
	}
}

const framePlace = (frameId: number): string => `#${frameId}`;

const placesOf = ({ path, frameId }: DocumentInfo): string[] =>
	path === undefined ? [framePlace(frameId)] : [path, framePlace(frameId)];
