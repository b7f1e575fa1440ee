import { useMemo } from 'preact/hooks';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { formatCount, formatSize, formatSpan, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { documentName } from '../../ui/PartyLabel.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { DetailFrame } from '../detail/DetailFrame.tsx';
import { Facts, Section, Stack } from '../detail/Facts.tsx';
import { RowDetail } from '../detail/RowDetail.tsx';
import { timelineColumns } from '../timeline/TimelineColumns.tsx';

interface SocketDetailProps {
	store: PanelStore;
	index: number;
	onClose(): void;
}

/** One connection: its frames, and what is known of its life. */
export function SocketDetail({ store, index, onClose }: SocketDetailProps) {
	const socket = store.session.sockets[index];
	if (!socket) return null;
	return (
		<DetailFrame
			onClose={onClose}
			tabs={[
				{
					id: 'frames',
					label: t('frames'),
					count: socket.frames.length,
					content: () => <Frames store={store} socket={socket} />,
				},
				{ id: 'about', label: t('about'), content: () => <AboutSocket store={store} socket={socket} /> },
			]}
		/>
	);
}

const FRAME_COLUMNS = ['time', 'direction', 'type', 'size', 'preview'];

function Frames({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { selection } = store;
	store.version.value;
	const columns = useMemo(
		() => timelineColumns(store).filter(({ id }) => FRAME_COLUMNS.includes(id)),
		[store],
	);
	const { frames } = socket;
	const source: RowSource<number> = {
		count: frames.length,
		at: (position) => frames[position],
		keyOf: (row) => row,
		indexOf: (row) => indexIn(frames, row),
	};
	const selected = selection.frame.value;
	const shown = selected !== undefined && source.indexOf(selected) >= 0 ? selected : undefined;
	const select = (row: number | undefined): void => {
		selection.frame.value = row;
	};
	return (
		<SplitPane
			label={t('splitter')}
			share={store.share('frames', 0.45)}
			onShare={(share) => store.setWidth('frames.share', share)}
			first={
				<DataGrid
					id="frames"
					label={t('frames')}
					columns={columns}
					rows={source}
					selected={shown}
					onSelect={select}
					sticky
					widths={store.widths.value}
					onWidth={store.setWidth}
					empty={<EmptyState title={t('empty_frames')} hint={t('empty_framesHint')} />}
				/>
			}
			second={
				shown === undefined ? undefined : (
					<RowDetail store={store} row={shown} onClose={() => select(undefined)} nested />
				)
			}
		/>
	);
}

/** Frames are in the order of their rows' ids. */
function indexIn(frames: readonly number[], row: number): number {
	let low = 0;
	let high = frames.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((frames[middle] as number) < row) low = middle + 1;
		else high = middle;
	}
	return frames[low] === row ? low : -1;
}

function AboutSocket({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	store.version.value;
	const document = store.session.documents.get(socket.document);
	const { closed, closing } = socket;
	return (
		<>
			<Facts
				entries={[
					[t('column_url'), socket.url],
					[t('requestedUrl'), socket.requested === socket.url ? '' : socket.requested],
					[t('column_frame'), document ? documentName(document) : ''],
					[t('column_state'), tOf('state', socket.state)],
					['API', socket.api],
					[t('protocolsAsked'), socket.protocols.join(', ')],
					[t('column_protocol'), socket.protocol],
					[t('extensions'), socket.extensions],
					['binaryType', socket.binaryType],
					[t('column_started'), formatTime(socket.startedAt)],
					[
						t('openedAfter'),
						socket.openedAt === undefined ? '' : formatSpan(socket.openedAt - socket.startedAt),
					],
					[t('closedAt'), socket.closedAt === undefined ? '' : formatTime(socket.closedAt)],
					[t('column_framesIn'), `${formatCount(socket.in.frames)} · ${formatSize(socket.in.bytes)}`],
					[t('column_framesOut'), `${formatCount(socket.out.frames)} · ${formatSize(socket.out.bytes)}`],
					[t('errored'), socket.errored ? t('socketErrored') : ''],
					[
						t('pageClosedWith'),
						closing ? [closing.code, closing.reason].filter(Boolean).join(' ') || 'close()' : '',
					],
					[t('column_code'), closed?.code],
					[t('closeReason'), closed?.reason],
					['wasClean', closed ? String(closed.wasClean) : ''],
					[t('closedBy'), closed ? t(`closedBy_${closed.by}`) : ''],
				]}
			/>
			<Section title={t('stack')}>
				<Stack sites={socket.stack} onOpen={store.openSource} />
			</Section>
		</>
	);
}
