import type { HookEvent } from '../../../src/protocol/event.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { payloadRowOf } from '../../../src/session/delivery/payload-row.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import { isUnobservable, typeOf } from '../../../src/session/json-value.ts';
import { handlerOf } from '../../../src/session/listener-record.ts';
import { addressOf } from '../../../src/session/parties.ts';
import { previewOf } from '../../../src/session/plain.ts';
import { mark } from '../../../src/session/rows.ts';
import type { Session } from '../../../src/session/session.ts';
import { t, tn, tOf } from '../../i18n.ts';
import type { Brief } from '../../store/decoding/socket-decoding.ts';
import { placeText } from '../../ui/place.ts';
import { sinkText } from '../../ui/sink-text.ts';

export interface RowText {
	type: string;
	preview: string;
	/** The preview is the panel's words, not the page's data. */
	ownWords: boolean;
	/** It was decoded from the beginning of the data alone. */
	isPartial?: boolean;
}

/** What the list says of a row's content; `brief`: what a frame was decoded to, where it was. */
export function rowText(session: Session, row: number, brief?: Brief): RowText {
	const { rows } = session;
	// An empty text stays one, whatever it was decoded as.
	if (brief && (brief.type || brief.preview)) return { ...brief, ownWords: false };
	if (rows.marks(row) & mark.emptied) return own(t('bodyGivenUp'));
	if (rows.kind(row) === 'navigation') return own(addressOf(session, row));
	const event = eventOf(session, row);
	return event ? eventText(session, row, event) : own('');
}

function eventText(session: Session, row: number, event: HookEvent): RowText {
	switch (event.kind) {
		case 'message':
		case 'sent':
		case 'socket-frame':
			if (event.kind === 'sent' && isUnobservable(event.data)) return deliveredText(session, row);
			if (event.data.t === 'omitted') return own(tOf('omitted', event.data.why));
			return dataText(event.data);
		case 'message-seen':
			return own(t('dataNotSeen'));
		case 'listener-added': {
			const listener = session.listeners[session.rows.ref(row)];
			const place = placeText(event.stack[0]);
			const name = (listener ? handlerOf(listener).name : event.name) || t('anonymous');
			return own([tOf('how', event.how), name, place].filter(Boolean).join(' · '));
		}
		case 'listener-removed': {
			const listener = session.listeners[session.rows.ref(row)];
			const place = placeText(listener?.added.stack[0]);
			return own(
				[tOf('removed', event.how), listener && handlerOf(listener).name, place].filter(Boolean).join(' · '),
			);
		}
		case 'socket-connecting':
			return own([event.url, ...event.protocols].join(' · '));
		case 'socket-opened':
			return own([t('socketOpened'), event.protocol, event.extensions].filter(Boolean).join(' · '));
		case 'socket-closing':
			return own([t('socketClosing'), event.code, event.reason].filter(Boolean).join(' · '));
		case 'socket-closed':
			return own(
				[t('socketClosed', event.code), event.reason, t(`closedBy_${event.by}`)].filter(Boolean).join(' · '),
			);
		case 'socket-errored':
			return own(t('socketErrored'));
		case 'binary-type-set':
			return own(`binaryType = ${event.to}`);
		case 'channel-created':
			return own(t('channelCreated', event.ports[0], event.ports[1]));
		case 'sink-reached':
			return own(sinkText(event));
		case 'document-opened':
			return own(t('documentOpened'));
		case 'dropped':
			return own(tn('eventsDropped', event.count, event.where));
		case 'fault':
			return own(`${event.where}: ${event.text}`);
		case 'listener-unwrapped':
		case 'frame-released':
		case 'seen-from':
		case 'listener-ran':
			return own('');
		default:
			return event satisfies never;
	}
}

/** Arguments of window.postMessage are not observable: its data is that of the delivery. */
function deliveredText(session: Session, row: number): RowText {
	const event = eventOf(session, payloadRowOf(session, row));
	if (event?.kind !== 'message' || event.data.t === 'omitted') return own(tOf('omitted', 'not-observable'));
	return dataText(event.data);
}

/** A text of nothing but spaces is shown in its quotes: nothing would be seen of it. */
function dataText(data: Value): RowText {
	const isBlank = data.t === 'string' && data.v.trim() === '' && data.v.length <= MOST_BLANK;
	const preview = isBlank ? JSON.stringify(data.v) : previewOf(data);
	return { type: typeOf(data), preview, ownWords: false };
}

const MOST_BLANK = 100;

const own = (preview: string): RowText => ({ type: '', preview, ownWords: true });
