import { batch, signal } from '@preact/signals';
import { isExtensionListener } from '../../../src/session/extensions.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { handlerOf } from '../../../src/session/listener-record.ts';
import { recordTest } from '../../../src/session/record-query.ts';
import { t, tn } from '../../i18n.ts';
import { listenerId } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { shownHandler } from '../../store/shown-handler.ts';
import { rankOf } from '../../store/verdict-rank.ts';
import type { Column } from '../../ui/columns.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FaultBoundary } from '../../ui/FaultBoundary.tsx';
import type { Heading } from '../../ui/GridRow.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { inOrder, type ListSort, turned } from '../list-order.ts';
import { NothingYet } from '../NothingYet.tsx';
import { columnsOf, type ListenerColumn } from './ListenerColumns.tsx';
import { ListenerDetail } from './ListenerDetail.tsx';
import { ListenersBar } from './ListenersBar.tsx';
import { type ListenerGroup, type ListenerRow, rowsOf } from './listener-groups.ts';

/** The worst first, unless a person wants another order; absent: as they were registered. */
const sort = signal<ListSort | undefined>({
	column: 'verdict',
	descending: false,
});

/** Every listener of every frame, with its verdict. */
export function ListenersView({ store }: { store: PanelStore }) {
	const { session, selection, analysis } = store;
	store.version.value;
	analysis.version.value;
	const columns = columnsOf(store);
	const { hidden, showHidden, closed, heading, grouping } = store.listenerList;
	const all = listed(store, columns);
	const isHidden = (listener: ListenerRecord): boolean =>
		hidden.value.length > 0 && hidden.value.includes(listenerId(session, listener));
	const rows = rowsOf(store, showHidden.value ? all : all.filter((listener) => !isHidden(listener)));
	const source: RowSource<ListenerRow> = {
		count: rows.length,
		at: (index) => rows[index],
		keyOf,
		indexOf: (key) => rows.findIndex((row) => keyOf(row) === key),
		headingOf: (row) => ('under' in row ? row.under : undefined),
	};
	const selected = selection.listener.value;
	const select = (key: number | undefined): void =>
		batch(() => {
			const isHeading = key !== undefined && key < 0;
			heading.value = isHeading ? key : undefined;
			selection.listener.value = isHeading ? undefined : key;
		});
	const headingOf = (row: ListenerRow): Heading | undefined =>
		'group' in row
			? {
					label: <GroupLabel store={store} group={row.group} />,
					open: !closed.value.has(row.group.id),
					toggle() {
						const next = new Set(closed.value);
						if (!next.delete(row.group.id)) next.add(row.group.id);
						closed.value = next;
					},
				}
			: undefined;
	const isPale = (listener: ListenerRecord): boolean =>
		listener.removed !== undefined || listener.endedAt !== undefined || isHidden(listener);
	return (
		<SplitPane
			label={t('splitter')}
			share={store.share('listeners', 0.5)}
			onShare={(share) => store.setWidth('listeners.share', share)}
			first={
				<div class="noted-list">
					<ListenersBar store={store} hidden={all.filter(isHidden).length} />
					<DataGrid
						id="listeners"
						label={t('tab_listeners')}
						columns={columns.map(inRow)}
						rows={source}
						selected={selected ?? heading.value}
						heading={grouping.value === 'none' ? undefined : headingOf}
						onSelect={select}
						rowClass={(row) => ('listener' in row && isPale(row.listener) ? 'row-gone' : '')}
						widths={store.widths.value}
						onWidth={store.setWidth}
						sort={sort.value}
						onSort={(column) => {
							sort.value = turned(sort.value, column);
						}}
						empty={<NoListeners store={store} hidden={all.length} />}
					/>
				</div>
			}
			second={
				selected === undefined ? undefined : (
					<FaultBoundary about={selected}>
						<ListenerDetail key={selected} store={store} index={selected} onClose={() => select(undefined)} />
					</FaultBoundary>
				)
			}
		/>
	);
}

/** Why none is listed. `hidden`: those that are only because a person hid them. */
function NoListeners({ store, hidden }: { store: PanelStore; hidden: number }) {
	if (hidden > 0) return <EmptyState title={t('empty_hidden')} hint={t('empty_hiddenHint')} />;
	// Those of other extensions are none of the page's.
	if (store.filter.value.trim() !== '' && store.session.listeners.some(Boolean))
		return <EmptyState title={t('empty_filtered')} hint={t('empty_filteredHint')} />;
	return <NothingYet store={store} title={t('empty_listeners')} hint={t('empty_listenersHint')} />;
}

const keyOf = (row: ListenerRow): number => ('group' in row ? row.group.key : row.listener.index);

/** A column of listeners in a list that has headings too. */
function inRow({ cell, title, order: _, ...column }: ListenerColumn): Column<ListenerRow> {
	return {
		...column,
		cell: (row) => ('listener' in row ? cell(row.listener) : undefined),
		title: (row) => ('listener' in row ? title?.(row.listener) : undefined),
	};
}

/** What a group is, how many listeners it has, and the worst verdict among them. */
function GroupLabel({ store, group }: { store: PanelStore; group: ListenerGroup }) {
	const rank = ({ index }: ListenerRecord): number => rankOf(store.analysis.nameOf(index));
	const [worst] = group.members.toSorted((a, b) => rank(a) - rank(b));
	return (
		<>
			{worst && <VerdictBadge judgement={store.analysis.of(worst)} settled={store.analysis.settled(worst)} />}
			<span>{group.label}</span> <span class="dim">{tn('listeners', group.members.length)}</span>
		</>
	);
}

function listed(store: PanelStore, columns: readonly ListenerColumn[]): readonly ListenerRecord[] {
	const { session, analysis } = store;
	const test = recordTest(store.filter.value);
	const found = session.listeners.filter((listener): listener is ListenerRecord => {
		if (!listener || (!store.showOthers.value && isExtensionListener(listener))) return false;
		// Texts of hundreds of sources are not put together for nothing.
		if (store.filter.value === '') return true;
		const info = session.documents.get(listener.document)?.info;
		const { added } = listener;
		const place = added.stack[0];
		const judgement = analysis.of(listener);
		const handler = shownHandler(listener, judgement);
		const source = judgement.state === 'done' ? judgement.source : handlerOf(listener).source;
		return test({
			text: `${source}\n${handler.name}\n${added.name}\n${place ? `${place.url}:${place.line}` : ''}`,
			frame: `${info?.url}\n${info?.title}`,
			origin: info?.origin ?? '',
			listener: `#${listener.index}\n${handler.name}\n${handler.site?.url ?? ''}\n${added.name}\n${place?.url ?? ''}`,
			verdict: analysis.nameOf(listener.index) ?? 'pending',
			kind: `listener\n${added.target.kind}`,
			type: added.type,
		});
	});
	return inOrder(found, columns, sort.value);
}
