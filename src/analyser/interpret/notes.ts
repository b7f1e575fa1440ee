import type { Node } from '../syntax/node.ts';
import type { Literal } from './run.ts';

/** A condition and the answers to it that some path was followed with. */
export interface Answers {
	literal: Literal;
	held: boolean;
	failed: boolean;
}

/** What all runs over one listener share. */
export interface Notes {
	/** An origin or source was compared or looked up somewhere, whatever became of the answer. */
	compared: Node | undefined;
	truncated: boolean;
	/** Some code was come to that is not gone into: a call too deep within others, a statement that is not understood. */
	unfollowed: boolean;
	/** Some path came to its end, rather than to an exception. */
	completed: boolean;
	/** The time was over before all paths were followed. */
	outOfTime: boolean;
	readsData: boolean;
	readsOrigin: Node | undefined;
	/** A foreign function was given the origin or event: it could hold a check. */
	handedOut: Node | undefined;
	/** A message sent on to whatever origin the target has. */
	sentToAny: Node | undefined;
	/** Every comparison made with the origin. */
	comparisons: Map<string, Literal>;
	/** Conditions on the origin that were decided, with the answers that were followed: not both where paths were left out. */
	answers: Map<string, Answers>;
}

/** Notes before the first run. */
export function noNotes(): Notes {
	return {
		compared: undefined,
		truncated: false,
		unfollowed: false,
		completed: false,
		outOfTime: false,
		readsData: false,
		readsOrigin: undefined,
		handedOut: undefined,
		sentToAny: undefined,
		comparisons: new Map(),
		answers: new Map(),
	};
}
