import type { CallSite } from '../protocol/event.ts';
import type { ProbeTranscript } from '../protocol/probe.ts';

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
}

/** What a handler did during a probe, each act once. */
export function effectsOf({ sinks, sends, mutations }: ProbeTranscript): Effect[] {
	const found = new Map<string, Effect>();
	const add = (name: string, site: CallSite | undefined, fromPayload: boolean, isSink: boolean): void => {
		const key = `${name}@${site ? `${site.url}:${site.line}:${site.column}` : ''}`;
		const known = found.get(key);
		if (known) known.fromPayload ||= fromPayload;
		else {
			const text = site ? `${name} (${siteText(site)})` : name;
			found.set(key, { key, name, isPlaced: site !== undefined, text, fromPayload, isSink });
		}
	};
	for (const one of sinks) add(one.sink, one.site, one.fromPayload, true);
	for (const one of sends) add(one.via, one.site, false, false);
	for (const one of mutations.summary) add(one, undefined, false, false);
	if (mutations.count > 0 && mutations.summary.length === 0) add('document changed', undefined, false, false);
	return [...found.values()];
}

/** Whether two effects can be the same act: where a place is not known, by what they are. */
export function isSameEffect(one: Effect, other: Effect): boolean {
	if (one.key === other.key) return true;
	return one.name === other.name && !(one.isPlaced && other.isPlaced);
}

/** `app.js:12:4` of a place, the last part of its address. */
export function siteText({ url, line, column }: CallSite): string {
	const name =
		url
			.replace(/[?#].*$/s, '')
			.split('/')
			.at(-1) || url;
	return `${name}:${line}:${column}`;
}
