import { useMemo, useState } from 'preact/hooks';
import { mark } from '../../../src/session/rows.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { formatCount, formatSpan, spokenLanguage, t } from '../../i18n.ts';
import { positionOf } from '../../store/frame-order.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { Column } from '../../ui/columns.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import type { CellAction } from '../../ui/GridRow.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { RowDetail } from '../detail/RowDetail.tsx';
import { CellMenu, type CellPlace } from '../timeline/CellMenu.tsx';
import { filterByCell } from '../timeline/cell-terms.ts';
import { timelineColumns } from '../timeline/TimelineColumns.tsx';
import { ActDrawer } from './act/ActDrawer.tsx';
import { FrameFilter } from './FrameFilter.tsx';
import { ProtocolChoice } from './ProtocolChoice.tsx';

/** Frames that are looked at for answers: a protocol without any needs no column for them. */
const LATEST = 300;

/** The frames of one socket, decoded, and the selected one beside them. */
export function FramesPane({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { selection } = store;
	store.version.value;
	store.decoding.version.value;
	const { frames } = socket;
	const [cell, setCell] = useState<CellPlace | undefined>(undefined);
	const { filter } = store.frameList;
	const onCell = (row: number, column: string, action: CellAction): void => {
		if (action.do === 'filter') filterByCell(store, filter, row, column);
		else setCell({ row, column, x: action.x, y: action.y });
	};
	const isPaired = frames.slice(-LATEST).some((row) => store.decoding.brief(row)?.answers !== undefined);
	const columns = useMemo(
		() => columnsOf(store, socket).filter(({ id }) => isPaired || id !== 'latency'),
		[store, socket, isPaired, spokenLanguage()],
	);
	const passing = store.frameList.of(socket);
	const source: RowSource<number> = {
		count: passing.length,
		at: (position) => passing.at(position),
		keyOf: (row) => row,
		indexOf: (row) => passing.indexOf(row),
	};
	const selected = selection.frame.value;
	// Its details stay when the filter leaves it out, as in the timeline.
	const shown = selected !== undefined && positionOf(frames, selected) >= 0 ? selected : undefined;
	const select = (row: number | undefined): void => {
		selection.frame.value = row;
	};
	const list = (
		<div class="list-with-bar with-own-filter">
			<ProtocolChoice store={store} socket={socket}>
				<FramesOf shown={passing.length} all={frames.length} />
				<FrameFilter store={store} socket={socket} />
			</ProtocolChoice>
			<DataGrid
				id="frames"
				label={t('frames')}
				columns={columns}
				rows={source}
				selected={shown}
				onSelect={select}
				newFrom={store.session.rows.next}
				widths={store.widths.value}
				onWidth={store.setWidth}
				onCell={onCell}
				empty={
					frames.length > 0 ? (
						<EmptyState title={t('empty_filtered')} hint={t('empty_filteredHint')} />
					) : (
						<EmptyState title={t('empty_frames')} hint={t('empty_framesHint')} />
					)
				}
			/>
		</div>
	);
	return (
		<div class="with-acts">
			<SplitPane
				label={t('splitter')}
				share={store.share('frames', 0.45)}
				onShare={(share) => store.setWidth('frames.share', share)}
				first={list}
				second={
					shown === undefined ? undefined : (
						<RowDetail store={store} row={shown} onClose={() => select(undefined)} nested />
					)
				}
			/>
			<ActDrawer store={store} socket={socket} />
			{cell && (
				<CellMenu
					store={store}
					filter={filter}
					place={cell}
					onClose={() => {
						setCell(undefined);
						document.getElementById('frames')?.focus();
					}}
				/>
			)}
		</div>
	);
}

/** How many of the frames pass the filter. */
function FramesOf({ shown, all }: { shown: number; all: number }) {
	if (shown === all) return null;
	return <span class="own-words">{t('framesOf', formatCount(shown), formatCount(all))}</span>;
}

function columnsOf(store: PanelStore, socket: SocketRecord): Column<number>[] {
	const all = timelineColumns(store);
	const { rows } = store.session;
	const gap: Column<number> = {
		id: 'gap',
		spare: 9,
		label: t('column_gap'),
		width: 66,
		class: 'end mono dim',
		cell: (row) => {
			const before = socket.frames[positionOf(socket.frames, row) - 1];
			return before === undefined ? '' : `+${formatSpan(rows.time(row) - rows.time(before))}`;
		},
		title: () => t('timeMode_delta'),
	};
	const opcode: Column<number> = {
		id: 'opcode',
		spare: 10,
		label: t('column_opcode'),
		width: 54,
		class: 'dim',
		cell: (row) => t(rows.marks(row) & mark.binary ? 'opcode_binary' : 'opcode_text'),
	};
	const latency: Column<number> = {
		id: 'latency',
		spare: 8,
		label: t('column_latency'),
		width: 72,
		class: 'end mono',
		cell: (row) => {
			const after = store.decoding.brief(row)?.answers?.after;
			return after === undefined ? '' : formatSpan(after);
		},
	};
	const pick = (...ids: string[]): Column<number>[] => all.filter(({ id }) => ids.includes(id));
	const type = pick('type').map((column) => ({ ...column, spare: 1 }));
	return [
		...pick('time'),
		gap,
		...pick('direction'),
		opcode,
		...type,
		...pick('size'),
		latency,
		...pick('preview'),
	];
}
