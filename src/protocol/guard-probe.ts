import { amount, type Check, flag, integer, listOf, oneOf, shape, text } from './checks.ts';
import type { CallSite } from './event.ts';
import { address, word } from './guard-texts.ts';
import type { ProbeTranscript } from './probe.ts';
import { parseStack } from './stack.ts';

/** Caps in UTF-16 units and entries. What a correct hook sends stays below all of them. */
const PREVIEW = 10_000;
const ENTRIES = 1_000;

const count = integer(0);
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
