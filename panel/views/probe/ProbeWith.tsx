import { useState } from 'preact/hooks';
import type { HookEventOf } from '../../../src/protocol/event.ts';
import { hasCallback, type ListenerRecord } from '../../../src/session/listener-record.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { optionText } from '../../ui/option-text.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { placeText } from '../../ui/place.ts';
import { openNext } from '../detail/DetailFrame.tsx';
import { isProbeable } from './ProbeTab.tsx';

interface ProbeWithProps {
	store: PanelStore;
	row: number;
	/** The message as it was delivered. */
	message: Pick<HookEventOf<'message'>, 'data' | 'ports'>;
}

/** Takes an observed message to a listener of choice, to be probed with it; nothing is delivered yet. */
export function ProbeWith({ store, row, message }: ProbeWithProps) {
	const { session, probes, selection } = store;
	const [chosen, setChosen] = useState<number | undefined>(undefined);
	const listeners = candidates(store, row);
	const listener = listeners.find(({ index }) => index === chosen) ?? listeners[0];
	if (!listener) return null;
	const open = async (): Promise<void> => {
		const origin = session.origins.text(session.rows.origin(row));
		await probes.choose(listener, { value: message.data, ports: message.ports.length, origin });
		openNext('probe');
		selection.showListener(listener.index);
	};
	return (
		<div class="probing-actions pad">
			<label>
				<span class="dim">{t('probingListener')}</span>{' '}
				<select
					class="probing-select"
					value={String(listener.index)}
					onChange={({ currentTarget }) => setChosen(Number(currentTarget.value))}
				>
					{listeners.map((one) => (
						<option key={one.index} value={String(one.index)}>
							{nameOf(store, one)}
						</option>
					))}
				</select>
			</label>
			<button type="button" class="button" onClick={() => void open()}>
				{t('probingWith')}
			</button>
		</div>
	);
}

/** Listeners that can be probed, those of the message's own document first. */
function candidates(store: PanelStore, row: number): ListenerRecord[] {
	const own = store.session.rows.document(row);
	return store.session.listeners
		.filter(
			(one): one is ListenerRecord =>
				one !== undefined &&
				!one.removed &&
				one.endedAt === undefined &&
				hasCallback(one) &&
				isProbeable(store, one),
		)
		.sort((a, b) => Number(b.document === own) - Number(a.document === own));
}

function nameOf({ session }: PanelStore, { added, document }: ListenerRecord): string {
	const record = session.documents.get(document);
	const parts = [added.name, placeText(added.stack[0]), record && `(${documentName(record)})`];
	return optionText(parts.filter(Boolean).join(' '));
}
