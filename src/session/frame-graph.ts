import { type Contents, Facts, type VerdictOf } from './facts.ts';
import { buildGraph, type Graph } from './graph/build.ts';
import { Ends } from './graph/ends.ts';
import { FLOW_LEFT_OUT, type Flow, Flows, MOST_FLOWS, NO_FLOW } from './graph/flows.ts';
import type { Predicate } from './query.ts';
import type { Session } from './session.ts';

const BITS = 14;
const SIZE = 1 << BITS;
/** Rows that changed and wait to be looked at again; when there are more, all are looked at anew. */
const MOST_TOUCHED = 50_000;

/**
 * Who talks to whom: the rows that pass a filter, counted by their ends. Looks at each row once, a slice at a time, and
 * again at those that changed; names and nesting are made of the counts only when the picture is asked for.
 */
export class FrameGraph {
	readonly #session: Session;
	readonly #facts: Facts;
	readonly #mostFlows: number;
	#flows: Flows;
	#test: Predicate | undefined;
	/** Flow of each counted row, by id, in chunks. */
	#chunks: (Int32Array | undefined)[] = [];
	/** Rows below were given up; rows from `#scanned` on were not looked at. */
	#first: number;
	#scanned: number;
	readonly #touched = new Set<number>();
	#leftOut = 0;
	#restarts = 0;
	/** Ends of flows, as found at a structure. */
	#ends = new WeakMap<Flow, { from: string; to: string }>();
	#endsAt = '';
	#documentsVersion: number;
	/** Raised with every change of a count. */
	version = 0;
	/** Ends the graph's watch on the session. */
	readonly close: () => void;

