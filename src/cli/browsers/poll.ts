import type { Remote } from './remote.ts';

const PAUSE_MS = 40;

export const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** What no further attempt can mend. */
export class Hopeless extends Error {}

/** Asks until the answer is truthy; after `timeout` ms fails, saying what was waited for and the last error. */
export async function poll<T>(
	what: string,
	ask: () => Promise<T>,
	timeout = 25_000,
): Promise<NonNullable<T>> {
	const end = Date.now() + timeout;
	let last = '';
	for (;;) {
		try {
			const answer = await ask();
			if (answer) return answer;
			last = '';
		} catch (error) {
			if (error instanceof Hopeless) throw error;
			// A page that is just being replaced cannot be asked; the next attempt can.
			last = ` (${error instanceof Error ? error.message : String(error)})`;
		}
		if (Date.now() > end) throw new Error(`Waited ${timeout} ms for ${what}${last}`);
		await pause(PAUSE_MS);
	}
}

/** Source text of an expression that calls `run` with `args` and gives a promise of the JSON of its result. */
export function callExpression<Args extends unknown[], Result>(
	run: Remote<Args, Result>,
	args: Args,
): string {
	const list = args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ');
	return `(async () => JSON.stringify(await (${run})(${list})))()`;
}

/** What the expression of `callExpression` gave. */
export function parseResult<Result>(json: unknown): Result {
	return (typeof json === 'string' ? JSON.parse(json) : undefined) as Result;
}
