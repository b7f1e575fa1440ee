import { readdirSync, readFileSync } from 'node:fs';

interface Process {
	pid: number;
	parent: number;
	/** Bytes of memory of its own. */
	own: number;
}

function read(pid: number): Process | undefined {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		const number = (name: string): number =>
			Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1] ?? 0);
		return { pid, parent: number('PPid'), own: number('RssAnon') * 1_024 };
	} catch {
		// It has ended meanwhile.
		return undefined;
	}
}

/** Memory of each process below a browser's, by its id; in bytes, without what processes share. */
export function memoryBelow(root: number): Map<number, number> {
	const all = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => read(Number(name)) ?? []);
	const found = new Map<number, number>();
	const add = (parent: number): void => {
		for (const { pid, own, parent: above } of all) {
			if (above !== parent || found.has(pid)) continue;
			found.set(pid, own);
			add(pid);
		}
	};
	const own = read(root)?.own;
	if (own !== undefined) found.set(root, own);
	add(root);
	return found;
}
