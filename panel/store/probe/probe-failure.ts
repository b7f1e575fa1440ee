import type { Failure, FailureCode } from '../../../src/protocol/failure.ts';

/** What failed for this message need not for another. */
const OF_ONE_MESSAGE: ReadonlySet<FailureCode> = new Set([
	'value-unread',
	'value-kind',
	'no-value',
	'refused',
	'browser-refused',
	'too-large',
	'malformed',
	'other',
]);

/** Whether another message would fare no better. */
export const isFinal = ({ code }: Failure): boolean => !OF_ONE_MESSAGE.has(code);
