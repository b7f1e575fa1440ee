import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { DocumentRecord } from '../../src/session/documents.ts';
import type { Session } from '../../src/session/session.ts';

/**
 * Whether the page of the tab can be watched. `restricted`: the browser keeps extensions out of it; `file`: a local file,
 * which needs a permission of its own; `silent`: nobody answers, since the page is older than this Earshot.
 */
export type Reach = 'checking' | 'reached' | 'restricted' | 'file' | 'silent';

/** How long documents have to speak up before they count as silent, in ms. */
const PATIENCE_MS = 1_000;
/** Sites that the browsers keep for themselves: their stores (Firefox: `extensions.webextensions.restrictedDomains`). */
const KEPT =
	/^https:\/\/(?:chromewebstore\.google\.com|chrome\.google\.com\/webstore|microsoftedge\.microsoft\.com\/addons|(?:(?:discovery\.)?addons|support)\.mozilla\.org|(?:[\w-]+\.)?accounts\.firefox\.com|sync\.services\.mozilla\.com)(?:[/?#]|$)/i;

/** Whether no extension may run in documents of an address, whatever it is allowed. */
export function isRestricted(url: string): boolean {
	if (/^about:(?:blank|srcdoc)(?:[?#]|$)/i.test(url)) return false;
	return !/^(?:https?|file|data|blob|ftp):/i.test(url) || KEPT.test(url);
}

export interface ReachWatch {
	reach: ReadonlySignal<Reach>;
	/** The documents of the tab have had their time to speak up. */
	settled: ReadonlySignal<boolean>;
	/** The tab's frames were listed, or it went to another page. */
	restart(): void;
}

/** Follows whether the tab's page answers; `wait` runs a function after some ms. */
export function watchReach(
	session: Session,
	version: Signal<number>,
	wait: (run: () => void, ms: number) => void,
): ReachWatch {
	const settled = signal(false);
	let turn = 0;
	const reach = computed((): Reach => {
		version.value;
		if (topDocument(session)) return 'reached';
		const top = session.frames.find(({ frameId }) => frameId === 0);
		if (top && isRestricted(top.url)) return 'restricted';
		if (!settled.value) return 'checking';
		// Of some of its own pages, Chromium does not even list the frames. An empty tab that no page opened is the browser's.
		if (!top || /^about:/i.test(top.url)) return 'restricted';
		return /^file:/i.test(top.url) ? 'file' : 'silent';
	});
	return {
		reach,
		settled,
		restart() {
			const mine = ++turn;
			settled.value = false;
			wait(() => {
				if (mine === turn) settled.value = true;
			}, PATIENCE_MS);
		},
	};
}

/** The document that the tab shows now, where it has answered. */
export function topDocument(session: Session): DocumentRecord | undefined {
	return [...session.documents].findLast(({ info, endedAt }) => info?.frameId === 0 && endedAt === undefined);
}
