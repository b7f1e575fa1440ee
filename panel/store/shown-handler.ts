import type { CallSite } from '../../src/protocol/event.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { Judgement } from './analysis-store.ts';

/** The function that handles a listener's events, and the wrapper that the browser was given in its place. */
export interface ShownHandler {
	name: string;
	/** The call that registered it; undefined where the stack does not reach it. */
	site: CallSite | undefined;
	wrapper?: { name: string; site: CallSite | undefined };
}

/** What to show of a listener: the page's own handler rather than a library's wrapper around it. */
export function shownHandler({ added }: ListenerRecord, judgement: Judgement): ShownHandler {
	const wrapper = { name: added.name, site: added.stack[0] };
	const done = judgement.state === 'done' ? judgement : undefined;
	if (done?.behind) {
		const { name, site } = done.behind;
		// A bound function is registered by the page itself.
		return { name, site, ...(site === wrapper.site ? {} : { wrapper }) };
	}
	const { wrapped = [] } = added;
	if (wrapped.length === 0) return wrapper;
	const judged = wrapped.find(({ source }) => source === done?.source) ?? wrapped.at(-1);
	// The library's script comes first; what it was called by is the page's.
	const site = added.stack.find(({ url }) => url !== wrapper.site?.url);
	return { name: judged?.name ?? '', site, wrapper };
}
