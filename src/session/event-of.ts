import type { HookEvent } from '../protocol/event.ts';
import type { Session } from './session.ts';

/** The event of a row, parsed; undefined for navigations and where the body was given up. */
export function eventOf(session: Session, row: number): HookEvent | undefined {
	const event = session.rows.event(row);
	return event && 'kind' in event ? event : undefined;
}
