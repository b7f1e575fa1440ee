import type { DocumentInfo } from '../protocol/envelope.ts';
import type { SourceRef } from '../protocol/event.ts';
import { Join } from './join.ts';
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
	readonly messages = new Map<number, number>();
	readonly sends = new Map<number, number>();
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
	/** Documents by path, in order of introduction: a frame shows several, one after the other. */
	readonly #byPath = new Map<string, DocumentRecord[]>();
	/** Raised whenever what is known of a document changed. */
	version = 0;
	#urls: { version: number; all: Set<string> } = { version: -1, all: new Set() };
	/** Paths at which there were several documents: who was there depends on the time. */
	#sharedPaths = 0;

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
		const { path } = info;
		if (path !== record.info?.path || !record.info) {
			this.#leavePath(record);
			if (path !== undefined) this.#setPath(path, [...(this.#byPath.get(path) ?? []), record]);
		}
		record.info = info;
		this.version++;
	}

	remove(record: DocumentRecord): void {
		this.#all[record.index] = undefined;
		this.#byToken.delete(record.token);
		this.#leavePath(record);
		this.version++;
	}

	/** Whether a document has, or had, this URL; fragments aside. */
	hasUrl(url: string): boolean {
		if (this.#urls.version !== this.version) {
			const all = [...this].flatMap(({ info }) => info?.url.replace(/#.*$/, '') ?? []);
			this.#urls = { version: this.version, all: new Set(all) };
		}
		return this.#urls.all.has(url);
	}

	/** Whether it never depends on the time which document a path means. */
	get arePathsUnique(): boolean {
		return this.#sharedPaths === 0;
	}

	/** The document that a message came from, as its receiver described it; undefined when it cannot be told. */
	resolve(source: SourceRef, receiver: DocumentRecord, time: number): DocumentRecord | undefined {
		if (source.token !== undefined) return this.#byToken.get(source.token);
		if (source.relation === 'self') return receiver;
		if (source.path === undefined || !SAME_TREE.has(source.relation)) return undefined;
		const there = this.#byPath.get(source.path) ?? [];
		return there.findLast((record) => record.isLiveAt(time)) ?? there.at(-1);
	}

	#leavePath(record: DocumentRecord): void {
		const path = record.info?.path;
		if (path === undefined) return;
		const rest = (this.#byPath.get(path) ?? []).filter((other) => other !== record);
		this.#setPath(path, rest);
	}

	#setPath(path: string, records: DocumentRecord[]): void {
		const before = (this.#byPath.get(path)?.length ?? 0) > 1;
		this.#sharedPaths += Number(records.length > 1) - Number(before);
		if (records.length > 0) this.#byPath.set(path, records);
		else this.#byPath.delete(path);
	}
}
