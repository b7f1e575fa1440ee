import { SHORTEST_CARRIED } from '../../../src/protocol/act.ts';
import { formatCount, type MessageKey, t, tn } from '../../i18n.ts';
import { type Grouping, groupings } from '../../store/listener-list.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { MissingScriptsNote } from './MissingScriptsNote.tsx';
import { UnseenNote } from './UnseenNote.tsx';

/** Above the list: how it is grouped, and how many of it are hidden. */
export function ListenersBar({ store, hidden }: { store: PanelStore; hidden: number }) {
	const { grouping, showHidden } = store.listenerList;
	const names: Record<Grouping, string> = {
		none: t('group_none'),
		frame: t('group_frame'),
		owner: t('group_owner'),
	};
	const { sinkWatch } = store;
	return (
		<>
			<div class="bar listeners-bar">
				<label class="listeners-group">
					<span class="dim">{t('group_by')}</span>
					<select
						value={grouping.value}
						onChange={(event) => {
							const chosen = groupings.find((one) => one === event.currentTarget.value);
							if (chosen) grouping.value = chosen;
						}}
					>
						{groupings.map((one) => (
							<option key={one} value={one}>
								{names[one]}
							</option>
						))}
					</select>
				</label>
				{hidden > 0 && (
					<button
						type="button"
						class="toggle switch"
						aria-pressed={showHidden.value}
						onClick={() => {
							showHidden.value = !showHidden.value;
						}}
					>
						{t('showHidden', formatCount(hidden))}
					</button>
				)}
				<UnseenNote store={store} />
				{sinkWatch && (
					<button
						type="button"
						class="toggle switch"
						aria-pressed={sinkWatch.on.value}
						disabled={sinkWatch.busy.value}
						title={t('sinkWatchTitle')}
						onClick={() => void sinkWatch.turn(!sinkWatch.on.value)}
					>
						{t('sinkWatch')}
					</button>
				)}
			</div>
			<MissingScriptsNote store={store} />
			{sinkWatch?.on.value && !sinkWatch.busy.value && <SinkWatchNote failed={sinkWatch.failed.value} />}
		</>
	);
}

/** What it cannot see. */
const UNSEEN: readonly MessageKey[] = [
	'sinkUnseenAddresses',
	'sinkUnseenCalls',
	'sinkUnseenWindows',
	'sinkUnseenPopups',
	'sinkUnseenFrames',
	'sinkUnseenData',
	'sinkUnseenObjects',
	'sinkUnseenChanged',
];

/** While it is on: what it costs, what it means, and what it cannot see. */
function SinkWatchNote({ failed }: { failed: number }) {
	return (
		<details class="notice sink-note">
			<summary>
				{t('sinkWatchShort')}
				{failed > 0 && <span class="bad-text"> {tn('sinkWatchFailed', failed)}</span>}
			</summary>
			<p>{t('sinkWatchWhat', SHORTEST_CARRIED)}</p>
			<p>{t('sinkWatchUnseen')}</p>
			<ul class="points">
				{UNSEEN.map((key) => (
					<li key={key}>{t(key)}</li>
				))}
			</ul>
			<p>{t('sinkUnseenElsewhere')}</p>
		</details>
	);
}
