import { Table } from './natives.ts';

const ids = new Table<object, number>();
let last = 0;

/** The id of a target (port, channel, worker, socket …), given at first sight. Window is 0 and never asks. */
export function targetId(target: object): number {
	const known = ids.get(target);
	if (known !== undefined) return known;
	ids.set(target, ++last);
	return last;
}

/** The id of a target seen before; values name ports by it. */
export const knownTarget = (object: object): number | undefined => ids.get(object);
