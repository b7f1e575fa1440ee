import { partiesOf } from '../../../src/session/parties.ts';
import type { ChainRow } from '../../../src/session/reply-chain.ts';
import { visibleLine } from '../../../src/session/visible.ts';
import { formatSpan, formatTime, t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { Route } from '../../ui/PartyLabel.tsx';
import { rowText } from '../timeline/row-text.ts';
import { kindText } from '../timeline/TimelineColumns.tsx';
import { RowLink } from './RowLink.tsx';

/** What led to a row and what it led to, in the order of time. */
export function ChainPane({
	store,
	row,
	chain,
}: {
	store: PanelStore;
	row: number;
	chain: readonly ChainRow[];
}) {
	const { session } = store;
	const held = chain.filter((each) => session.holds(each.row));
	return (
		<>
			<p class="own-words pad">{t('chainMeaning')}</p>
			<ol class="chain">
				{held.map(({ row: each, by }, index) => {
					const { from, to } = partiesOf(session, each);
					const { type, preview } = rowText(session, each, store.decoding.brief(each));
					const before = held[index - 1]?.row;
					const time = session.rows.time(each);
					return (
						<li
							key={each}
							class={`chain-row ${each === row ? 'chain-here' : ''}`}
							aria-current={each === row}
						>
							<RowLink store={store} row={each} text={formatTime(time)} />
							<span class="dim mono">
								{before === undefined ? '' : `+${formatSpan(Math.max(0, time - session.rows.time(before)))}`}
							</span>
							<span>{kindText(session, each)}</span>
							<span class="chain-route">
								<Route from={from} to={to} />
							</span>
							<span class="mono chain-text">
								{visibleLine(
									session.rows.kind(each) === 'frame' ? `${type} ${preview}`.trim() : type || preview,
								)}
							</span>
							{by && (
								<span class="dim chain-certainty">{t(by === 'time' ? 'chainByTime' : 'chainByText')}</span>
							)}
						</li>
					);
				})}
			</ol>
		</>
	);
}
