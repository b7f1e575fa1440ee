import type { HookEvent } from '../protocol/event.ts';
import { Facts, type VerdictOf } from '../session/facts.ts';
import { typeOf } from '../session/json-value.ts';
import { kindOf, type Party } from '../session/parties.ts';
import { previewOf } from '../session/plain.ts';
import { mark } from '../session/rows.ts';
import type { Session } from '../session/session.ts';
import type { Redactor } from './redact/redactor.ts';

/** What the timeline says of a row, in words that do not depend on a language. */
export interface RowTexts {
	time: number;
	kind: string;
	channel: string;
	direction: string;
	from: string;
	to: string;
	origin: string;
	type: string;
	/** Bytes; -1 when unknown. */
	size: number;
	listeners: string[];
	verdicts: string[];
	marks: string[];
	text: string;
}

/** Reads rows as text; one object serves all rows of a session. */
export function rowReader(
	session: Session,
	redactor: Redactor,
	verdictOf: VerdictOf,
	longest: number,
): (row: number) => RowTexts {
	const facts = new Facts(session, verdictOf);
	const { rows } = session;
	return (row) => {
		const { parties, listeners, verdicts, event } = facts.of(row);
		const told = event && redactor.plain(event);
		// Of a window's postMessage, what was delivered for it, as in the list.
		const { data } = facts;
		const payload = told && 'data' in told && data ? redactor.value(data) : undefined;
		return {
			time: rows.time(row),
			kind: kindOf(session, row),
			channel: rows.kind(row) === 'navigation' ? '' : rows.channel(row),
			direction: rows.direction(row),
			from: redactor.text(partyName(parties.from)),
			to: redactor.text(partyName(parties.to)),
			origin: redactor.text(facts.origin),
			type: payload ? typeOf(payload) : '',
			size: rows.size(row),
			listeners: listeners.map((index) => listenerName(session, index, redactor)),
			verdicts,
			marks: Object.entries(mark)
				.filter(([, bit]) => facts.is(bit))
				.map(([name]) => name),
			text: payload
				? previewOf(payload, longest)
				: told
					? eventText(told)
					: redactor.text(facts.text).slice(0, longest),
		};
	};
}

/** Short name of one end of a message: an address where there is one. */
function partyName(party: Party): string {
	switch (party.kind) {
		case 'document':
			return party.document.info?.url ?? '';
		case 'window':
			return [party.relation, party.origin].filter(Boolean).join(' ');
		case 'channel':
			return [party.channel, party.name, `#${party.id}`].filter(Boolean).join(' ');
		case 'server':
			return party.url;
		case 'nobody':
			return '';
		default:
			return party satisfies never;
	}
}

/** A listener by its name and the place where it was added. */
export function listenerName(session: Session, index: number, redactor: Redactor): string {
	const added = session.listeners[index]?.added;
	if (!added) return '';
	const [site] = added.stack;
	const place = site ? `${site.url}:${site.line}:${site.column}` : '';
	return redactor.text([added.name || '(anonymous)', place].filter(Boolean).join(' '));
}

function eventText(event: HookEvent): string {
	switch (event.kind) {
		case 'sink-reached':
			return [event.sink, event.text].filter(Boolean).join(': ');
		case 'socket-connecting':
			return [event.url, ...event.protocols].join(' ');
		case 'socket-opened':
			return [event.protocol, event.extensions].filter(Boolean).join(' ');
		case 'socket-closing':
		case 'socket-closed':
			return [event.code, event.reason].filter(Boolean).join(' ');
		case 'binary-type-set':
			return event.to;
		case 'listener-added':
		case 'listener-removed':
			return event.how;
		case 'channel-created':
			return event.ports.join(' ');
		case 'dropped':
			return `${event.count} ${event.where}`;
		case 'fault':
			return `${event.where}: ${event.text}`;
		default:
			return '';
	}
}
