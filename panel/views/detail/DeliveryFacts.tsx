import type { ComponentChildren } from 'preact';
import { deliveryOf, isListenedTo, unsentOf } from '../../../src/session/delivery/delivery.ts';
import { mark } from '../../../src/session/rows.ts';
import type { Session } from '../../../src/session/session.ts';
import { formatSpan, t, tn, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { deliveryText } from './delivery-text.ts';

type Fact = [string, ComponentChildren];

/** The other half of a send or delivery: what became of the one, where the other was sent. */
export function deliveryFacts(store: PanelStore, row: number): Fact[] {
	const { rows } = store.session;
	switch (rows.kind(row)) {
		case 'send':
			return sendFacts(store, row);
		case 'message':
			return [...messageFacts(store, row), ...portFacts(store, row)];
		default:
			return [];
	}
}

function sendFacts(store: PanelStore, row: number): Fact[] {
	const { session } = store;
	const delivery = deliveryOf(session, row);
	const links = delivery.rows.map((each) => (
		<RowLink key={each} store={store} row={each} text={receiverName(session, each)} />
	));
	const first = delivery.rows[0];
	const span = first === undefined ? '' : formatSpan(session.rows.time(first) - session.rows.time(row));
	return [
		[t('deliveryFact'), deliveryText(delivery)],
		[t('deliveredAs'), links.length > 0 && <span class="row-links">{links}</span>],
		[t('underway'), span],
		[t('certainty'), delivery.byOrder ? t('matchedByOrderText') : ''],
		...portFacts(store, row),
	];
}

function messageFacts(store: PanelStore, row: number): Fact[] {
	const { session } = store;
	const { rows } = session;
	const send = rows.peer(row);
	const unsent = unsentOf(session, row);
	const ran = rows.ran(row);
	const silence = isListenedTo(session, row) ? 'unwatched' : 'unheard';
	const sentBy =
		send !== undefined && session.holds(send) ? (
			<RowLink store={store} row={send} text={t('theCall')} />
		) : (
			unsent && tOf('unsent', unsent)
		);
	return [
		[t('sentBy'), sentBy],
		[t('certainty'), rows.marks(row) & mark.byOrder ? t('matchedByOrderText') : ''],
		[t('deliveredTo'), ran > 0 ? tn('deliveredTo', ran) : tOf('delivery', silence)],
	];
}

/** The channel of a port: its other end, and the messages that handed its ends over. */
function portFacts(store: PanelStore, row: number): Fact[] {
	const { session } = store;
	const record = session.documentOf(row);
	const id = portOf(session, row);
	const end = record && id !== undefined ? session.deliveries.ports.find(record, id) : undefined;
	if (!end) return [];
	const { other } = end;
	const created = end.created?.row;
	const handOvers = [...end.handedOver, ...(other?.handedOver ?? [])].filter(session.holds);
	const place = other?.place;
	const where = place
		? t('portPlace', place.id, documentName(place.record))
		: t(other?.isAway ? 'portInWorker' : 'portElsewhere');
	return [
		[t('otherPort'), where],
		[
			t('channelMade'),
			created !== undefined && session.holds(created) && (
				<RowLink store={store} row={created} text={t('theChannel')} />
			),
		],
		[
			t('handedOver'),
			handOvers.length > 0 && (
				<span class="row-links">
					{handOvers.map((each) => (
						<RowLink key={each} store={store} row={each} text={receiverName(session, each)} />
					))}
				</span>
			),
		],
		[t('certainty'), end.isByOrder || other?.isByOrder ? t('portByOrder') : ''],
	];
}

function portOf(session: Session, row: number): number | undefined {
	if (session.rows.channel(row) !== 'port') return undefined;
	return session.rows.target(row)?.id;
}

function receiverName(session: Session, row: number): string {
	const document = session.documentOf(row);
	return document ? documentName(document) : t('unknownDocument');
}

function RowLink({ store, row, text }: { store: PanelStore; row: number; text: string }) {
	return (
		<button type="button" class="link" onClick={() => store.selection.showRow(row)}>
			{text}
		</button>
	);
}
