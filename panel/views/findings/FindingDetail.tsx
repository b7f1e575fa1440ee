import { visible } from '../../../src/session/visible.ts';
import { formatCount, t, tOf } from '../../i18n.ts';
import type { Finding } from '../../store/findings.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { Said } from '../../ui/Said.tsx';
import { DetailFrame, openNext } from '../detail/DetailFrame.tsx';
import { evidenceText } from '../detail/evidence.ts';
import { Facts } from '../detail/Facts.tsx';
import { isProbeable } from '../probe/ProbeTab.tsx';
import { Acceptance } from './Acceptance.tsx';
import { findingReason, findingTitle } from './finding-title.ts';
import { SecretReaders } from './SecretReaders.tsx';

interface FindingDetailProps {
	store: PanelStore;
	finding: Finding;
	onClose(): void;
}

/** One finding: why it matters, where it is, and a person's word on it. */
export function FindingDetail({ store, finding, onClose }: FindingDetailProps) {
	return (
		<DetailFrame
			onClose={onClose}
			tabs={[{ id: 'finding', label: t('finding'), content: () => <Pane store={store} finding={finding} /> }]}
		/>
	);
}

function Pane({ store, finding }: { store: PanelStore; finding: Finding }) {
	const { session, selection } = store;
	store.version.value;
	const frame = session.documents.get(finding.document ?? -1);
	const listener = finding.listener === undefined ? undefined : session.listeners[finding.listener];
	const { listener: listenerIndex, socket, row, count } = finding;
	const judgement = listener && store.analysis.of(listener);
	const verdict = judgement?.state === 'done' ? judgement.verdict : undefined;
	const showListener = (index: number, tab: 'verdict' | 'probe'): void => {
		openNext(tab);
		selection.showListener(index);
	};
	return (
		<>
			<div class="verdict-head">
				<span class={`severity severity-${finding.severity}`}>{tOf('severity', finding.severity)}</span>
				<p class="verdict-reason">
					{finding.told ? <Said sentence={finding.told} /> : findingReason(finding)}
				</p>
				{finding.reason !== '' && <p class="dim">{findingTitle(finding)}</p>}
			</div>
			<Facts
				entries={[
					[t('column_where'), <span class="mono">{visible(finding.subject)}</span>],
					[t('column_confidence'), tOf('severity', finding.confidence)],
					[t('column_frame'), frame ? documentName(frame) : ''],
					[t('column_evidence'), listener ? evidenceText(listener) : ''],
					[t('secretKind'), finding.secret ? tOf('secret', finding.secret) : ''],
					[t('timesSeen'), count === undefined ? '' : formatCount(count)],
					[t('witnessText'), verdict?.witness && <code class="witness">{verdict.witness}</code>],
				]}
			/>
			<SecretReaders store={store} finding={finding} />
			<section class="finding-fix">
				<h2 class="finding-heading">{t('fix')}</h2>
				{verdict?.fix ? (
					<p class="plain">
						<Said sentence={verdict.fix} />
					</p>
				) : (
					<p class="plain">{tOf('findingFix', finding.rule)}</p>
				)}
			</section>
			<div class="actions">
				{listenerIndex !== undefined && (
					<button type="button" class="button" onClick={() => showListener(listenerIndex, 'verdict')}>
						{t('showListener')}
					</button>
				)}
				{listenerIndex !== undefined && listener && isProbeable(store, listener) && (
					<button
						type="button"
						class="button"
						title={t('probeFindingWhat')}
						onClick={() => showListener(listenerIndex, 'probe')}
					>
						{t('probeFinding')}
					</button>
				)}
				{socket !== undefined && (
					<button type="button" class="button" onClick={() => selection.showSocket(socket)}>
						{t('showSocket')}
					</button>
				)}
				{row !== undefined && session.holds(row) && (
					<button type="button" class="button" onClick={() => selection.showRow(row)}>
						{t('showMessage')}
					</button>
				)}
			</div>
			<Acceptance accepted={store.accepted} id={finding.id} />
		</>
	);
}
