import type { Session } from '../session.ts';

/** Whose payload a row shows: of calls of a window's postMessage, whose arguments cannot be seen, that of the delivery. */
export function payloadRowOf({ rows, holds }: Session, row: number): number {
	if (rows.kind(row) !== 'send' || rows.channel(row) !== 'window') return row;
	const delivery = rows.peer(row);
	return delivery !== undefined && holds(delivery) ? delivery : row;
}
