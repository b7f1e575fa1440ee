import type { CommandResult } from '../../../src/protocol/command.ts';
import { type Failure, failureIn } from '../../../src/protocol/failure.ts';

export const problemKinds = [
	'hex-digit',
	'hex-half',
	'base64',
	'notation',
	'no-place',
	'no-file',
	'too-large',
	'pattern',
	'slow-pattern',
	'delay',
	'code',
	'url',
	'not-whole',
] as const;

/** Why an act was not carried out: what a person wrote cannot be used, a text of the family `actProblem`, or it failed. */
export type ActProblem =
	| {
			kind: (typeof problemKinds)[number];
			/** A position, a size, or the words of the browser. */
			detail?: string;
	  }
	| Failure;

/** What a person must know of an answer; undefined when the act was done. */
export function problemOf(result: CommandResult): Failure | undefined {
	return result.kind === 'done' ? undefined : failureIn(result);
}
