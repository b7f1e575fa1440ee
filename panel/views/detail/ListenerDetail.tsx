import type { Verdict } from '../../../src/analyser/verdict.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { placeText } from '../../ui/place.ts';
import { reasonOf, VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { optionsText, stateText, targetText } from '../listeners/listener-text.ts';
import { DetailFrame } from './DetailFrame.tsx';
import { evidenceText, settledText } from './evidence.ts';
import { Facts, Section, Stack } from './Facts.tsx';
import { SourceView } from './SourceView.tsx';

interface ListenerDetailProps {
	store: PanelStore;
	index: number;
	onClose(): void;
}

/** One listener: the verdict with its reasons beside the code that decided it, what it did, where it is from. */
export function ListenerDetail({ store, index, onClose }: ListenerDetailProps) {
	const listener = store.session.listeners[index];
	if (!listener) return null;
	return (
		<DetailFrame
			onClose={onClose}
			tabs={[
				{
					id: 'verdict',
					label: t('verdict'),
					content: () => <VerdictPane store={store} listener={listener} />,
				},
				{
					id: 'about',
					label: t('about'),
					content: () => <AboutListener store={store} listener={listener} />,
				},
			]}
		/>
	);
}

interface PaneProps {
	store: PanelStore;
	listener: ListenerRecord;
}

function VerdictPane({ store, listener }: PaneProps) {
	const { analysis } = store;
	analysis.version.value;
	store.version.value;
	const judgement = analysis.of(listener);
	const verdict = judgement.state === 'done' ? judgement.verdict : undefined;
	const settled = analysis.settled(listener);
	const seen = settled ? settledText(settled) : '';
	return (
		<>
			<div class="verdict-head">
				<VerdictBadge judgement={judgement} settled={settled} />
				{verdict && <span class="dim">{t('confidence', tOf('severity', verdict.confidence))}</span>}
				<p class="verdict-reason">{reasonOf(judgement)}</p>
				{verdict && <p class="dim">{tOf('verdictMeaning', verdict.verdict)}</p>}
			</div>
			<p class="evidence">
				<b>{t('seenRunning')}</b> {evidenceText(listener.evidence)}
			</p>
			{seen && <p class="notice">{seen}</p>}
			<SourceView
				key={listener.index}
				text={analysis.sourceOf(listener)}
				marks={verdict ? verdict.reasons.flatMap(({ place }) => place ?? []) : []}
				uses={verdict ? verdict.sinks.map(({ place }) => place) : []}
			/>
			{verdict && <Reasons verdict={verdict} />}
		</>
	);
}

function Reasons({ verdict }: { verdict: Verdict }) {
	const more = verdict.reasons.slice(1);
	return (
		<>
			{more.length > 0 && (
				<Section title={t('reasons')}>
					<ul class="plain">
						{more.map((reason) => (
							<li key={`${reason.code}${reason.place?.line}:${reason.place?.column}`}>
								{reason.message}
								{reason.place && reason.place.line > 0 && (
									<span class="dim mono"> {t('line', reason.place.line)}</span>
								)}
							</li>
						))}
					</ul>
				</Section>
			)}
			{verdict.witness !== undefined && (
				<Section title={t('witness')}>
					<p class="plain">
						{t('witnessText')} <code class="witness">{verdict.witness}</code>
					</p>
				</Section>
			)}
			{verdict.predicate !== undefined && (
				<Section title={t('predicate')}>
					<pre class="raw">{verdict.predicate}</pre>
				</Section>
			)}
			{verdict.sinks.length > 0 && (
				<Section title={t('sinks')}>
					<ul class="plain">
						{verdict.sinks.map((sink) => (
							<li key={`${sink.kind}${sink.place.line}:${sink.place.column}`}>
								<span class="badge badge-plain">{tOf('sink', sink.kind)}</span>{' '}
								<code class="mono">{sink.place.text}</code>{' '}
								{sink.place.line > 0 && <span class="dim mono">{t('line', sink.place.line)}</span>}
							</li>
						))}
					</ul>
				</Section>
			)}
			{verdict.conditions.length > 0 && (
				<Section title={t('conditions')}>
					<ul class="plain">
						{verdict.conditions.map((condition) => (
							<li key={condition}>{condition}</li>
						))}
					</ul>
				</Section>
			)}
			{verdict.fix !== undefined && (
				<Section title={t('fix')}>
					<pre class="raw">{verdict.fix}</pre>
				</Section>
			)}
		</>
	);
}

function AboutListener({ store, listener }: PaneProps) {
	const { added, removed } = listener;
	const document = store.session.documents.get(listener.document);
	return (
		<>
			<Facts
				entries={[
					[t('name'), added.name || t('anonymous')],
					[t('column_where'), placeText(added.stack[0])],
					[t('script'), added.stack[0]?.url],
					[t('column_frame'), document ? documentName(document) : ''],
					[t('address'), document?.info?.url],
					[t('column_target'), targetText(listener)],
					[t('eventType'), added.type],
					[t('column_how'), tOf('how', added.how)],
					[t('column_options'), optionsText(listener)],
					[t('wrappedBy'), added.wrapped?.map(({ by }) => by).join(' → ')],
					[t('column_state'), stateText(listener)],
					[t('addedAt'), formatTime(added.time)],
					[t('removedAt'), removed ? `${formatTime(removed.time)} (${tOf('removed', removed.how)})` : ''],
					[t('notWatched'), added.unwatched ? tOf('unwatched', added.unwatched) : ''],
				]}
			/>
			<Section title={t('registrationStack')}>
				<Stack sites={added.stack} onOpen={store.openSource} />
			</Section>
		</>
	);
}
