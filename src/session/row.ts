import type { RowEvent } from './packing.ts';

/** What a row of the timeline is about. */
export const rowKinds = ['message', 'send', 'frame', 'socket', 'listener', 'navigation', 'note'] as const;
export type RowKind = (typeof rowKinds)[number];

/** Where a message, send or listener belongs; the order is that of the stored numbers. */
export const channels = [
	'window',
	'port',
	'broadcast-channel',
	'worker',
	'shared-worker',
	'service-worker',
	'websocket',
	'event-source',
] as const;
export type Channel = (typeof channels)[number];

export type Direction = 'none' | 'in' | 'out';
export const directions = ['none', 'in', 'out'] as const;

export interface NewRow {
	kind: RowKind;
	document: number;
	time: number;
	direction?: Direction;
	channel?: Channel;
	/** Bytes; absent when unknown. */
	size?: number;
	/** Interned source reference and origin. */
	source?: number;
	origin?: number;
	/** Index of the listener or socket it is about, else the message's or send's number in its document. */
	ref?: number;
	marks?: number;
	event: RowEvent;
}
