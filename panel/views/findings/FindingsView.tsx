import { signal } from '@preact/signals';
import { recordTest } from '../../../src/session/record-query.ts';
import { visible } from '../../../src/session/visible.ts';
import { t, tOf } from '../../i18n.ts';
import { type Finding, SEVERITIES } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { Column } from '../../ui/columns.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { documentName } from '../../ui/PartyLabel.tsx';
import { shortPlace } from '../../ui/place.ts';
import { Said } from '../../ui/Said.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { inOrder, type ListSort, turned } from '../list-order.ts';
import { NothingYet } from '../NothingYet.tsx';
import { FindingDetail } from './FindingDetail.tsx';
import { findingReason } from './finding-title.ts';

const sort = signal<ListSort | undefined>(undefined);
/** Numbers of findings, which rows are known by wherever they move. */
const keys = new Map<string, number>();

function keyOf(id: string): number {
	const key = keys.get(id) ?? keys.size;
	keys.set(id, key);
	return key;
}

/** Everything wrong in one list, the worst first; what a person accepted stays aside, at the end. */
export function FindingsView({ store }: { store: PanelStore }) {
	const { selection } = store;
	const columns = columnsOf(store);
	const findings = listed(store, columns);
	const source: RowSource<Finding> = {
		count: findings.length,
		at: (index) => findings[index],
		keyOf: ({ id }) => keyOf(id),
		indexOf: (key) => findings.findIndex(({ id }) => keys.get(id) === key),
	};
	const selected = findings.find(({ id }) => id === selection.finding.value);
	const select = (key: number | undefined): void => {
		selection.finding.value = findings.find(({ id }) => keys.get(id) === key)?.id;
	};
	return (
		<SplitPane
			label={t('splitter')}
			share={store.share('findings', 0.5)}
			onShare={(share) => store.setWidth('findings.share', share)}
			first={
				<DataGrid
					id="findings"
					label={t('tab_findings')}
					columns={columns}
					rows={source}
					selected={selected && keyOf(selected.id)}
					onSelect={select}
					rowClass={({ accepted }) => (accepted ? 'row-gone' : '')}
					widths={store.widths.value}
					onWidth={store.setWidth}
					sort={sort.value}
					onSort={(column) => {
						sort.value = turned(sort.value, column);
					}}
					empty={<Empty store={store} />}
				/>
			}
			second={
				selected && (
					<FindingDetail
						key={selected.id}
						store={store}
						finding={selected}
						onClose={() => select(undefined)}
					/>
				)
			}
		/>
	);
}

function Empty({ store }: { store: PanelStore }) {
	return store.findings.value.length > 0 ? (
		<EmptyState title={t('empty_filtered')} hint={t('empty_filteredHint')} />
	) : (
		<NothingYet store={store} title={t('empty_findings')} hint={t('empty_findingsHint')} />
	);
}

interface FindingColumn extends Column<Finding> {
	/** What the column is sorted by. */
	order(finding: Finding): string | number;
}

function columnsOf({ session }: PanelStore): FindingColumn[] {
	const sortable = true;
	const frameText = ({ document }: Finding): string => {
		const record = document === undefined ? undefined : session.documents.get(document);
		return record ? documentName(record) : '';
	};
	return [
		{
			id: 'severity',
			label: t('column_severity'),
			width: 76,
			sortable,
			order: ({ severity }) => SEVERITIES.indexOf(severity),
			cell: ({ severity }) => (
				<span class={`severity severity-${severity}`}>{tOf('severity', severity)}</span>
			),
		},
		{
			id: 'title',
			label: t('column_finding'),
			width: 340,
			least: 160,
			grow: true,
			sortable,
			order: findingReason,
			cell: (finding) => (
				<>
					{finding.accepted && <span class="badge badge-plain">{t('accepted')}</span>}
					{finding.told ? <Said sentence={finding.told} /> : findingReason(finding)}
				</>
			),
			title: findingReason,
		},
		{
			id: 'subject',
			spare: 7,
			label: t('column_where'),
			width: 210,
			class: 'mono',
			sortable,
			order: ({ subject }) => subject,
			cell: ({ subject, rule }) =>
				visible(rule === 'listener' || rule === 'undelivered' ? shortPlace(subject) : subject),
			title: ({ subject }) => visible(subject),
		},
		{
			id: 'frame',
			spare: 8,
			label: t('column_frame'),
			width: 150,
			sortable,
			order: frameText,
			cell: frameText,
			title: frameText,
		},
		{
			id: 'confidence',
			spare: 9,
			label: t('column_confidence'),
			width: 80,
			sortable,
			order: ({ confidence }) => SEVERITIES.indexOf(confidence),
			cell: ({ confidence }) => <span class="dim">{tOf('severity', confidence)}</span>,
		},
	];
}

function listed({ session, findings, filter }: PanelStore, columns: readonly FindingColumn[]): Finding[] {
	const test = recordTest(filter.value);
	const found = findings.value.filter((finding) =>
		test({
			text: `${finding.subject}\n${findingReason(finding)}\n${finding.note}\n${finding.severity}`,
			verdict: finding.verdict ?? '',
			frame: session.documents.get(finding.document ?? -1)?.info?.url ?? '',
			kind: finding.rule,
		}),
	);
	// Accepted ones stay aside.
	return inOrder(found, columns, sort.value).toSorted((a, b) => Number(a.accepted) - Number(b.accepted));
}
