import { type Signal, signal } from '@preact/signals';
import type { DocumentRecord } from '../../src/session/documents.ts';
import type { Session } from '../../src/session/session.ts';
import { type ListedListener, liveOnWindow, noteUnseen, unseenOf } from '../../src/session/unseen.ts';
import type { Listed, ListenerListing } from '../devtools/listed-listeners.ts';

export interface UnseenStore {
	/** `unsupported`: this browser does not list listeners. */
	state: Signal<'unsupported' | 'idle' | 'looking'>;
	/** Documents that could not be asked the last time: several with one address, gone meanwhile, stopped. */
	notAsked: Signal<number>;
	/** Looks again, now. */
	refresh(): Promise<void>;
	/** Documents came: looks when they have settled. */
	lookSoon(): void;
}

interface Surroundings {
	now(): number;
	wait(run: () => void, ms: number): void;
	changed(): void;
}

const TYPES = ['message', 'messageerror'] as const;
/** Pages add listeners while they load; and what they add is told a moment later. */
const SETTLED_MS = 1_000;
const TOLD_MS = 300;
const MOST_DOCUMENTS = 200;
const MOST_TEXTS = 200;

/** Listeners that no hook has seen, by comparison with the browser's own list: when the panel opens and after navigations. */
export function createUnseen(
	session: Session,
	listing: ListenerListing | undefined,
	around: Surroundings,
): UnseenStore {
	const state = signal<'unsupported' | 'idle' | 'looking'>(listing ? 'idle' : 'unsupported');
	const notAsked = signal(0);
	let isDue = false;
	/** Documents came while it was being looked. */
	let isAgain = false;

	const look = async (
		from: ListenerListing,
		record: DocumentRecord,
		url: string | undefined,
	): Promise<boolean> => {
		let listed = await from.list(url);
		if (listed && !isTold(session, record, listed)) {
			await new Promise<void>((done) => around.wait(done, TOLD_MS));
			listed = await from.list(url);
		}
		if (!listed) return false;
		const found = isTold(session, record, listed) ? [] : await read(from, url, listed);
		if (!found) return false;
		session.amend(record.token, () =>
			noteUnseen(session, record, unseenOf(found, liveOnWindow(session, record)), around.now()),
		);
		around.changed();
		return true;
	};
	const refresh = async (): Promise<void> => {
		if (!listing) return;
		if (state.value === 'looking') {
			isAgain = true;
			return;
		}
		isAgain = false;
		state.value = 'looking';
		let missed = 0;
		for (const [record, url] of askable(session)) {
			const done = url !== 'ambiguous' && (await look(listing, record, url?.address));
			if (!done) missed++;
		}
		notAsked.value = missed;
		state.value = 'idle';
		if (isAgain) await refresh();
	};
	return {
		state,
		notAsked,
		refresh,
		lookSoon() {
			if (!listing || isDue) return;
			isDue = true;
			around.wait(() => {
				isDue = false;
				void refresh();
			}, SETTLED_MS);
		},
	};
}

/** Live documents with the address by which their frame is asked; none for the top frame. */
function askable(session: Session): [DocumentRecord, { address: string | undefined } | 'ambiguous'][] {
	const live = [...session.documents].filter(({ info, endedAt }) => info && endedAt === undefined);
	const addressOf = (record: DocumentRecord): string =>
		session.frames.find(({ frameId }) => frameId === record.info?.frameId)?.url || (record.info?.url ?? '');
	const counts = new Map<string, number>();
	for (const record of live) counts.set(addressOf(record), (counts.get(addressOf(record)) ?? 0) + 1);
	return live.slice(0, MOST_DOCUMENTS).map((record) => {
		if (record.info?.frameId === 0) return [record, { address: undefined }];
		const address = addressOf(record);
		return [record, counts.get(address) === 1 ? { address } : 'ambiguous'];
	});
}

/** Whether the list is what was told, and one listener of the hook's own for each type. */
function isTold(session: Session, record: DocumentRecord, listed: readonly Listed[]): boolean {
	const told = liveOnWindow(session, record).map(({ added }) => flags(added.type, added.options));
	const own = TYPES.map((type) => flags(type, { capture: true, once: false }));
	const there = listed.map((one) => flags(one.type, one));
	return [...told, ...own].sort().join() === there.sort().join();
}

const flags = (type: string, { capture, once }: { capture: boolean; once: boolean }): string =>
	`${type} ${capture} ${once}`;

/** The list with its texts, without the extension's own; undefined when it changed meanwhile. */
async function read(
	from: ListenerListing,
	url: string | undefined,
	listed: readonly Listed[],
): Promise<ListedListener[] | undefined> {
	const found: ListedListener[] = [];
	for (const type of TYPES) {
		const ofType = listed.filter((one) => one.type === type).slice(0, MOST_TEXTS);
		for (const [index, one] of ofType.entries()) {
			const text = await from.textAt(url, type, index);
			if (text === undefined) return undefined;
			if (!(one.capture && (await from.isOwn(text)))) found.push({ ...one, text });
		}
	}
	const after = await from.list(url);
	return JSON.stringify(after) === JSON.stringify(listed) ? found : undefined;
}
