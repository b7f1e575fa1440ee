/**
 * A function that is sent to the browser as source text: it must use nothing but its arguments and the
 * globals there. Arguments and result go as JSON; promises are awaited.
 */
export type Remote<Args extends unknown[], Result> = (...args: Args) => Result | Promise<Result>;

/** Something with a global in which functions can be run. */
export interface Realm {
	evaluate<Args extends unknown[], Result>(run: Remote<Args, Result>, ...args: Args): Promise<Result>;
	/** Resolves with the first truthy answer of `ask`, asked again and again; fails after `timeout` ms. */
	waitFor<Args extends unknown[], Result>(
		ask: Remote<Args, Result>,
		args: Args,
		timeout?: number,
	): Promise<NonNullable<Result>>;
}
