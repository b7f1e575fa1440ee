import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import { t } from '../../i18n.ts';
import { ownerOf } from '../../store/listener-list.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { documentName } from '../../ui/PartyLabel.tsx';

/** Listeners of one frame or of one owner. */
export interface ListenerGroup {
	/** Below 0; stays the same while the panel is open. */
	key: number;
	id: string;
	label: string;
	members: ListenerRecord[];
}

/** `under`: key of the group. */
export type ListenerRow = { listener: ListenerRecord; under?: number } | { group: ListenerGroup };

const keys = new Map<string, number>();

/** The lines of the list: listeners in their order, under headings where that is wanted. */
export function rowsOf(store: PanelStore, listeners: readonly ListenerRecord[]): ListenerRow[] {
	const { grouping, closed } = store.listenerList;
	if (grouping.value === 'none') return listeners.map((listener) => ({ listener }));
	const groups = new Map<string, ListenerGroup>();
	for (const listener of listeners) {
		const { id, label } =
			grouping.value === 'frame' ? frameOf(store, listener) : ownerGroupOf(store, listener);
		const key = keys.get(id) ?? -1 - keys.size;
		keys.set(id, key);
		const group = groups.get(id) ?? { key, id, label, members: [] };
		group.members.push(listener);
		groups.set(id, group);
	}
	// One's own code first; the others as they came.
	const sorted = [...groups.values()].toSorted(
		(x, y) => Number(y.id === 'first-party') - Number(x.id === 'first-party'),
	);
	return sorted.flatMap((group): ListenerRow[] => [
		{ group },
		...(closed.value.has(group.id) ? [] : group.members.map((listener) => ({ listener, under: group.key }))),
	]);
}

function frameOf({ session }: PanelStore, { document }: ListenerRecord): { id: string; label: string } {
	const record = session.documents.get(document);
	return { id: `frame ${document}`, label: record ? documentName(record) : t('unknownDocument') };
}

function ownerGroupOf({ session }: PanelStore, listener: ListenerRecord): { id: string; label: string } {
	const owner = ownerOf(session, listener);
	switch (owner.kind) {
		case 'first-party':
			return { id: 'first-party', label: t('owner_firstParty', owner.host) };
		case 'third-party':
			return { id: `third-party ${owner.host}`, label: owner.host };
		case 'extension':
			return { id: 'extension', label: t('owner_extension') };
		case 'unknown':
			return { id: 'unknown', label: t('owner_unknown') };
	}
}
