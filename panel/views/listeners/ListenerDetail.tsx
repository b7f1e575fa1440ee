import { type ListenerRecord, whyUnwatched } from '../../../src/session/listener-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { shownHandler } from '../../store/shown-handler.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { placeText } from '../../ui/place.ts';
import { DetailFrame } from '../detail/DetailFrame.tsx';
import { Facts, Section, Stack } from '../detail/Facts.tsx';
import { isProbeable, ProbeTab } from '../probe/ProbeTab.tsx';
import { optionsText, stateText, targetText, wrapperNames } from './listener-text.ts';
import { VerdictPane } from './VerdictPane.tsx';

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
				...(isProbeable(store, listener)
					? [
							{
								id: 'probe',
								label: t('probing'),
								content: () => <ProbeTab key={index} store={store} listener={listener} />,
							},
						]
					: []),
				{
					id: 'about',
					label: t('about'),
					content: () => <AboutListener store={store} listener={listener} />,
				},
			]}
		/>
	);
}

function AboutListener({ store, listener }: { store: PanelStore; listener: ListenerRecord }) {
	const { added, removed } = listener;
	const unwatched = whyUnwatched(listener);
	store.analysis.version.value;
	const { name, site, wrapper } = shownHandler(listener, store.analysis.of(listener));
	const document = store.session.documents.get(listener.document);
	return (
		<>
			<Facts
				entries={[
					[t('name'), name || t('anonymous')],
					[t('column_where'), placeText(site)],
					[t('script'), site?.url],
					[t('column_frame'), document ? documentName(document) : ''],
					[t('address'), document?.info?.url],
					[t('column_target'), targetText(listener)],
					[t('eventType'), added.type],
					[t('column_how'), tOf('how', added.how)],
					[t('column_options'), optionsText(listener)],
					[t('wrappedBy'), wrapper ? wrapperNames(wrapper, added) : ''],
					[t('column_state'), stateText(listener)],
					[t('addedAt'), formatTime(added.time)],
					[t('removedAt'), removed ? `${formatTime(removed.time)} (${tOf('removed', removed.how)})` : ''],
					[t('notWatched'), unwatched ? tOf('unwatched', unwatched) : ''],
				]}
			/>
			{wrapper && (
				<Section title={t('wrapperSource')}>
					<pre class="raw">{visible(added.source)}</pre>
				</Section>
			)}
			<Section title={t('registrationStack')}>
				<Stack sites={added.stack} onOpen={store.openSource} />
			</Section>
		</>
	);
}
