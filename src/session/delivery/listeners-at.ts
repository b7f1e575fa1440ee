import type { DocumentRecord } from '../documents.ts';
import type { ListenerRecord } from '../listener-record.ts';
import { push } from '../push.ts';
import type { Session } from '../session.ts';

interface Index {
	/** Listeners of the document, and of all, when it was made. */
	size: number;
	all: number;
	listeners: Map<string, ListenerRecord[]>;
}

/** A million rows ask, and a document may have thousands of listeners: they are sorted once for all. */
const indexes = new WeakMap<DocumentRecord, Index>();

/** Listeners for a type of event on a target of a document, also those that were removed. */
export function listenersAt(
	session: Session,
	record: DocumentRecord,
	type: string,
	target: number,
): readonly ListenerRecord[] {
	let index = indexes.get(record);
	if (index?.size !== record.listeners.size || index.all !== session.listeners.length) {
		index = { size: record.listeners.size, all: session.listeners.length, listeners: new Map() };
		for (const listener of session.listenersOf(record)) {
			const { target, type: kind } = listener.added;
			push(index.listeners, `${target.id} ${kind}`, listener);
		}
		indexes.set(record, index);
	}
	return index.listeners.get(`${target} ${type}`) ?? [];
}
