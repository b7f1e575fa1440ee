import type { Said } from '../../worker/decoding/questions.ts';
import { oldestOut } from '../oldest-out.ts';

/** Requests that wait for their answers; the oldest are given up. */
const MOST_WAITING = 10_000;

/** Tells which earlier frame a frame answers. */
export interface Pairing {
	/** Row of the request that one of the frame's messages answers, if it is known. Notes the frame's own ids. */
	add(row: number, direction: 'in' | 'out', numbers: Said['numbers']): number | undefined;
	clear(): void;
}

/** Pairs the answers of one socket with the requests of its other side. */
export function createPairing(): Pairing {
	const waiting = new Map<string, number>();
	return {
		add(row, direction, numbers) {
			const other = direction === 'in' ? 'out' : 'in';
			let request: number | undefined;
			for (const { id, replyTo } of numbers) {
				if (replyTo !== undefined) request ??= waiting.get(`${other} ${replyTo}`);
				if (id === undefined) continue;
				// The order of the map is that of the latest use: ids are used again.
				waiting.delete(`${direction} ${id}`);
				waiting.set(`${direction} ${id}`, row);
			}
			oldestOut(waiting, MOST_WAITING);
			return request;
		},
		clear: () => waiting.clear(),
	};
}
