import type { ObservedMessage, ProbeSubject } from '../../../src/probe/plan.ts';
import type { ProbeSource } from '../../../src/protocol/probe.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { mark } from '../../../src/session/rows.ts';
import type { Session } from '../../../src/session/session.ts';
import type { Judgement } from '../analysis-store.ts';
import type { ProbeSurroundings } from './surroundings.ts';

/** Rows looked at, and messages taken from them. */
const REACH = 5_000;
const MOST = 20;

/** What the session knows of a listener that is to be probed; without messages made for it. */
export function probeSubject(
	{ session, analysis }: Pick<ProbeSurroundings, 'session' | 'analysis'>,
	listener: ListenerRecord,
	judgement: Judgement,
): Omit<ProbeSubject, 'shapes'> {
	const own = session.documents.get(listener.document)?.info?.origin;
	return {
		listener: listener.added.listener,
		...(judgement.state === 'done' ? { verdict: judgement.verdict } : {}),
		...(own === undefined ? {} : { own }),
		origins: [...listener.evidence.origins],
		observed: messagesTo(session, listener),
		usesPorts: /\bports\b/.test(analysis.sourceOf(listener)),
	};
}

/** Messages that the listener ran for, the last one last. */
function messagesTo(session: Session, { document, added }: ListenerRecord): ObservedMessage[] {
	const found: ObservedMessage[] = [];
	for (const row of rowsTo(session, document, added.listener)) {
		const event = eventOf(session, row);
		if (event?.kind === 'message') found.push({ value: event.data, ports: event.ports.length });
		if (found.length === MOST) break;
	}
	return found.reverse();
}

/** Rows of messages that a listener ran for, the last one first; ours are none. */
function* rowsTo({ rows, timeline }: Session, document: number, listener: number): Generator<number> {
	for (let at = timeline.length - 1; at >= 0 && at > timeline.length - REACH; at--) {
		const row = timeline.at(at) as number;
		if (rows.kind(row) !== 'message' || rows.document(row) !== document || rows.ran(row) === 0) continue;
		if (rows.marks(row) & mark.synthetic) continue;
		if (rows.runners(row).includes(listener)) yield row;
	}
}

/** The window that the last message of an origin to the listener was from, where a probe can come from it. */
export function senderOf(
	session: Session,
	{ document, added }: ListenerRecord,
	origin: string,
): ProbeSource | undefined {
	for (const row of rowsTo(session, document, added.listener)) {
		if (session.origins.text(session.rows.origin(row)) !== origin) continue;
		const { relation, path } = session.source(row) ?? {};
		if (relation === 'self' || relation === 'parent' || relation === 'opener') return { relation };
		return path === undefined ? undefined : { relation: 'frame', path };
	}
	return undefined;
}

/** Whether another message listener of the page was seen to end deliveries, or has it in its code. */
export function hasStoppers(
	{ session, analysis }: Pick<ProbeSurroundings, 'session' | 'analysis'>,
	listener: ListenerRecord,
): boolean {
	const record = session.documents.get(listener.document);
	const others = record ? [...session.listenersOf(record)] : [];
	return others.some(
		(other) =>
			other !== listener &&
			other.removed === undefined &&
			other.added.type === 'message' &&
			(other.evidence.stopped > 0 || analysis.sourceOf(other).includes('stopImmediatePropagation')),
	);
}

/** Windows that a message to a listener can be from, the stranger's first. */
export function sendersFor(session: Session, { document }: ListenerRecord): ProbeSource[] {
	const info = session.documents.get(document)?.info;
	const path = info?.path;
	const isInner = path !== undefined && path !== '';
	const frames = [...session.documents].flatMap(({ info: other, endedAt }) =>
		endedAt === undefined && other?.path && other.path !== path ? [other.path] : [],
	);
	return [
		{ relation: 'stranger' },
		...(isInner ? [{ relation: 'parent' } as const] : []),
		...(isInner && path.includes('.') ? [{ relation: 'top' } as const] : []),
		...(info?.opener ? [{ relation: 'opener' } as const] : []),
		...[...new Set(frames)].sort().map((one) => ({ relation: 'frame', path: one }) as const),
		{ relation: 'self' },
		{ relation: 'none' },
	];
}
