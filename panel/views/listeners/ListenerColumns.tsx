import type { Severity } from '../../../src/analyser/verdict.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatCount, t, tOf } from '../../i18n.ts';
import { listenerFindingId } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { type ShownHandler, shownHandler } from '../../store/shown-handler.ts';
import { rankOf } from '../../store/verdict-rank.ts';
import type { Column } from '../../ui/columns.ts';
import { documentName, hueOf } from '../../ui/PartyLabel.tsx';
import { placeText } from '../../ui/place.ts';
import { Reason, reasonOf, VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { settledText } from '../detail/evidence.ts';
import { evidenceOf, optionsText, stateText, targetText, wrapperText } from './listener-text.ts';

const SEVERITIES: readonly Severity[] = ['high', 'medium', 'low', 'info'];

export interface ListenerColumn extends Column<ListenerRecord> {
	/** What the column is sorted by. */
	order?: (listener: ListenerRecord) => string | number;
}

function Where({ name, site, wrapper }: ShownHandler) {
	return (
		<>
			{name && <span class="function-name">{visible(name)} </span>}
			<span class={name ? 'dim' : ''}>{placeText(site) || (wrapper ? '' : t('unknownPlace'))}</span>
			{wrapper && <span class="dim"> {wrapperText(wrapper)}</span>}
		</>
	);
}

/** What is told of each listener. */
export function columnsOf(store: PanelStore): ListenerColumn[] {
	const { session, analysis, accepted } = store;
	const documentText = (listener: ListenerRecord): string => {
		const document = session.documents.get(listener.document);
		return document ? documentName(document) : '';
	};
	const isAccepted = (listener: ListenerRecord): boolean => {
		const judgement = analysis.of(listener);
		const settled = analysis.settled(listener);
		if (judgement.state !== 'done' || !settled) return false;
		const id = listenerFindingId(session, listener, judgement.verdict.verdict, settled.verdict);
		return id !== undefined && id in accepted.value;
	};
	const severityOf = (listener: ListenerRecord): Severity | undefined => {
		const judgement = analysis.of(listener);
		return judgement.state === 'done' ? judgement.verdict.severity : undefined;
	};
	const shown = (listener: ListenerRecord): ShownHandler => shownHandler(listener, analysis.of(listener));
	const sortable = true;
	return [
		{
			id: 'verdict',
			label: t('verdict'),
			width: 92,
			sortable,
			order: (listener) =>
				rankOf(analysis.nameOf(listener.index)) * SEVERITIES.length +
				SEVERITIES.indexOf(severityOf(listener) ?? 'info'),
			cell: (listener) => (
				<>
					<VerdictBadge judgement={analysis.of(listener)} settled={analysis.settled(listener)} />
					{isAccepted(listener) && <AcceptedMark />}
				</>
			),
			title: (listener) => {
				const settled = analysis.settled(listener);
				const seen = settled ? settledText(settled) : '';
				return [reasonOf(analysis.of(listener)), seen].filter(Boolean).join('\n');
			},
		},
		{
			id: 'severity',
			spare: 7,
			label: t('column_severity'),
			width: 76,
			sortable,
			order: (listener) => SEVERITIES.indexOf(severityOf(listener) ?? 'info'),
			cell(listener) {
				const severity = severityOf(listener);
				return severity && <span class={`severity severity-${severity}`}>{tOf('severity', severity)}</span>;
			},
		},
		{
			id: 'where',
			label: t('column_where'),
			width: 230,
			least: 150,
			class: 'mono',
			sortable,
			order: (listener) => {
				const { site, wrapper } = shown(listener);
				return placeText(site ?? wrapper?.site);
			},
			cell: (listener) => <Where {...shown(listener)} />,
			title: (listener) => {
				const { site, wrapper } = shown(listener);
				return [site?.url, wrapper && wrapperText(wrapper)].filter(Boolean).join('\n');
			},
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
			spare: 6,
			label: t('column_state'),
			width: 66,
			sortable,
			order: stateText,
			cell: stateText,
		},
		{
			id: 'deliveries',
			spare: 5,
			label: t('column_deliveries'),
			width: 76,
			class: 'end mono',
			sortable,
			order: (listener) => listener.evidence.runs,
			// Nothing seen where nothing could be seen is not nothing.
			cell: ({ added, evidence }) =>
				added.unwatched ? (
					<span class="own-words">{t('notWatched')}</span>
				) : (
					(evidence.runs > 0 && formatCount(evidence.runs)) || <span class="dim">0</span>
				),
			title: (listener) => (listener.added.unwatched ? evidenceOf(listener) : t('deliveriesTitle')),
		},
		{
			id: 'evidence',
			spare: 10,
			label: t('column_evidence'),
			width: 200,
			cell: (listener) => <span class="reason">{evidenceOf(listener)}</span>,
			title: evidenceOf,
		},
		{
			id: 'reason',
			spare: 4,
			label: t('column_reason'),
			width: 240,
			least: 160,
			grow: true,
			cell: (listener) => (
				<span class="reason">
					<Reason judgement={analysis.of(listener)} />
				</span>
			),
			title: (listener) => reasonOf(analysis.of(listener)),
		},
	];
}

/** There is no room for the word beside a verdict. */
const AcceptedMark = () => (
	<span class="dim" role="img" aria-label={t('accepted')} title={t('accepted')}>
		{' ✓'}
	</span>
);