	constructor(session: Session, verdictOf: VerdictOf, contents?: Contents, mostFlows = MOST_FLOWS) {
		this.#session = session;
		this.#mostFlows = mostFlows;
		this.#facts = new Facts(session, verdictOf, contents);
		this.#flows = new Flows(session, mostFlows);
		this.#first = this.#scanned = session.rows.first;
		this.#documentsVersion = session.documents.version;
		const unwatch = [
			session.timeline.watch({ merged: () => {}, pruned: (keep) => this.#prune(keep) }),
			session.watchTouched((row) => this.#touch(row)),
		];
		this.close = () => {
			for (const end of unwatch) end();
		};
	}

	/** Counts by another filter, or all; starts over. */
	setTest(test: Predicate | undefined): void {
		this.#test = test;
		this.restart();
	}

	/** Looks at every row anew. */
	restart(): void {
		this.#flows = new Flows(this.#session, this.#mostFlows);
		this.#chunks = [];
		this.#first = this.#scanned = this.#session.rows.first;
		this.#touched.clear();
		this.#leftOut = 0;
		this.#restarts++;
		this.#documentsVersion = this.#session.documents.version;
		this.version++;
	}

	/** Share of the rows that was looked at, 0 to 1. */
	get progress(): number {
		const { first, next } = this.#session.rows;
		return next === first ? 1 : Math.min(1, Math.max(0, (this.#scanned - first) / (next - first)));
	}

	/** Whether every row was looked at since it came or changed. */
	get isDone(): boolean {
		return this.#touched.size === 0 && this.#scanned >= this.#session.rows.next && !this.#isStale;
	}

	/** Looks at up to `most` rows; true when nothing is left to look at. */
	advance(most: number): boolean {
		if (this.#isStale) this.restart();
		this.#documentsVersion = this.#session.documents.version;
		let left = most;
		for (const row of this.#touched) {
			if (left-- <= 0) return false;
			this.#touched.delete(row);
			if (row < this.#first || row >= this.#scanned) continue;
			this.#uncount(row);
			this.#count(row);
		}
		const end = Math.min(this.#session.rows.next, this.#scanned + Math.max(0, left));
		while (this.#scanned < end) this.#count(this.#scanned++);
		return this.isDone;
	}

	/** The picture of what was counted. */
	graph(): Graph {
		return buildGraph(this.#session, this.#flows, this.#leftOut);
	}

	/** Keys of the nodes that a row went from and to, whether it is counted or not; undefined for what is no message. */
	endsOf(row: number): { from: string; to: string } | undefined {
		const flow = this.#flows.all[this.#flows.of(row)];
		if (!flow) return undefined;
		let ends = this.#ends.get(flow);
		if (!ends) {
			const found = new Ends(this.#session, this.#flows).of(flow);
			if (!found) return undefined;
			ends = { from: found.from.key, to: found.to.key };
			this.#ends.set(flow, ends);
		}
		return ends;
	}

	/** Changes whenever the same row may have other ends than before. */
	get structure(): string {
		const { handedOver, twins, all } = this.#flows;
		const structure = `${this.#session.documents.version} ${this.#restarts} ${handedOver.size} ${twins.size} ${twins.size > 0 ? all.length : 0}`;
		if (structure !== this.#endsAt) this.#ends = new WeakMap();
		this.#endsAt = structure;
		return structure;
	}

	/** Documents came or went, and which one a path means depends on the time: what was told apart may not be right any more. */
	get #isStale(): boolean {
		const { documents } = this.#session;
		if (this.#documentsVersion === documents.version) return false;
		return (
			!documents.arePlacesUnique ||
			this.#flows.all.some(({ channel, other }) => channel === 'window' && other >= 0)
		);
	}

	#touch(row: number): void {
		if (row >= this.#scanned) return;
		if (this.#touched.size >= MOST_TOUCHED) this.restart();
		else this.#touched.add(row);
	}

	#count(row: number): void {
		if (!this.#session.holds(row)) return;
		const flow = this.#flows.of(row);
		if (flow === NO_FLOW || (this.#test && !this.#test(this.#facts.of(row)))) return;
		if (flow === FLOW_LEFT_OUT) this.#leftOut++;
		else (this.#flows.all[flow] as Flow).count++;
		const index = row >> BITS;
		this.#chunks[index] ??= new Int32Array(SIZE).fill(NO_FLOW);
		(this.#chunks[index] as Int32Array)[row & (SIZE - 1)] = flow;
		this.version++;
	}

	#uncount(row: number): void {
		const chunk = this.#chunks[row >> BITS];
		const flow = chunk?.[row & (SIZE - 1)] ?? NO_FLOW;
		if (!chunk || flow === NO_FLOW) return;
		chunk[row & (SIZE - 1)] = NO_FLOW;
		if (flow === FLOW_LEFT_OUT) this.#leftOut--;
		else (this.#flows.all[flow] as Flow).count--;
		this.version++;
	}

	/** Rows went away. */
	#prune(keep: (row: number) => boolean): void {
		this.#forget(this.#session.rows.first);
		for (let row = this.#first; row < this.#scanned; row++) if (!keep(row)) this.#uncount(row);
		this.version++;
		const { rows } = this.#session;
		// After a clearing nothing is known any more of ports that were handed over before.
		if (rows.first === rows.next || this.#hasTooManyEmpty) this.restart();
	}

	/** Flows of documents that are gone would take the places of those to come. */
	get #hasTooManyEmpty(): boolean {
		const { all } = this.#flows;
		if (this.#test) return all.length >= this.#mostFlows;
		return all.length > 500 && all.filter(({ count }) => count === 0).length > all.length / 2;
	}

	/** Uncounts all rows below `first` and frees what was kept of them. */
	#forget(first: number): void {
		for (let row = this.#first; row < Math.min(first, this.#scanned); row++) this.#uncount(row);
		for (let index = this.#first >> BITS; index < first >> BITS; index++) this.#chunks[index] = undefined;
		this.#first = Math.max(this.#first, first);
		this.#scanned = Math.max(this.#scanned, first);
	}
}
