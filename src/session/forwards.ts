import { showUtf8 } from '../decode/bytes/utf8.ts';
import type { Value } from '../protocol/value.ts';
import { bytesOf } from './bytes-of.ts';
import { eventOf } from './event-of.ts';
import type { Forwarding } from './forwardings.ts';
import { frameRow } from './replies.ts';
import type { Session } from './session.ts';

/** Parts of a message that are looked for in what was sent; short ones are in many texts by chance. */
const MOST_PARTS = 200;
const SHORTEST = 5;
/** Characters of a frame that are searched. */
const SEARCHED = 20_000;

/** Row of the frame that holds a part of the message's data; undefined where none does. */
export function forwardedIn(session: Session, { row, frames }: Forwarding): number | undefined {
	const record = session.holds(row) ? session.documentOf(row) : undefined;
	const event = record && eventOf(session, row);
	if (!record || event?.kind !== 'message') return undefined;
	const isPartIn = partsIn(event.data);
	if (!isPartIn) return undefined;
	const sockets = [...record.sockets.values()];
	for (const frame of frames) {
		const found = frameRow(session, sockets, frame, row);
		const sent = found === undefined ? undefined : eventOf(session, found);
		if (sent?.kind !== 'socket-frame') continue;
		if (isPartIn(sent.data)) return found;
	}
	return undefined;
}

/** Tells whether a part of a value is in another; undefined where it has none that could be known again. */
export function partsIn(value: Value): ((other: Value) => boolean) | undefined {
	const parts = partsOf(value);
	if (parts.length === 0) return undefined;
	return (other) => {
		const text = textOf(other).slice(0, SEARCHED);
		return parts.some((part) => text.includes(part));
	};
}

/** Texts and long numbers of a value, also as JSON writes them. */
function partsOf(value: Value): string[] {
	const parts = new Set<string>();
	const waiting: Value[] = [value];
	for (let next = waiting.pop(); next && parts.size < MOST_PARTS; next = waiting.pop()) {
		switch (next.t) {
			case 'string':
				if (next.v.length < SHORTEST) break;
				parts.add(next.v);
				parts.add(JSON.stringify(next.v).slice(1, -1));
				break;
			case 'number':
			case 'bigint':
				if (String(next.v).length >= SHORTEST) parts.add(String(next.v));
				break;
			case 'object':
			case 'array':
			case 'map':
				waiting.push(...next.e.slice(0, MOST_PARTS).map(([, item]) => item));
				break;
			case 'set':
				waiting.push(...next.e.slice(0, MOST_PARTS));
				break;
			default:
		}
	}
	return [...parts];
}

function textOf(value: Value): string {
	if (value.t === 'string') return value.v;
	return value.t === 'buffer' || value.t === 'view' ? showUtf8(bytesOf(value)) : '';
}
