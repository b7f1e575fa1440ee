import { readdirSync, readFileSync } from 'node:fs';

const read = (file: string): string => {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
};
/** The fields of /proc/PID/stat after the program's name, which may hold anything. */
const stat = (pid: number): string[] => {
	const text = read(`/proc/${pid}/stat`);
	return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

/** Process ids of `root` and all below it (Linux). */
export function processTree(root: number): number[] {
	const children = new Map<number, number[]>();
	for (const name of readdirSync('/proc')) {
		const pid = Number(name);
		if (!pid) continue;
		const parent = Number(stat(pid)[1]);
		children.set(parent, [...(children.get(parent) ?? []), pid]);
	}
	const found: number[] = [];
	for (const queue = [root]; queue.length > 0; ) {
		const pid = queue.pop() as number;
		found.push(pid);
		queue.push(...(children.get(pid) ?? []));
	}
	return found;
}

/** CPU of the main thread of a process so far, in ms, to the nanosecond. */
export const mainThreadMs = (pid: number): number =>
	Number(read(`/proc/${pid}/schedstat`).split(' ')[0]) / 1e6;

/** CPU of a process and all its threads so far, in ms, in steps of 10. */
const processMs = (pid: number): number => {
	const fields = stat(pid);
	return (Number(fields[11]) + Number(fields[12])) * 10 || 0;
};

/** Whether a process runs web pages. */
export function isRenderer(pid: number): boolean {
	const line = read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
	return line.includes('--type=renderer') || (line.includes('-contentproc') && / tab ?$/.test(line));
}

/** CPU of a tree of processes over time, those that end in between included as last seen. */
export class TreeClock {
	#root: number;
	#first = new Map<number, number>();
	#last = new Map<number, number>();

	constructor(root: number) {
		this.#root = root;
		for (const pid of processTree(root)) this.#first.set(pid, processMs(pid));
	}

	/** ms used since the start. */
	read(): number {
		for (const pid of processTree(this.#root)) this.#last.set(pid, processMs(pid));
		let sum = 0;
		for (const [pid, ms] of this.#last) sum += ms - (this.#first.get(pid) ?? 0);
		return sum;
	}
}

/** Resolves when the tree has used little CPU for a while, or after `limit` ms. */
export async function settled(root: number, limit: number): Promise<void> {
	const end = Date.now() + limit;
	// Running plus waiting for a core: a browser that is starved by other jobs is not idle.
	const demand = () => {
		let sum = 0;
		for (const pid of processTree(root)) {
			const [run = 0, wait = 0] = read(`/proc/${pid}/schedstat`).split(' ').map(Number);
			sum += (run + wait) / 1e6;
		}
		return sum;
	};
	let quiet = 0;
	for (let before = demand(); quiet < 2 && Date.now() < end; ) {
		const at = Date.now();
		await new Promise((go) => setTimeout(go, 100));
		const after = demand();
		quiet = (after - before) / (Date.now() - at) < 0.15 ? quiet + 1 : 0;
		before = after;
	}
}
