import { useEffect } from 'preact/hooks';
import { waysTo } from '../../../src/export/poc-framing.ts';
import type { DocumentRecord } from '../../../src/session/documents.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { failureText } from '../../ui/failure-text.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { Section } from '../detail/Facts.tsx';

interface FramingFactsProps {
	store: PanelStore;
	listener: ListenerRecord;
}

/** Whether foreign pages can frame the listener's page or keep a hold of it in a popup; asked for by a click. */
export function FramingFacts({ store, listener }: FramingFactsProps) {
	const { framing } = store;
	store.version.value;
	const documents = framing.about(listener);
	useEffect(() => {
		if (!store.isSaved) void framing.readLog(listener);
	}, [store, framing, listener]);
	if (documents.length === 0) return null;
	const open = documents.filter((one) => !one.framing);
	const isAsking = documents.some(({ index }) => framing.state.value.get(index) === 'asking');
	return (
		<Section title={t('framing')}>
			<ul class="plain">
				{documents.map((record) => (
					<li key={record.index}>
						<span class="mono">{documentName(record)}</span>:{' '}
						<Framing store={store} record={record} framing={record.framing} />
					</li>
				))}
			</ul>
			{open.length > 0 && !store.isSaved && (
				<div class="actions">
					<button
						type="button"
						class="button"
						disabled={isAsking}
						title={t('framingLookTitle')}
						onClick={() => void framing.look(listener)}
					>
						{t('framingLook')}
					</button>
				</div>
			)}
		</Section>
	);
}

/** `framing` is the record's: a record that has learned it is still the same one, which alone would not be drawn again. */
function Framing({
	store,
	record,
	framing,
}: {
	store: PanelStore;
	record: DocumentRecord;
	framing: DocumentRecord['framing'];
}) {
	const state = store.framing.state.value.get(record.index);
	if (state === 'asking') return <span class="own-words">{t('framingAsking')}</span>;
	if (state) return <span class="bad-text">{t('framingFailed', failureText(state))}</span>;
	if (!framing) return <span class="own-words">{t('framingUnknown')}</span>;
	const { frame, popup } = waysTo(framing, undefined);
	return (
		<>
			{t(frame === 'yes' ? 'framingFrame' : 'framingNoFrame')}{' '}
			{t(popup === 'yes' ? 'framingPopup' : 'framingNoPopup')}
			{headersOf(record).map(([name, value]) => (
				<div key={name} class="mono dim">
					{name}: {value}
				</div>
			))}
		</>
	);
}

/** The headers that decide, as they were sent. */
function headersOf({ framing = {} }: DocumentRecord): [string, string][] {
	const { xFrameOptions, contentSecurityPolicy = '', crossOriginOpenerPolicy } = framing;
	const ancestors = contentSecurityPolicy.match(/\bframe-ancestors\b[^;,]*/gi) ?? [];
	return [
		...(xFrameOptions === undefined ? [] : ([['X-Frame-Options', xFrameOptions]] as [string, string][])),
		...ancestors.map((one): [string, string] => ['Content-Security-Policy', one.trim()]),
		...(crossOriginOpenerPolicy === undefined
			? []
			: ([['Cross-Origin-Opener-Policy', crossOriginOpenerPolicy]] as [string, string][])),
	];
}
