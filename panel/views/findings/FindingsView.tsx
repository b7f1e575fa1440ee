import { recordTest } from '../../../src/session/record-query.ts';
import { t, tOf } from '../../i18n.ts';
import type { Finding } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { Column } from '../../ui/GridHead.tsx';
import { documentName } from '../../ui/PartyLabel.tsx';
import { fileName } from '../../ui/place.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { FindingDetail } from './FindingDetail.tsx';
import { findingTitle } from './finding-title.ts';

/** Everything wrong in one list, the worst first. */
export function FindingsView({ store }: { store: PanelStore }) {
	const { selection } = store;
	const findings = listed(store);
	const source: RowSource<Finding> = {
		count: findings.length,
		at: (index) => findings[index],
		keyOf: (finding) => findings.indexOf(finding),
		indexOf: (key) => (key < findings.length ? key : -1),
	};
	const at = findings.findIndex(({ id }) => id === selection.finding.value);
	const selected = findings[at];
	const select = (index: number | undefined): void => {
		selection.finding.value = index === undefined ? undefined : findings[index]?.id;
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
					columns={columnsOf(store)}
					rows={source}
					selected={at < 0 ? undefined : at}
					onSelect={select}
					rowClass={({ accepted }) => (accepted ? 'row-gone' : '')}
					widths={store.widths.value}
					onWidth={store.setWidth}
					empty={<EmptyState title={t('empty_findings')} hint={t('empty_findingsHint')} />}
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

function columnsOf({ session }: PanelStore): Column<Finding>[] {
	return [
		{
			id: 'severity',
			label: t('column_severity'),
			width: 76,
			cell: ({ severity }) => (
				<span class={`severity severity-${severity}`}>{tOf('severity', severity)}</span>
			),
		},
		{
			id: 'title',
			label: t('column_finding'),
			width: 260,
			grow: true,
			cell: (finding) => (
				<>
					{finding.accepted && <span class="badge badge-plain">{t('accepted')}</span>}
					{finding.reason || findingTitle(finding)}
				</>
			),
			title: (finding) => finding.reason || findingTitle(finding),
		},
		{
			id: 'subject',
			spare: 7,
			label: t('column_where'),
			width: 210,
			class: 'mono',
			cell: ({ subject, rule }) => (rule === 'listener' ? fileName(subject) : subject),
			title: ({ subject }) => subject,
		},
		{
			id: 'frame',
			spare: 8,
			label: t('column_frame'),
			width: 150,
			cell: ({ document }) => {
				const record = document === undefined ? undefined : session.documents.get(document);
				return record ? documentName(record) : '';
			},
		},
		{
			id: 'confidence',
			spare: 9,
			label: t('column_confidence'),
			width: 80,
			cell: ({ confidence }) => <span class="dim">{tOf('severity', confidence)}</span>,
		},
	];
}

function listed({ session, findings, filter }: PanelStore): Finding[] {
	const test = recordTest(filter.value);
	return findings.value.filter((finding) =>
		test({
			text: `${finding.subject}\n${finding.reason}\n${finding.note}`,
			verdict: finding.verdict ?? '',
			frame: session.documents.get(finding.document ?? -1)?.info?.url ?? '',
			kind: finding.rule,
		}),
	);
}
