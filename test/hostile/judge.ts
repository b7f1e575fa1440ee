import type { HookEvent } from '../../src/protocol/event.ts';
import type { Heard } from './ear.ts';

/** What a hostile page says of itself when it is done. */
export interface Confession {
	/** REAL marks that arrived where the page sent them. */
	arrived: string[];
	/** Ordinary calls of the page that threw, and uncaught errors that were not thrown by the page itself. */
	errors: string[];
	/** What the page overheard or found out. */
	leaks: string[];
	/** Messages sent in a flood, if there was one. */
	flood?: number;
}

export interface Judgement {
	forged: string[];
	suppressed: string[];
	errors: string[];
	leaks: string[];
}

/** Facts that every page makes happen: mark and the kind of event that must tell of it. */
const FACTS: [mark: string, kind: string][] = [
	['VICTIM-LISTENER', 'listener-added'],
	['VICTIM-HANDLER', 'listener-added'],
	['REAL-1', 'message'],
	['REAL-2', 'message'],
	['REAL-3', 'message'],
	['REAL-4', 'socket-frame'],
];

/** The whole vocabulary of events; satisfies makes sure that none is missing. */
const KINDS: ReadonlySet<string> = new Set(
	Object.keys({
		'listener-added': 0,
		'listener-removed': 0,
		'listener-unwrapped': 0,
		message: 0,
		'message-seen': 0,
		'seen-from': 0,
		'listener-ran': 0,
		sent: 0,
		'channel-created': 0,
		'socket-connecting': 0,
		'socket-opened': 0,
		'socket-frame': 0,
		'frame-released': 0,
		'socket-closing': 0,
		'socket-closed': 0,
		'socket-errored': 0,
		'binary-type-set': 0,
		'sink-reached': 0,
		'document-opened': 0,
		dropped: 0,
		fault: 0,
	} satisfies Record<HookEvent['kind'], 0>),
);

/** Kinds by which Earshot says that something may be missing. */
const isMark = (event: Heard): boolean => event.kind === 'dropped' || event.kind === 'fault';

/** Events that quote the page's own code. */
const QUOTING = ['listener-added', 'listener-ran', 'sent', 'fault'];

/** Holds what was heard against what happened: nothing made up, nothing missing without a mark, the page unharmed. */
export function judge(confession: Confession, heard: readonly Heard[]): Judgement {
	const texts = heard.map((event) => [event.kind, JSON.stringify(event)] as const);
	const forged = heard
		.filter((event) => !QUOTING.includes(event.kind))
		.map((event) => JSON.stringify(event))
		.filter((text) => text.includes('FORGED'));
	const made = heard.filter(
		(event) => !KINDS.has(event.kind) || event.synthetic === true || event.kind === 'result',
	);
	const marked = heard.some(isMark);
	const missing = FACTS.filter(([mark, kind]) => {
		const happened = mark.startsWith('VICTIM') || confession.arrived.includes(mark);
		return happened && !texts.some(([known, text]) => known === kind && text.includes(mark));
	});
	return {
		forged: [...forged, ...made.map((event) => JSON.stringify(event))].map((text) => text.slice(0, 300)),
		suppressed: [
			...(marked ? [] : missing.map(([mark, kind]) => `${mark} (${kind})`)),
			...floodGap(confession, heard),
		],
		errors: confession.errors,
		leaks: confession.leaks,
	};
}

/** Every message of a flood is either there or counted as dropped. */
function floodGap({ flood }: Confession, heard: readonly Heard[]): string[] {
	if (flood === undefined) return [];
	const there = heard.filter(({ kind }) => kind === 'message').length;
	const dropped = heard.reduce((sum, event) => sum + (event.kind === 'dropped' ? Number(event.count) : 0), 0);
	return there + dropped >= flood ? [] : [`flood of ${flood}: ${there} there, ${dropped} counted as dropped`];
}

/** Whether everything that must have been told has been: the reader need not wait any longer. */
export function isComplete(confession: Confession, heard: readonly Heard[]): boolean {
	return judge(confession, heard).suppressed.length === 0;
}

/** What a page says with Earshot that it does not say without, and what no longer arrives. */
export function beyond(after: Confession, before: Confession): Confession {
	const bare = (text: string) => text.replaceAll(/run=[\w.-]+/g, 'run').replaceAll(/:\d+:\d+/g, '');
	const known = new Set([...before.errors, ...before.leaks].map(bare));
	const isNew = (text: string) => !known.has(bare(text));
	const lost = before.arrived.filter((mark) => !after.arrived.includes(mark));
	return {
		...after,
		errors: [...after.errors.filter(isNew), ...lost.map((mark) => `${mark} no longer arrives`)],
		leaks: after.leaks.filter(isNew),
	};
}
