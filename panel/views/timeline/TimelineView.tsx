import { useMemo } from 'preact/hooks';
import { mark } from '../../../src/session/rows.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { RowDetail } from '../detail/RowDetail.tsx';
import { timelineColumns } from './TimelineColumns.tsx';

/** Everything that happened, in the order of time. */
export function TimelineView({ store }: { store: PanelStore }) {
	const { session, view, selection } = store;
	store.version.value;
	store.decoding.version.value;
	const all = useMemo(() => timelineColumns(store), [store]);
	const hidden = store.hiddenColumns.value;
	const columns = all.filter(({ id }) => !hidden.includes(`timeline.${id}`));
	const source: RowSource<number> = {
		count: view.length,
		at: (index) => view.at(index),
		keyOf: (row) => row,
		indexOf: (row) => view.indexOf(row),
	};
	const selected = selection.row.value;
	const list = (
		<DataGrid
			id="timeline"
			label={t('tab_timeline')}
			columns={columns}
			rows={source}
			selected={selected}
			onSelect={(row) => {
				selection.row.value = row;
			}}
			rowClass={(row) =>
				session.rows.marks(row) & (mark.problem | mark.hidden | mark.unconfirmed) ? 'row-problem' : ''
			}
			sticky
			widths={store.widths.value}
			onWidth={store.setWidth}
			empty={<TimelineEmpty store={store} />}
		/>
	);
	return (
		<SplitPane
			label={t('splitter')}
			first={list}
			second={selected === undefined ? undefined : <RowDetail store={store} row={selected} />}
			share={store.share('timeline', 0.45)}
			onShare={(share) => store.setWidth('timeline.share', share)}
		/>
	);
}

function TimelineEmpty({ store }: { store: PanelStore }) {
	if (store.session.timeline.length > 0) {
		return <EmptyState title={t('empty_filtered')} hint={t('empty_filteredHint')} />;
	}
	if (!store.recording.value) return <EmptyState title={t('empty_paused')} hint={t('empty_pausedHint')} />;
	return <EmptyState title={t('empty_timeline')} hint={t('empty_timelineHint')} />;
}
