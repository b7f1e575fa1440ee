import { callExpression, parseResult, poll } from './poll.ts';
import type { Realm, Remote } from './remote.ts';

/** A realm made of something that evaluates expressions and awaits promises. */
export function realmOf(evaluate: (expression: string) => Promise<unknown>): Realm {
	const run = async <Args extends unknown[], Result>(
		remote: Remote<Args, Result>,
		...args: Args
	): Promise<Result> => parseResult<Result>(await evaluate(callExpression(remote, args)));
	return {
		evaluate: run,
		waitFor: (ask, args, timeout) => poll(String(ask), () => run(ask, ...args), timeout),
	};
}
