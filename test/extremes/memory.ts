import { readFileSync } from 'node:fs';
import { processTree } from '../bench/proc.ts';

/** MB that a browser and all its processes have to themselves (PSS: what is shared counts once). */
export function memoryOf(root: number): number {
	let kb = 0;
	for (const pid of processTree(root)) {
		try {
			kb += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
		} catch {
			// Ended meanwhile.
		}
	}
	return kb / 1024;
}
