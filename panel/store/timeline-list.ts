import { effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Facts } from '../../src/session/facts.ts';
import { GroupedRows } from '../../src/session/grouped-rows.ts';
import type { Session } from '../../src/session/session.ts';
import { SortedRows } from '../../src/session/sorted-rows.ts';
import type { FilteredView } from '../../src/session/view.ts';
import type { AnalysisStore } from './analysis-store.ts';
import { rowKeys, worstListener } from './row-order.ts';
import { isBoolean, isTextList, type Storage, stored } from './settings.ts';
import { rankOf } from './verdict-rank.ts';
import type { Wanted } from './wanted-rows.ts';

export const timeModes = ['absolute', 'relative', 'delta'] as const;
export type TimeMode = (typeof timeModes)[number];

export interface Sort {
	column: string;
	descending: boolean;
}

/** How the timeline is shown: in which order, in groups or not, with which times and columns. */
export interface TimelineList {
	/** Undefined: in the order of time. */
	sort: Signal<Sort | undefined>;
	/** Sorts by a column: up, down, then as before. */
	sortBy(column: string): void;
	grouped: Signal<boolean>;
	timeMode: Signal<TimeMode>;
	/** Ids of columns that a person moved, all of them then. */
	columnOrder: Signal<string[]>;
	/** A heading that is selected. */
	heading: Signal<number | undefined>;
	/** The groups, where they are shown. */
	groups(): GroupedRows | undefined;
	readonly length: number;
	/** Row, or heading below 0, at an index. */
	at(index: number): number | undefined;
	indexOf(row: number): number;
	/** Goes on arranging; true when it is done. */
	advance(most: number, touched: ReadonlySet<number>): boolean;
}

interface Surroundings {
	storage: Storage;
	session: Session;
	view: FilteredView;
	analysis: AnalysisStore;
	wanted: ReadonlySignal<Wanted>;
	makeFacts(): Facts;
	changed(): void;
}

/** The timeline's list on top of the filtered view, which it passes on as it is unless another order is wanted. */
export function createTimelineList(around: Surroundings): TimelineList {
	const { session, view, analysis, storage, wanted } = around;
	const sort = signal<Sort | undefined>(undefined);
	const grouped = stored(storage, 'timeline-grouped', false, isBoolean);
	const heading = signal<number | undefined>(undefined);
	let arranged: SortedRows | GroupedRows | undefined;
	/** Keys of folded conversations, which stay so when the list is made anew. */
	const folded = new Set<string>();
	let isReversed = false;
	let isMade = false;

	const rank = (row: number): number | string => {
		const worst = worstListener(session, analysis, row);
		return worst ? rankOf(analysis.nameOf(worst.index)) : '';
	};
	const arrange = ({ test }: Wanted): void => {
		arranged?.close();
		arranged = undefined;
		const by = sort.peek();
		const key = by && rowKeys[by.column];
		isReversed = !grouped.peek() && by?.column === 'time' && by.descending;
		if (grouped.peek()) arranged = new GroupedRows(session, around.makeFacts(), test, folded);
		else if (by && key && by.column !== 'time') {
			const facts = around.makeFacts();
			const keyOf = (row: number): number | string => key(facts.of(row), rank);
			arranged = new SortedRows(session, around.makeFacts(), test, { keyOf, descending: by.descending });
		}
		if (isMade) around.changed();
	};
	effect(() => {
		sort.value;
		grouped.value;
		heading.value = undefined;
		arrange(wanted.value);
	});
	effect(() => {
		analysis.version.value;
		const now = wanted.peek();
		const isByVerdict = !grouped.peek() && sort.peek()?.column === 'verdict';
		if (!isByVerdict && !(arranged && now.usesVerdicts)) return;
		heading.value = undefined;
		arrange(now);
	});

	isMade = true;

	return {
		sort,
		sortBy(column) {
			const by = sort.value;
			if (by?.column !== column) sort.value = { column, descending: false };
			else sort.value = by.descending ? undefined : { column, descending: true };
		},
		grouped,
		timeMode: stored<TimeMode>(storage, 'timeline-time', 'absolute', (value): value is TimeMode =>
			timeModes.some((mode) => mode === value),
		),
		columnOrder: stored(storage, 'timeline-columns', [], isTextList),
		heading,
		groups: () => (arranged instanceof GroupedRows ? arranged : undefined),
		get length() {
			return (arranged ?? view).length;
		},
		at: (index) => (arranged ?? view).at(isReversed ? view.length - 1 - index : index),
		indexOf(row) {
			if (arranged) return arranged.indexOf(row);
			const index = view.indexOf(row);
			return isReversed && index >= 0 ? view.length - 1 - index : index;
		},
		advance: (most, touched) => arranged?.advance(most, touched) ?? true,
	};
}
