import { useEffect } from 'preact/hooks';
import type { GraphNode } from '../../../src/session/graph/build.ts';
import { formatCount, t, tn } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { optionText } from '../../ui/option-text.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { RowDetail } from '../detail/RowDetail.tsx';
import { NothingYet } from '../NothingYet.tsx';
import { ModeSwitch } from './ModeSwitch.tsx';
import { nodeName, nodeNote } from './map-text.ts';
import { SequenceList } from './SequenceList.tsx';

/** One conversation in the order of time: a line for each who takes part, an arrow for each message. */
export function SequenceView({ store }: { store: PanelStore }) {
	const { map, selection } = store;
	map.version.value;
	store.version.value;
	store.analysis.version.value;
	const graph = map.graph();
	const keys = map.parties.value;
	const isChosen = keys.length > 0;
	// Where nobody was chosen, the two with the most to say.
	const busiest = graph.edges.toSorted((a, b) => b.count - a.count)[0];
	useEffect(() => {
		if (isChosen || !busiest || busiest.count === 0) return;
		const both = [busiest.from, busiest.to];
		map.parties.value = graph.nodes.map(({ key }) => key).filter((key) => both.includes(key));
	}, [map, isChosen, busiest?.key]);
	// Two stand as the fields above them name them, more as on the map.
	const parties =
		keys.length > 2
			? graph.nodes.filter(({ key }) => keys.includes(key))
			: keys.flatMap((wanted) => graph.nodes.find(({ key }) => key === wanted) ?? []);
	const selected = selection.row.value;
	const isShown = selected !== undefined && map.sequence.indexOf(selected) >= 0;
	const list = (
		<div class="list-with-bar">
			<div class="bar map-bar" role="toolbar" aria-label={t('mapTools')}>
				<ModeSwitch store={store} />
				<Parties store={store} nodes={graph.nodes} parties={parties} />
				<span class="map-bar-text">
					{tn('events', map.sequence.length)}
					{map.sequence.progress < 1 && ` · ${t('filtering', Math.floor(map.sequence.progress * 100))}`}
				</span>
			</div>
			{parties.length > 0 && map.sequence.length > 0 ? (
				<SequenceList store={store} parties={parties} selected={isShown ? selected : undefined} />
			) : (
				<div class="map-place">
					<div class="grid-empty">
						{store.isSaved ? (
							<EmptyState title={t('empty_sequence')} hint={t('empty_sequenceHint')} />
						) : (
							<NothingYet store={store} title={t('empty_sequence')} hint={t('empty_sequenceHint')} />
						)}
					</div>
				</div>
			)}
		</div>
	);
	return (
		<section class="sequence" aria-label={t('sequenceMode')}>
			<SplitPane
				label={t('splitter')}
				first={list}
				second={isShown ? <RowDetail store={store} row={selected} /> : undefined}
				share={store.share('sequence', 0.4)}
				onShare={(share) => store.setWidth('sequence.share', share)}
			/>
		</section>
	);
}

/** Two fields for who is listened to; a conversation of more is named by their number. */
function Parties({ store, nodes, parties }: { store: PanelStore; nodes: GraphNode[]; parties: GraphNode[] }) {
	const { map } = store;
	const keys = map.parties.value;
	const choose = (place: number, key: string): void => {
		const next = [keys[0] ?? key, keys[1] ?? keys[0] ?? key];
		next[place] = key;
		map.parties.value = [...new Set(next)];
	};
	if (parties.length > 2) {
		return (
			<>
				<span>{t('sequenceParties', formatCount(parties.length))}</span>
				<button
					type="button"
					class="toggle"
					onClick={() => {
						map.parties.value = [];
					}}
				>
					{t('sequenceTwo')}
				</button>
			</>
		);
	}
	const options = nodes.map((node) => (
		<option key={node.key} value={node.key}>
			{[optionText(nodeName(node)), nodeNote(node)].filter(Boolean).join(' · ')}
		</option>
	));
	return (
		<>
			{[0, 1].map((place) => (
				<select
					key={place}
					class="choice"
					aria-label={t(place === 0 ? 'sequenceOne' : 'sequenceOther')}
					value={keys[place] ?? keys[0] ?? ''}
					onChange={(event) => choose(place, event.currentTarget.value)}
				>
					{options}
				</select>
			))}
		</>
	);
}
