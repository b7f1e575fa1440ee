import type { ProbeSubject } from '../../../src/probe/plan.ts';
import type { ProbeSource } from '../../../src/protocol/probe.ts';
import type { Value } from '../../../src/protocol/value.ts';
import { eventOf } from '../../../src/session/facts.ts';
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
	session: Session,
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
	};
}

/** Data of messages that the listener ran for, the last one last; ours are none. */
function messagesTo(session: Session, { document, added }: ListenerRecord): Value[] {
	const { rows, timeline } = session;
	const found: Value[] = [];
	for (let at = timeline.length - 1; at >= 0 && at > timeline.length - REACH && found.length < MOST; at--) {
		const row = timeline.at(at) as number;
		if (rows.kind(row) !== 'message' || rows.document(row) !== document || rows.ran(row) === 0) continue;
		if (rows.marks(row) & mark.synthetic) continue;
		const isHeard = rows.runners(row).includes(added.listener);
		const event = isHeard ? eventOf(session, row) : undefined;
		if (event?.kind === 'message') found.push(event.data);
	}
	return found.reverse();
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
