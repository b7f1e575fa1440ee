import type { CommandResult } from '../../../src/protocol/command.ts';

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
	'page-gone',
	'closed',
	'not-open',
	'not-held',
	'kept-out',
	'lost',
	'no-answer',
	'refused',
] as const;

/** Why an act was not carried out; people read it as a text of the family `actProblem`. */
export interface ActProblem {
	kind: (typeof problemKinds)[number];
	/** A position, a size, or the words of the browser. */
	detail?: string;
}

/** Reasons as tools, relay and connection give them. */
const REASONS: Record<string, ActProblem['kind']> = {
	'This socket is closed.': 'closed',
	'This socket is not open.': 'not-open',
	'Its socket is no longer open.': 'not-open',
	'This frame is not held any more.': 'not-held',
	'The page keeps the tools out.': 'kept-out',
	'The connection was lost.': 'lost',
	'The page did not answer in time.': 'no-answer',
};

/** What a person must know of an answer; undefined when the act was done. */
export function problemOf(result: CommandResult): ActProblem | undefined {
	if (result.kind === 'done') return undefined;
	const reason = result.kind === 'failed' ? result.reason : '';
	const kind = Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
	return kind ? { kind } : { kind: 'refused', detail: reason };
}
