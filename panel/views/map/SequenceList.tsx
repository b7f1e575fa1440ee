import { useLayoutEffect, useRef } from 'preact/hooks';
import type { GraphNode } from '../../../src/session/graph/build.ts';
import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { Chip } from '../../ui/PartyLabel.tsx';
import { useRowWindow } from '../../ui/use-row-window.ts';
import { nodeHue, nodeName, nodeTitle } from './map-text.ts';
import { SequenceRow } from './SequenceRow.tsx';
import { type Link, linksAround } from './sequence-links.ts';

const SEQUENCE_ROW = 34;
/** Room of a lifeline in pixels, at least. */
const LANE = 170;
/** Left of the lifelines: the time. */
const GUTTER = 92;

interface SequenceListProps {
	store: PanelStore;
	parties: GraphNode[];
	selected: number | undefined;
}

/** The arrows of a conversation, of which only those in sight are drawn. */
export function SequenceList({ store, parties, selected }: SequenceListProps) {
	const { map, session, selection } = store;
	const { sequence } = map;
	const scroller = useRef<HTMLDivElement>(null);
	const count = sequence.length;
	const scroll = useRowWindow(scroller, count, SEQUENCE_ROW, false);
	const { first, end, offset, height } = scroll.window;
	const selectedIndex = selected === undefined ? -1 : sequence.indexOf(selected);
	const revealed = useRef<number | undefined>(undefined);
	useLayoutEffect(() => {
		if (revealed.current === selected) return;
		revealed.current = selected;
		if (selectedIndex >= 0) scroll.reveal(selectedIndex);
	});
	const select = (index: number): void => {
		const row = sequence.at(Math.max(0, Math.min(count - 1, index)));
		if (row !== undefined) selection.row.value = row;
	};
	const onKeyDown = (event: KeyboardEvent): void => {
		if (event.altKey || event.ctrlKey || event.metaKey) return;
		const page = Math.max(1, scroll.page - 1);
		const to = {
			ArrowDown: selectedIndex + 1,
			ArrowUp: selectedIndex < 0 ? count - 1 : selectedIndex - 1,
			PageDown: selectedIndex + page,
			PageUp: selectedIndex - page,
			Home: 0,
			End: count - 1,
		}[event.key];
		if (to !== undefined) select(to);
		else if (event.key === 'Escape' && selected !== undefined) selection.row.value = undefined;
		else return;
		event.preventDefault();
		event.stopPropagation();
	};
	const lane = new Map(parties.map(({ key }, at) => [key, at]));
	/** Middle of a lifeline, as a share of the lanes. */
	const middle = (key: string): number => ((lane.get(key) ?? 0) + 0.5) / parties.length;
	const links = linksAround(session, map, first, end);
	const answers = new Map(links.map((link) => [link.to, link]));
	const rows = [];
	for (let index = first; index < end; index++) {
		const row = sequence.at(index);
		const ends = row === undefined ? undefined : map.endsOf(row);
		if (row === undefined || !ends) continue;
		rows.push(
			<SequenceRow
				key={row}
				store={store}
				row={row}
				index={index}
				count={count}
				from={middle(ends.from)}
				to={middle(ends.to)}
				names={[nameOf(parties, ends.from), nameOf(parties, ends.to)]}
				answer={answers.get(index)?.by}
				isSelected={row === selected}
				onSelect={() => {
					selection.row.value = row;
				}}
			/>,
		);
	}
	return (
		<div class="grid-frame">
			<div
				ref={scroller}
				class="grid sequence-list"
				style={{
					'--lanes': parties.length,
					'--narrowest': `${GUTTER + LANE * parties.length}px`,
					'--gutter': `${GUTTER}px`,
				}}
				role="listbox"
				aria-label={t('sequenceMode')}
				aria-activedescendant={selectedIndex >= 0 ? `sequence-${selected}` : undefined}
				tabIndex={0}
				onScroll={scroll.onScroll}
				onKeyDown={onKeyDown}
			>
				<div class="grid-head sequence-head" aria-hidden="true">
					{parties.map((node) => (
						<span key={node.key} class="sequence-party" title={nodeTitle(node)}>
							{nodeHue(node) !== undefined && <Chip hue={nodeHue(node)} isServer={node.kind === 'server'} />}
							<span class="party-name">{nodeName(node)}</span>
						</span>
					))}
				</div>
				<div class="grid-body" role="presentation" style={{ height: `${height}px` }}>
					<div class="sequence-lanes" aria-hidden="true">
						{parties.map(({ key }) => (
							<span key={key} class="sequence-lane" style={{ left: `${middle(key) * 100}%` }} />
						))}
					</div>
					<div class="grid-window" role="presentation" style={{ transform: `translateY(${offset}px)` }}>
						{rows}
						<div class="sequence-links" aria-hidden="true">
							{links.map((link) => (
								<Bar
									key={`${link.from} ${link.to}`}
									link={link}
									first={first}
									end={end}
									at={middle(link.at)}
								/>
							))}
						</div>
					</div>
				</div>
			</div>
		</div>
	);
}

const nameOf = (parties: readonly GraphNode[], key: string): string => {
	const node = parties.find((party) => party.key === key);
	return node ? nodeName(node) : '';
};

/** On the lifeline of who answers, from the question to the answer. */
function Bar({ link, first, end, at }: { link: Link; first: number; end: number; at: number }) {
	// The arrows' lines are in the lower half of their rows.
	const y = (index: number): number =>
		(Math.min(end, Math.max(first - 1, index)) - first + 0.72) * SEQUENCE_ROW;
	return (
		<span
			class={`sequence-bar sequence-bar-${link.by}`}
			style={{ left: `${at * 100}%`, top: `${y(link.from)}px`, height: `${y(link.to) - y(link.from)}px` }}
		/>
	);
}
