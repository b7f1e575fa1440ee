import { amount, type Check, flag, integer, listOf, oneOf, refuse, shape, text } from './checks.ts';
import type { CallSite } from './event.ts';
import { value } from './guard-value.ts';
import { MOST_PORTS, type ProbePlan, type ProbeSource, type ProbeTranscript } from './probe.ts';
import { parseStack } from './stack.ts';

/** Caps in UTF-16 units and entries. What a correct hook sends stays below all of them. */
const WORD = 1_000;
const ADDRESS = 100_000;
const PREVIEW = 10_000;
const ENTRIES = 1_000;

const count = integer(0);
const word = text(WORD);
const address = text(ADDRESS);
const preview = text(PREVIEW);
const stackText = text(PREVIEW);
const callSite = shape({ url: address, line: count, column: count }, { functionName: word });
/** The tools send the engine's text; the innermost place of the page's in it counts. */
const site: Check<CallSite | undefined> = (input, tally) => {
	if (typeof input !== 'string') return callSite(input, tally);
	const innermost = parseStack(stackText(input, tally))[0];
	if (!innermost) return undefined;
	// Who called it differs between the two deliveries of a probe, which are compared.
	const { listener: _, ...place } = innermost;
	return place;
};

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

/** An active test as the panel asks for it, checked to the last field. */
export const probePlan: Check<ProbePlan> = shape({
	listener: count,
	payload: value,
	delivery: oneOf('posed', 'foreign'),
	origin: word,
	source,
	ports: integer(0, MOST_PORTS),
	safe: flag,
	timeLimit: integer(1, 60_000),
});

export const sinkName = oneOf(
	'innerHTML',
	'outerHTML',
	'insertAdjacentHTML',
	'srcdoc',
	'createContextualFragment',
	'parseFromString',
	'document.write',
	'eval',
	'Function',
	'timer',
	'location',
	'open',
	'src',
	'href',
	'javascript-url',
	'event-handler',
	'cookie',
	'localStorage',
	'sessionStorage',
	'indexedDB',
	'fetch',
	'XMLHttpRequest',
	'sendBeacon',
	'WebSocket',
	'prototype',
	'dialog',
	'execCommand',
	'style',
	'clipboard',
	'caches',
	'files',
);

const changes = { count, summary: listOf(word, ENTRIES) };

/** What a probe's page side reports: of the page's making, like all that it says. */
export const probeTranscript: Check<ProbeTranscript> = shape(
	{
		outcome: oneOf('returned', 'threw', 'stuck', 'stopped'),
		reads: listOf(
			shape({ name: oneOf('data', 'origin', 'source', 'ports') }, { site, shared: flag }),
			ENTRIES,
		),
		sinks: listOf(
			shape(
				{ sink: sinkName, value: preview, fromPayload: flag, held: flag },
				{ site, early: flag, shared: flag },
			),
			ENTRIES,
		),
		sends: listOf(
			shape(
				{ via: oneOf('postMessage', 'WebSocket'), value: preview, held: flag },
				{ to: address, site, early: flag, shared: flag },
			),
			ENTRIES,
		),
		mutations: shape(changes, { unclear: shape(changes) }),
		duration: amount,
		leftOut: count,
	},
	{ threw: shape({ message: preview }, { site }), stamped: word, waiting: count },
);
