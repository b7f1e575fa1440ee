import type { RowGroup } from '../../../src/session/grouped-rows.ts';
import { partiesOf } from '../../../src/session/parties.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatCount, formatSpan, t, tn } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { PartyLabel } from '../../ui/PartyLabel.tsx';
import { kindText } from './TimelineColumns.tsx';

/** What a conversation is: who talks, over what, how much and how long. */
export function GroupLabel({ store, group }: { store: PanelStore; group: RowGroup }) {
	const { session } = store;
	const [first, last] = [group.rows[0], group.rows.at(-1)];
	if (first === undefined || last === undefined || !session.holds(first)) return null;
	if (group.key === '') return <>{named(t('group_page'), group.rows.length)}</>;
	const { from, to } = partiesOf(session, first);
	const span = session.holds(last) ? session.rows.time(last) - session.rows.time(first) : 0;
	return (
		<>
			<PartyLabel party={from} />
			<span class="route-arrow">↔</span>
			<PartyLabel party={to} />
			<span class="dim">{kindText(session, first)}</span>
			{group.id !== undefined && <span class="mono">{visible(group.id)}</span>}
			<span class="heading-count">
				{tn('events', group.rows.length)} · {formatSpan(span)}
			</span>
		</>
	);
}

const named = (name: string, count: number) => (
	<>
		{name}
		<span class="heading-count">{formatCount(count)}</span>
	</>
);
