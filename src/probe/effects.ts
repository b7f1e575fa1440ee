import type { CallSite } from '../protocol/event.ts';
import type { ProbeTranscript } from '../protocol/probe.ts';
import type { SinkName } from '../protocol/sink-name.ts';

/** Something a handler did that can be seen from outside, by what it is and where: the same place twice is one. */
export interface Effect {
	/** Equal for the same act at the same place. */
	key: string;
	/** What it is, wherever it stands. */
	name: string;
	/** Its place is known. */
	isPlaced: boolean;
	/** As any language has it, e.g. `innerHTML (app.js:12:4)`. */
	text: string;
	/** The payload's own text went into it. */
	fromPayload: boolean;
	/** It can run, show, store or send what it is given; a mere change of the document is not that. */
	isSink: boolean;
	/** It came before any look at who sends. */
	early: boolean;
	/** A request that was held back: what the handler does with the answer is not known. */
	pending: boolean;
}

/** Calls that are held back by never answering. */
const REQUESTS: readonly SinkName[] = ['fetch', 'XMLHttpRequest'];

/** What a handler did during a probe, each act once. */
export function effectsOf({ sinks, sends, mutations }: ProbeTranscript): Effect[] {
	const found = new Map<string, Effect>();
	const add = (
		name: string,
		site: CallSite | undefined,
		what: Pick<Effect, 'fromPayload' | 'isSink' | 'early' | 'pending'>,
	): void => {
		const key = `${name}@${site ? `${site.url}:${site.line}:${site.column}` : ''}`;
		const known = found.get(key);
		if (known) {
			known.fromPayload ||= what.fromPayload;
			known.early &&= what.early;
		} else {
			const text = site ? `${name} (${siteText(site)})` : name;
			found.set(key, { key, name, isPlaced: site !== undefined, text, ...what });
		}
	};
	const plain = { fromPayload: false, isSink: false, early: false, pending: false };
	for (const { sink, site, fromPayload, held, early = false } of sinks)
		add(sink, site, { fromPayload, isSink: true, early, pending: held && REQUESTS.includes(sink) });
	for (const { via, site, early = false } of sends) add(via, site, { ...plain, early });
	// When a change of the document came is not known.
	for (const one of mutations.summary) add(one, undefined, plain);
	if (mutations.count > 0 && mutations.summary.length === 0) add('document changed', undefined, plain);
	return [...found.values()];
}

/** Whether two effects can be the same act: where a place is not known, by what they are. */
export function isSameEffect(one: Effect, other: Effect): boolean {
	if (one.key === other.key) return true;
	return one.name === other.name && !(one.isPlaced && other.isPlaced);
}

/** `app.js:12:4` of a place, the last part of its address. */
function siteText({ url, line, column }: CallSite): string {
	const name =
		url
			.replace(/[?#].*$/s, '')
			.split('/')
			.at(-1) || url;
	return `${name}:${line}:${column}`;
}
