import fc from 'fast-check';
import type { CallSite } from '../../../src/protocol/event.ts';
import type { ProbePlan, ProbeTranscript, ReachedSink } from '../../../src/protocol/probe.ts';

export const at = (line: number): CallSite => ({ url: 'https://shop.test/js/app.js?v=2', line, column: 5 });

/** A transcript of a handler that came back and did nothing, with changes. */
export function transcript(changes: Partial<ProbeTranscript> = {}): ProbeTranscript {
	return {
		outcome: 'returned',
		reads: [],
		sinks: [],
		sends: [],
		mutations: { count: 0, summary: [] },
		duration: 0.2,
		leftOut: 0,
		...changes,
	};
}

export const reads = (...names: ('data' | 'origin' | 'source' | 'ports')[]): ProbeTranscript['reads'] =>
	names.map((name, index) => ({ name, site: at(index + 1) }));

export const html = (line: number, fromPayload = true): ReachedSink => ({
	sink: 'innerHTML',
	value: '<b>',
	fromPayload,
	site: at(line),
	held: true,
});

export const plan = (changes: Partial<ProbePlan> = {}): ProbePlan => ({
	listener: 1,
	payload: { t: 'null' },
	delivery: 'posed',
	origin: 'https://attacker.example',
	source: { relation: 'stranger' },
	ports: 0,
	safe: true,
	timeLimit: 1000,
	...changes,
});

const word = fc.string({ maxLength: 8 });
const site = fc.option(
	fc.record({ url: fc.webUrl(), line: fc.nat(9), column: fc.nat(9) }, { noNullPrototype: true }),
	{ nil: undefined },
);
const placed = <T extends object>(rest: fc.Arbitrary<T>) =>
	fc.tuple(rest, site).map(([one, where]) => (where ? { ...one, site: where } : one));
const exact = { noNullPrototype: true } as const;

const changes = { count: fc.nat(3), summary: fc.array(word, { maxLength: 2 }) };

/** Any transcript that the protocol declares. */
export const anyTranscript = fc.record(
	{
		outcome: fc.constantFrom('returned', 'threw', 'stuck', 'stopped'),
		reads: fc.array(
			placed(
				fc
					.tuple(
						fc.record({ name: fc.constantFrom('data', 'origin', 'source', 'ports') }, exact),
						fc.constantFrom({}, { shared: true }),
					)
					.map(([read, rest]) => ({ ...read, ...rest })),
			),
			{ maxLength: 4 },
		),
		sinks: fc.array(
			placed(
				fc.record(
					{
						sink: fc.constantFrom('innerHTML', 'eval', 'location'),
						value: word,
						fromPayload: fc.boolean(),
						held: fc.boolean(),
					},
					exact,
				),
			),
			{ maxLength: 3 },
		),
		sends: fc.array(
			placed(
				fc.record(
					{ via: fc.constantFrom('postMessage', 'WebSocket'), value: word, held: fc.boolean() },
					exact,
				),
			),
			{ maxLength: 2 },
		),
		mutations: fc.record(
			{ ...changes, unclear: fc.record(changes, exact) },
			{ ...exact, requiredKeys: ['count', 'summary'] },
		),
		duration: fc.nat(),
		leftOut: fc.nat(1),
		waiting: fc.nat(2),
	},
	{
		...exact,
		requiredKeys: ['outcome', 'reads', 'sinks', 'sends', 'mutations', 'duration', 'leftOut'],
	},
) as fc.Arbitrary<ProbeTranscript>;
