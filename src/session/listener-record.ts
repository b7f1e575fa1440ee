import type { CallSite, HookEventOf } from '../protocol/event.ts';

/** What a listener did in the deliveries that were watched, summed over its life. */
export interface Evidence {
	runs: number;
	/** Serialised origins of the messages it ran for. */
	origins: Set<string>;
	readData: number;
	readOrigin: number;
	readSource: number;
	/** Runs in which data was read and origin was not read before it. */
	dataFirst: number;
	/** Runs for messages of an origin other than the document's in which data was read. */
	foreignData: number;
	/** Of these, the runs in which neither origin nor source was read. */
	foreignUnchecked: number;
	/** Of these again, the runs in which it sent something, or brought a text of the message to a sink. */
	foreignActed: number;
	threw: number;
	replied: number;
	/** Runs while which a text of the message was found in a sink. */
	reached: number;
	stopped: number;
	/** Where origin was read before data, the last time it was. */
	originSite?: CallSite;
}

/** One registered event listener. */
export interface ListenerRecord {
	index: number;
	/** Index of its document. */
	document: number;
	added: HookEventOf<'listener-added'>;
	removed: HookEventOf<'listener-removed'> | undefined;
	/** When its document ended with it. */
	endedAt: number | undefined;
	evidence: Evidence;
	/** Timeline row of its addition. */
	row: number;
}

/** Whether the hook holds the callback: of listeners that it saw being registered, and not of streams of events. */
export const hasCallback = ({ added }: ListenerRecord): boolean =>
	added.how !== 'unseen' && added.how !== 'when';

/** Why what a listener does cannot be watched, if so. */
export function whyUnwatched({
	added,
}: ListenerRecord): 'foreign-realm' | 'unseen' | 'markup' | 'stream' | undefined {
	if (added.how === 'when') return 'stream';
	return added.unwatched && added.how === 'attribute' ? 'markup' : added.unwatched;
}

export function noEvidence(): Evidence {
	return {
		runs: 0,
		origins: new Set(),
		readData: 0,
		readOrigin: 0,
		readSource: 0,
		dataFirst: 0,
		foreignData: 0,
		foreignUnchecked: 0,
		foreignActed: 0,
		threw: 0,
		replied: 0,
		reached: 0,
		stopped: 0,
	};
}

/** Most different origins remembered of one listener. */
const MOST_ORIGINS = 1_000;

/**
 * Adds one watched run; `origin` is the message's, `own` the document's, either undefined when unknown. `reached`: a text
 * of the message was found in a sink meanwhile.
 */
export function addRun(
	evidence: Evidence,
	run: HookEventOf<'listener-ran'>,
	origin: string | undefined,
	own: string | undefined,
	reached = false,
): void {
	const order = run.reads.map(({ name }) => name);
	const data = order.indexOf('data');
	const checked = order.indexOf('origin');
	evidence.runs++;
	if (origin !== undefined && evidence.origins.size < MOST_ORIGINS) evidence.origins.add(origin);
	if (data >= 0) evidence.readData++;
	if (checked >= 0) evidence.readOrigin++;
	if (order.includes('source')) evidence.readSource++;
	if (data >= 0 && (checked < 0 || data < checked)) evidence.dataFirst++;
	const site = run.reads[checked]?.site;
	if (site && (data < 0 || checked < data)) evidence.originSite = site;
	const acted = hasActed(run);
	if (data >= 0 && origin !== undefined && own !== undefined && origin !== own) {
		const unchecked = checked < 0 && !order.includes('source');
		evidence.foreignData++;
		if (unchecked) evidence.foreignUnchecked++;
		if (unchecked && (acted || reached)) evidence.foreignActed++;
	}
	if (run.threw !== undefined) evidence.threw++;
	if (acted) evidence.replied++;
	if (reached) evidence.reached++;
	if (run.stopped) evidence.stopped++;
}

const hasActed = ({ sent = [], frames = [] }: HookEventOf<'listener-ran'>): boolean =>
	sent.length + frames.length > 0;

/** Adds to a run that was added before that it sent something, which was seen elsewhere. */
export function addAct(
	evidence: Evidence,
	run: HookEventOf<'listener-ran'>,
	origin: string | undefined,
	own: string | undefined,
	reached: boolean,
): void {
	if (hasActed(run)) return;
	evidence.replied++;
	const alone = noEvidence();
	addRun(alone, run, origin, own);
	if (alone.foreignUnchecked > 0 && !reached) evidence.foreignActed++;
}

/** Source text of the handler that does the work: behind known wrappers, the innermost. */
export function handlerOf(listener: ListenerRecord): { source: string; name: string; by: string[] } {
	const { wrapped = [], source, name } = listener.added;
	const inner = wrapped.at(-1);
	return {
		source: inner?.source ?? source,
		name: inner?.name ?? name,
		by: wrapped.map((wrapper) => wrapper.by),
	};
}

/** Names under which a listener is found: its own, and those of the handlers behind it. */
export function namesOf({ added }: ListenerRecord): string {
	return [added.name, ...(added.wrapped ?? []).map(({ name }) => name)].join('\n');
}

/** Source texts of all handlers that run for a listener, each once: behind a dispatcher there may be several. */
export function sourcesOf({ added }: ListenerRecord): string[] {
	const { wrapped = [], source } = added;
	return wrapped.length > 0 ? [...new Set(wrapped.map((one) => one.source))] : [source];
}
