import { attempt, type Check, flag, oneOf, recordOf, refuse, shape, text } from './checks.ts';
import type { CommandResult } from './command.ts';
import { type FailureCode, failure, failureCodes } from './failure.ts';
import { probeTranscript } from './guard-probe.ts';
import { address, word } from './guard-texts.ts';
import { value } from './guard-value.ts';

/** Caps in UTF-16 units and entries. What a correct hook sends stays below all of them. */
const SOURCE = 50_000_000;
const VALUES = 200;

const framing = shape(
	{},
	{ xFrameOptions: address, contentSecurityPolicy: address, crossOriginOpenerPolicy: address },
);

/** What is no code of ours says no more than that it failed. */
const failureCode: Check<FailureCode> = (input) =>
	failureCodes.includes(input as FailureCode) ? (input as FailureCode) : 'other';

const result: Check<CommandResult> = (input, tally) => {
	switch (Array.isArray(input) ? input[0] : (input as { kind?: unknown } | null | undefined)?.kind) {
		case 'body':
			return shape({ kind: oneOf('body'), data: value, complete: flag })(input, tally);
		case 'source':
			return shape({ kind: oneOf('source'), source: text(SOURCE) })(input, tally);
		case 'framing':
			return shape({ kind: oneOf('framing'), headers: framing })(input, tally);
		case 'values':
			return shape({ kind: oneOf('values'), values: recordOf(word, value, VALUES) })(input, tally);
		case 'transcript':
			return shape({ kind: oneOf('transcript'), transcript: probeTranscript })(input, tally);
		case 'done':
			return shape({ kind: oneOf('done') })(input, tally);
		case 'failed':
			return shape({ kind: oneOf('failed'), code: failureCode }, { detail: address })(input, tally);
		default:
			return refuse();
	}
};

/** The answer to a command, which comes from the page's world too; a malformed one is a failure. */
export function guardResult(input: unknown): CommandResult {
	const checked = attempt(result, input, { unknownFields: 0, cutTexts: 0 });
	return checked ?? failure('malformed');
}
