import { effect, type ReadonlySignal } from '@preact/signals';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import { type Contents, Facts } from '../../src/session/facts.ts';
import type { Query } from '../../src/session/query.ts';
import type { Session } from '../../src/session/session.ts';
import { FilteredView } from '../../src/session/view.ts';
import type { AnalysisStore } from './analysis-store.ts';
import { type BodyStore, createBodies, isPartial } from './bodies.ts';
import { createDecodeStore, type DecodeStore, type DecodeSurroundings } from './decoding/decode-store.ts';
import { createFrameList, type FrameList } from './frame-list.ts';
import type { Storage } from './settings.ts';
import { createTimelineList, type TimelineList } from './timeline-list.ts';
import { type Wanted, wantedRows } from './wanted-rows.ts';

/** The rows that are shown, and what a filter knows of them beside the events. */
export interface Listing {
	view: FilteredView;
	timeline: TimelineList;
	/** The frames of the socket that is looked at. */
	frameList: FrameList;
	decoding: DecodeStore;
	/** Payloads beyond what was recorded. */
	bodies: BodyStore;
	/** Which rows are shown, and what is known of them: other pictures of the session go by the same. */
	wanted: ReadonlySignal<Wanted>;
	contents: Contents;
	/** Something was taken into the session: the lists go on. */
	changed(): void;
}

interface Surroundings extends DecodeSurroundings {
	session: Session;
	storage: Storage;
	analysis: AnalysisStore;
	query: ReadonlySignal<Query>;
	/** Whether rows of other extensions are left out. */
	hidesOthers: ReadonlySignal<boolean>;
	/** Raised with each change of the session that is drawn. */
	version: ReadonlySignal<number>;
	command(token: string, command: Command): Promise<CommandResult>;
	/** The lists changed: they are to be drawn, at once where a person waits for them. */
	paint(isAwaited: boolean): void;
}

/** Rows that a filter looks at between two looks at the clock, and ms after which the browser gets its turn. */
const SLICE = 500;
const FILTER_MS = 8;
/** ms for which what was shown before stays while a list made anew has nothing yet. */
const BLANK_MS = 100;

/** Keeps the filtered and arranged lists of one session up to date, a few ms at a time. */
export function createListing(around: Surroundings): Listing {
	const { session, storage, analysis, query } = around;
	const bodies = createBodies(session, { command: around.command, changed: () => changed() });
	const decoding = createDecodeStore(session, around);
	const verdictOf = (listener: number): string | undefined => analysis.nameOf(listener);
	const contents: Contents = {
		body(row) {
			if (isPartial(session, row)) bodies.want(row);
			return bodies.of(row);
		},
		decoded(row) {
			const brief = decoding.brief(row);
			const values = brief && decoding.valuesOf(row);
			return brief && values !== undefined ? { ...brief, values } : brief;
		},
	};
	const view = new FilteredView(session, verdictOf, contents);
	const wanted = wantedRows(query, around.hidesOthers);

	/** Rows that are to be looked at again. */
	const changedRows = new Set<number>();
	let isWorking = false;
	let isReady = false;
	/** When a person began to wait for the first rows of a filter or an order. */
	let awaited: number | undefined;
	const work = (): void => {
		const start = around.now();
		const end = start + FILTER_MS;
		for (const row of session.takeTouched()) changedRows.add(row);
		let done: boolean;
		do {
			const touched = firstOf(changedRows, SLICE);
			const isFiltered = view.advance(SLICE, touched);
			const isArranged = timeline.advance(SLICE, touched);
			const areFramesDone = frameList.advance(SLICE, touched);
			done = isArranged && areFramesDone && isFiltered && changedRows.size === 0;
		} while (!done && around.now() < end);
		isWorking = !done;
		if (!done) around.later(work);
		// A list that is made anew is blank for a moment, which would only flicker.
		const isFound = done || timeline.length > 0;
		if (isFound || awaited === undefined || start - awaited > BLANK_MS)
			around.paint(isFound && awaited !== undefined);
		if (isFound) awaited = undefined;
	};
	const changed = (): void => {
		if (!isReady || isWorking) return;
		isWorking = true;
		around.later(work);
	};
	const startedOver = (): void => {
		awaited = around.now();
		changed();
	};
	const makeFacts = (): Facts => new Facts(session, verdictOf, contents);
	const timeline = createTimelineList({
		storage,
		session,
		view,
		analysis,
		wanted,
		makeFacts,
		changed: startedOver,
	});
	const frameList = createFrameList({ session, verdicts: analysis.version, makeFacts, changed: startedOver });
	isReady = true;

	effect(() => {
		const { test } = wanted.value;
		bodies.forgetWanted();
		view.setTest(test);
		startedOver();
	});
	effect(() => {
		analysis.version.value;
		if (wanted.peek().usesVerdicts) view.restart();
		changed();
	});
	// What a filter looks into is decoded for it; a row whose frame was decoded is looked at again.
	effect(() => {
		around.version.value;
		const parsed = query.value;
		if (!parsed.ok || !parsed.usesPayloads) return;
		if (parsed.usesValues) decoding.lookInside();
		for (const socket of session.sockets) if (socket && socket.frames.length > 0) decoding.open(socket);
	});
	effect(() => {
		if (frameList.usesValues.value) decoding.lookInside();
	});
	effect(() => {
		decoding.version.value;
		changed();
	});
	return { view, timeline, frameList, decoding, bodies, wanted, contents, changed };
}

/** Takes the first `most` out of a set. */
function firstOf(rows: Set<number>, most: number): ReadonlySet<number> {
	const first = new Set<number>();
	for (const row of rows) {
		if (first.size === most) break;
		first.add(row);
		rows.delete(row);
	}
	return first;
}
