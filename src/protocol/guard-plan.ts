import { attempt, type Check, flag, integer, oneOf, refuse, shape } from './checks.ts';
import { word } from './guard-texts.ts';
import { value } from './guard-value.ts';
import { MOST_PORTS, type ProbePlan, type ProbeSource } from './probe.ts';

const relation = shape({ relation: oneOf('stranger', 'self', 'parent', 'top', 'opener', 'none') });
const frame = shape({
	relation: oneOf('frame'),
	path: (input: unknown): string =>
		typeof input === 'string' && /^(\d{1,6}(\.\d{1,6}){0,50})?$/.test(input) ? input : refuse(),
});
const source: Check<ProbeSource> = (input, tally) =>
	(input as { relation?: unknown } | null | undefined)?.relation === 'frame'
		? frame(input, tally)
		: relation(input, tally);

const probePlan: Check<ProbePlan> = shape({
	listener: integer(0),
	payload: value,
	delivery: oneOf('posed', 'foreign'),
	origin: word,
	source,
	ports: integer(0, MOST_PORTS),
	safe: flag,
	timeLimit: integer(1, 60_000),
});

/** An active test as the panel asks for it, checked to the last field; undefined: it is none. */
export function guardPlan(input: unknown): ProbePlan | undefined {
	return attempt(probePlan, input, { unknownFields: 0, cutTexts: 0 });
}
