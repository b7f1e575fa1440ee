import { type Signal, signal } from '@preact/signals';
import { isOfExtension } from '../../src/session/extensions.ts';
import type { ListenerRecord } from '../../src/session/listener-record.ts';
import type { Session } from '../../src/session/session.ts';
import { isTextList, type Storage, shared, stored } from './settings.ts';

export const groupings = ['none', 'frame', 'owner'] as const;
export type Grouping = (typeof groupings)[number];

/** How the list of listeners is shown. */
export interface ListenerList {
	grouping: Signal<Grouping>;
	/** Stable ids of listeners that a person does not want to see. */
	hidden: Signal<string[]>;
	/** They are shown all the same. */
	showHidden: Signal<boolean>;
	/** Groups whose listeners are folded away, by their ids. */
	closed: Signal<ReadonlySet<string>>;
	/** A heading that is selected. */
	heading: Signal<number | undefined>;
}

export function createListenerList(storage: Storage): ListenerList {
	return {
		grouping: stored<Grouping>(storage, 'listeners-grouping', 'none', isGrouping),
		hidden: shared(storage, 'hidden-listeners', [], isTextList),
		showHidden: signal(false),
		closed: signal<ReadonlySet<string>>(new Set()),
		heading: signal<number | undefined>(undefined),
	};
}

const isGrouping = (value: unknown): value is Grouping => groupings.some((one) => one === value);

/**
 * Whose code added a listener, by its script's address: the page's own site, another host, an extension, or nobody that is
 * known.
 */
export type Owner =
	| { kind: 'first-party'; host: string }
	| { kind: 'third-party'; host: string }
	| { kind: 'extension' }
	| { kind: 'unknown' };

export function ownerOf(session: Session, listener: ListenerRecord): Owner {
	const url = listener.added.stack[0]?.url ?? '';
	if (isOfExtension(url)) return { kind: 'extension' };
	const host = hostOf(url);
	if (host === '') return { kind: 'unknown' };
	const own = hostOf(session.documents.get(listener.document)?.info?.url ?? '');
	const top = [...session.documents].findLast(({ info }) => info?.path === '')?.info?.url;
	const page = top === undefined ? own : hostOf(top);
	return {
		kind: isSameSite(host, page) ? 'first-party' : 'third-party',
		host: isSameSite(host, page) ? page : host,
	};
}

/** Host without its port, of a URL or of the origin inside a blob: URL. */
function hostOf(url: string): string {
	return (
		/^(?:blob:)?[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url)?.[1]?.toLowerCase() ??
		''
	);
}

/** One host, or one within the other; `www.` does not count. */
function isSameSite(a: string, b: string): boolean {
	const [x, y] = [a, b].map((host) => host.replace(/^www\./, '')) as [string, string];
	return x === y || (y !== '' && x.endsWith(`.${y}`));
}
