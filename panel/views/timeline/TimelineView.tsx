import { batch } from '@preact/signals';
import { useMemo, useState } from 'preact/hooks';
import { mark } from '../../../src/session/rows.ts';
import { spokenLanguage, t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { CellAction, Heading } from '../../ui/GridRow.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { CellMenu, HeadMenu, RowDetail } from '../later.ts';
import { NothingYet } from '../NothingYet.tsx';
import type { CellPlace } from './CellMenu.tsx';
import { filterByCell } from './cell-terms.ts';
import { moved, ordered } from './column-order.ts';
import { GroupLabel } from './GroupLabel.tsx';
import { rowTime } from './row-time.ts';
import { timelineColumns } from './TimelineColumns.tsx';

/** Everything that happened: in the order of time unless a person wants another, or by conversation. */
export function TimelineView({ store }: { store: PanelStore }) {
	const { session, timeline, selection } = store;
	store.version.value;
	store.decoding.version.value;
	timeline.timeMode.value;
	const [cell, setCell] = useState<CellPlace | undefined>(undefined);
	const [head, setHead] = useState<{ column: string; x: number; y: number } | undefined>(undefined);
	const base = useMemo(() => columnsOf(store), [store, spokenLanguage()]);
	const all = ordered(base, timeline.columnOrder.value);
	const hidden = store.hiddenColumns.value;
	const columns = all.filter(({ id }) => !hidden.includes(`timeline.${id}`));
	const headColumn = columns.find(({ id }) => id === head?.column);
	const groups = timeline.groups();
	const { length } = timeline;
	const source: RowSource<number> = {
		count: length,
		at: (index) => timeline.at(index),
		keyOf: (row) => row,
		indexOf: (row) => timeline.indexOf(row),
		headingOf: groups && ((row) => groups.headingOf(row)),
	};
	const selected = selection.row.value;
	const select = (row: number | undefined): void =>
		batch(() => {
			const isHeading = row !== undefined && row < 0;
			timeline.heading.value = isHeading ? row : undefined;
			selection.row.value = isHeading ? undefined : row;
		});
	const heading = (row: number): Heading | undefined => {
		const group = groups?.headed(row);
		return (
			group && {
				label: <GroupLabel store={store} group={group} />,
				open: !group.collapsed,
				toggle: () => {
					groups?.toggle(group);
					store.version.value++;
				},
			}
		);
	};
	const onCell = (row: number, column: string, action: CellAction): void => {
		if (row < 0) return;
		if (action.do === 'filter') filterByCell(store, store.filter, row, column);
		else setCell({ row, column, x: action.x, y: action.y });
	};
	const onMove = (column: string, by: -1 | 1): void => {
		timeline.columnOrder.value = moved(all, columns, column, by);
	};
	const close = (): void => {
		setCell(undefined);
		setHead(undefined);
		document.getElementById('timeline')?.focus();
	};
	const list = (
		<DataGrid
			id="timeline"
			label={t('tab_timeline')}
			columns={columns}
			rows={source}
			selected={selected ?? timeline.heading.value}
			onSelect={select}
			rowClass={(row) =>
				session.rows.marks(row) & (mark.problem | mark.hidden | mark.unconfirmed) ? 'row-problem' : ''
			}
			newFrom={groups || timeline.sort.value ? undefined : session.rows.next}
			widths={store.widths.value}
			onWidth={store.setWidth}
			sort={groups ? undefined : (timeline.sort.value ?? { column: 'time', descending: false })}
			onSort={groups ? undefined : timeline.sortBy}
			onMove={onMove}
			heading={groups && heading}
			onCell={onCell}
			onHead={(column, x, y) => setHead({ column, x, y })}
			empty={<TimelineEmpty store={store} />}
			hint={saysLittle(store) && <TimelineEmpty store={store} />}
		/>
	);
	return (
		<>
			<SplitPane
				label={t('splitter')}
				first={list}
				second={selected === undefined ? undefined : <RowDetail store={store} row={selected} />}
				share={store.share('timeline', 0.45)}
				onShare={(share) => store.setWidth('timeline.share', share)}
			/>
			{cell && <CellMenu store={store} filter={store.filter} place={cell} onClose={close} />}
			{head && headColumn && (
				<HeadMenu store={store} column={headColumn} x={head.x} y={head.y} onMove={onMove} onClose={close} />
			)}
		</>
	);
}

const columnsOf = (store: PanelStore) =>
	timelineColumns(store).map((column) =>
		column.id === 'time' ? { ...column, cell: (row: number) => rowTime(store, row) } : column,
	);

/** At most so many documents that nobody talks in: a person may wonder what to do. */
const FEW = 5;

function saysLittle({ session, filter }: PanelStore): boolean {
	const { timeline, rows } = session;
	if (timeline.length === 0 || timeline.length > FEW || filter.value !== '') return false;
	return Array.from({ length: timeline.length }, (_, at) => timeline.at(at)).every(
		(row) => row !== undefined && rows.kind(row) === 'navigation',
	);
}

function TimelineEmpty({ store }: { store: PanelStore }) {
	// Without a filter, what is not listed is other extensions', which is nothing of the page's.
	const isFiltered = store.filter.value.trim() !== '' && store.session.timeline.length > 0;
	if (isFiltered && !saysLittle(store)) {
		return <EmptyState title={t('empty_filtered')} hint={t('empty_filteredHint')} />;
	}
	if (!store.recording.value && !store.isSaved)
		return <EmptyState title={t('empty_paused')} hint={t('empty_pausedHint')} />;
	const title = t(store.isSaved ? 'empty_saved' : 'empty_timeline');
	return <NothingYet store={store} title={title} hint={t('empty_timelineHint')} />;
}
