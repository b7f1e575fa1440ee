import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Contents } from '../../../src/session/facts.ts';
import { FrameGraph } from '../../../src/session/frame-graph.ts';
import type { Graph } from '../../../src/session/graph/build.ts';
import type { Query } from '../../../src/session/query.ts';
import type { Session } from '../../../src/session/session.ts';
import { FilteredView } from '../../../src/session/view.ts';
import type { LayOut } from '../../lines/layout.ts';
import type { AnalysisStore } from '../analysis-store.ts';
import type { Wanted } from '../wanted-rows.ts';

export interface MapStore {
	/** Raised when the picture or the sequence changed: at most some times a second. */
	version: Signal<number>;
	/** Who talks to whom, as far as it was counted. */
	graph(): Graph;
	/** Share of the rows that was counted, 0 to 1. */
	progress(): number;
	/** Someone looks: from now on, until the undo is called, the picture is kept up to date. */
	watch(): () => void;
	mode: Signal<'map' | 'sequence'>;
	/** Keys of the nodes whose conversation is shown; empty where none was chosen. */
	parties: Signal<readonly string[]>;
	/** The rows of that conversation that pass the filter, in the order of time. */
	sequence: FilteredView;
	/** Chooses the conversation that a row belongs to; false when it is no message. */
	chooseOf(row: number): boolean;
	endsOf(row: number): { from: string; to: string } | undefined;
	layOut: LayOut;
}

interface Surroundings {
	session: Session;
	analysis: AnalysisStore;
	/** Raised when the session changed. */
	changed: ReadonlySignal<number>;
	query: ReadonlySignal<Query>;
	/** Rows that the timeline shows, and what it knows of them. */
	wanted: ReadonlySignal<Wanted>;
	contents: Contents;
	now(): number;
	later(run: () => void): void;
	nextFrame(run: () => void): void;
	layOut: LayOut | undefined;
}

/** Rows between two looks at the clock, ms of one turn, and ms between two pictures. */
const SLICE = 300;
const TURN_MS = 8;
const PICTURE_MS = 250;

/** The map's side of a session: nothing is counted before someone looks. */
export function createMapStore(around: Surroundings): MapStore {
	const { session, analysis, query, wanted, contents } = around;
	const version = signal(0);
	const parties = signal<readonly string[]>([]);
	const nameOf = (listener: number): string | undefined => analysis.nameOf(listener);
	const sequence = new FilteredView(session, nameOf, contents);
	let made: FrameGraph | undefined;
	let picture: Graph = { nodes: [], edges: [], leftOut: 0 };
	let watchers = 0;
	let working = false;
	let shown = { at: 0, structure: '' };
	let touched = new Set<number>();
	let unwatch = (): void => {};

	const testOf = () => wanted.peek().test;
	const counted = (): FrameGraph => {
		if (made) return made;
		made = new FrameGraph(session, nameOf, contents);
		made.setTest(testOf());
		return made;
	};
	const chooseRows = (): void => {
		const graph = counted();
		const filter = testOf();
		const chosen = new Set(parties.peek());
		sequence.setTest((facts) => {
			const ends = chosen.size > 0 ? graph.endsOf(facts.row) : undefined;
			return ends !== undefined && chosen.has(ends.from) && chosen.has(ends.to) && (!filter || filter(facts));
		});
	};
	const show = (): void => {
		const graph = counted();
		const { structure } = graph;
		if (structure !== shown.structure) sequence.restart();
		shown = { at: around.now(), structure };
		picture = graph.graph();
		if (graph.progress === 1) forgetGone();
		version.value++;
	};
	/** A page that was left takes its conversations along; what a filter hides may come back. */
	const forgetGone = (): void => {
		const chosen = parties.peek();
		const there = chosen.filter((key) => picture.nodes.some((node) => node.key === key));
		const parsed = query.peek();
		const hides = !parsed.ok || !parsed.isEmpty;
		if (there.length < Math.min(2, chosen.length) && !hides) parties.value = [];
	};
	const work = (): void => {
		working = false;
		if (watchers === 0) return;
		const graph = counted();
		const end = around.now() + TURN_MS;
		let done = false;
		do done = graph.advance(SLICE);
		while (!done && around.now() < end);
		if (parties.peek().length > 0) {
			const changed = touched;
			touched = new Set();
			let complete = sequence.advance(SLICE, changed);
			while (!complete && around.now() < end) complete = sequence.advance(SLICE);
			done &&= complete;
		} else touched.clear();
		const due = around.now() - shown.at >= PICTURE_MS;
		if (due) show();
		// What is counted by now is shown in time, also when nothing more comes.
		if (!done) schedule();
		else if (!due) schedule(around.nextFrame);
	};
	const schedule = (when = around.later): void => {
		if (working || watchers === 0) return;
		working = true;
		when(work);
	};
	const restart = (): void => {
		made?.setTest(testOf());
		if (made) chooseRows();
		shown.at = 0;
		schedule();
	};

	effect(() => {
		around.changed.value;
		schedule();
	});
	effect(() => {
		wanted.value;
		restart();
	});
	effect(() => {
		analysis.version.value;
		if (wanted.peek().usesVerdicts) restart();
		else schedule();
	});
	effect(() => {
		parties.value;
		if (made) chooseRows();
		shown.at = 0;
		schedule();
	});

	return {
		version,
		graph: () => picture,
		progress: () => made?.progress ?? 1,
		watch() {
			if (watchers++ === 0) unwatch = session.watchTouched((row) => touched.add(row));
			counted();
			chooseRows();
			shown.at = 0;
			schedule();
			return () => {
				if (--watchers > 0) return;
				unwatch();
				touched.clear();
			};
		},
		mode: signal('map'),
		parties,
		sequence,
		chooseOf(row) {
			const ends = session.holds(row) ? counted().endsOf(row) : undefined;
			if (!ends) return false;
			parties.value = [...new Set([ends.from, ends.to])];
			return true;
		},
		endsOf: (row) => counted().endsOf(row),
		layOut: around.layOut ?? (async () => ({ failed: 'crashed', detail: '' })),
	};
}
