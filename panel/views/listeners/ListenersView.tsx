import { signal } from '@preact/signals';
import { isExtensionListener } from '../../../src/session/extensions.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { handlerOf } from '../../../src/session/listener-record.ts';
import { recordTest } from '../../../src/session/record-query.ts';
import { t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { Column } from '../../ui/GridHead.tsx';
import { documentName, hueOf } from '../../ui/PartyLabel.tsx';
import { placeText } from '../../ui/place.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { rankOf, reasonOf, VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { settledText } from '../detail/evidence.ts';
import { ListenerDetail } from './ListenerDetail.tsx';
import { optionsText, stateText, targetText } from './listener-text.ts';
import { UnseenBar } from './UnseenBar.tsx';

const sort = signal<{ column: string; descending: boolean } | undefined>(undefined);

/** Every listener of every frame, with its verdict. */
export function ListenersView({ store }: { store: PanelStore }) {
	const { session, selection, analysis } = store;
	store.version.value;
	analysis.version.value;
	const columns = columnsOf(store);
	const listeners = listed(store, columns);
	const source: RowSource<ListenerRecord> = {
		count: listeners.length,
		at: (index) => listeners[index],
		keyOf: (listener) => listener.index,
		indexOf: (key) => listeners.findIndex((listener) => listener.index === key),
	};
	const selected = selection.listener.value;
	const select = (key: number | undefined): void => {
		selection.listener.value = key;
	};
	return (
		<SplitPane
			label={t('splitter')}
			share={store.share('listeners', 0.5)}
			onShare={(share) => store.setWidth('listeners.share', share)}
			first={
				<div class="noted-list">
					<UnseenBar store={store} />
					<DataGrid
						id="listeners"
						label={t('tab_listeners')}
						columns={columns}
						rows={source}
						selected={selected}
						onSelect={select}
						rowClass={(listener) => (listener.removed || listener.endedAt !== undefined ? 'row-gone' : '')}
						widths={store.widths.value}
						onWidth={store.setWidth}
						sort={sort.value}
						onSort={(column) => {
							const now = sort.value;
							sort.value =
								now?.column !== column
									? { column, descending: false }
									: now.descending
										? undefined
										: { column, descending: true };
						}}
						empty={
							session.listeners.some(Boolean) ? (
								<EmptyState title={t('empty_filtered')} hint={t('empty_filteredHint')} />
							) : (
								<EmptyState title={t('empty_listeners')} hint={t('empty_listenersHint')} />
							)
						}
					/>
				</div>
			}
			second={
				selected === undefined ? undefined : (
					<ListenerDetail key={selected} store={store} index={selected} onClose={() => select(undefined)} />
				)
			}
		/>
	);
}

interface ListenerColumn extends Column<ListenerRecord> {
	/** What the column is sorted by. */
	order?: (listener: ListenerRecord) => string | number;
}

function columnsOf({ session, analysis }: PanelStore): ListenerColumn[] {
	const documentText = (listener: ListenerRecord): string => {
		const document = session.documents.get(listener.document);
		return document ? documentName(document) : '';
	};
	const sortable = true;
	return [
		{
			id: 'verdict',
			label: t('verdict'),
			width: 92,
			sortable,
			order: (listener) => rankOf(analysis.nameOf(listener.index)),
			cell: (listener) => (
				<VerdictBadge judgement={analysis.of(listener)} settled={analysis.settled(listener)} />
			),
			title: (listener) => {
				const settled = analysis.settled(listener);
				const seen = settled ? settledText(settled) : '';
				return [reasonOf(analysis.of(listener)), seen].filter(Boolean).join('\n');
			},
		},
		{
			id: 'where',
			label: t('column_where'),
			width: 190,
			class: 'mono',
			sortable,
			order: (listener) => placeText(listener.added.stack[0]),
			cell: (listener) => (
				<>
					{listener.added.name && <span class="function-name">{listener.added.name} </span>}
					<span class={listener.added.name ? 'dim' : ''}>
						{placeText(listener.added.stack[0]) || t('unknownPlace')}
					</span>
				</>
			),
			title: (listener) => listener.added.stack[0]?.url,
		},
		{
			id: 'frame',
			spare: 3,
			label: t('column_frame'),
			width: 150,
			sortable,
			order: documentText,
			cell: (listener) => (
				<span class="party">
					<span
						class="chip"
						style={{ '--hue': hueOf(session.documents.get(listener.document)?.info?.origin ?? '') }}
					/>
					<span class="party-name">{documentText(listener)}</span>
				</span>
			),
			title: (listener) => session.documents.get(listener.document)?.info?.url,
		},
		{
			id: 'target',
			spare: 8,
			label: t('column_target'),
			width: 96,
			sortable,
			order: targetText,
			cell: (listener) => (
				<>
					{targetText(listener)}
					{listener.added.type !== 'message' && <span class="dim"> {listener.added.type}</span>}
				</>
			),
			title: targetText,
		},
		{
			id: 'how',
			spare: 9,
			label: t('column_how'),
			width: 130,
			sortable,
			order: (listener) => listener.added.how,
			cell: (listener) => (
				<>
					{tOf('how', listener.added.how)}
					{optionsText(listener) && <span class="dim"> {optionsText(listener)}</span>}
				</>
			),
			title: optionsText,
		},
		{
			id: 'state',
			spare: 5,
			label: t('column_state'),
			width: 66,
			sortable,
			order: stateText,
			cell: stateText,
		},
		{
			id: 'deliveries',
			spare: 4,
			label: t('column_deliveries'),
			width: 76,
			class: 'end mono',
			sortable,
			order: (listener) => listener.evidence.runs,
			cell: (listener) => listener.evidence.runs || <span class="dim">0</span>,
		},
		{
			id: 'reason',
			spare: 6,
			label: t('column_reason'),
			width: 220,
			grow: true,
			cell: (listener) => <span class="reason">{reasonOf(analysis.of(listener))}</span>,
			title: (listener) => reasonOf(analysis.of(listener)),
		},
	];
}

function listed(store: PanelStore, columns: readonly ListenerColumn[]): ListenerRecord[] {
	const { session, analysis } = store;
	const query = store.query.value;
	const test = recordTest(query.ok ? store.filter.value : '');
	const found = session.listeners.filter((listener): listener is ListenerRecord => {
		if (!listener || (!store.showOthers.value && isExtensionListener(listener))) return false;
		// Texts of hundreds of sources are not put together for nothing.
		if (store.filter.value === '') return true;
		const info = session.documents.get(listener.document)?.info;
		const { added } = listener;
		const place = added.stack[0];
		return test({
			text: `${handlerOf(listener).source}\n${added.name}\n${place ? `${place.url}:${place.line}` : ''}`,
			frame: `${info?.url}\n${info?.title}`,
			origin: info?.origin ?? '',
			listener: `${added.name}\n${place?.url ?? ''}`,
			verdict: analysis.nameOf(listener.index) ?? 'pending',
			kind: `listener\n${added.target.kind}`,
			type: added.type,
		});
	});
	const order = sort.value && columns.find(({ id }) => id === sort.value?.column)?.order;
	if (!order) return found;
	const sign = sort.value?.descending ? -1 : 1;
	return found.toSorted((a, b) => {
		const [x, y] = [order(a), order(b)];
		if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
		return sign * String(x).localeCompare(String(y));
	});
}
