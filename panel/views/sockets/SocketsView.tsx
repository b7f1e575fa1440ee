import { signal } from '@preact/signals';
import { recordTest } from '../../../src/session/record-query.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { formatCount, formatSize, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { SocketActs } from '../../store/socket-acts.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Chip, documentName, hueOf } from '../../ui/PartyLabel.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { inOrder, type ListSort, type OrderedColumn, turned } from '../list-order.ts';
import { NothingYet } from '../NothingYet.tsx';
import { OpenBar } from './OpenBar.tsx';
import { SocketDetail } from './SocketDetail.tsx';
import { RateLine, VolumeLine } from './TrafficLines.tsx';

/** Absent: as they were opened. */
const sort = signal<ListSort | undefined>(undefined);

/** Every WebSocket connection; the selected one's frames beside it. */
export function SocketsView({ store }: { store: PanelStore }) {
	const { session, selection } = store;
	store.version.value;
	const columns = columnsOf(store);
	const sockets = inOrder(listed(store), columns, sort.value);
	const source: RowSource<SocketRecord> = {
		count: sockets.length,
		at: (index) => sockets[index],
		keyOf: (socket) => socket.index,
		indexOf: (key) => sockets.findIndex((socket) => socket.index === key),
	};
	const selected = selection.socket.value;
	const select = (key: number | undefined): void => {
		selection.socket.value = key;
	};
	const { acts } = store;
	const list = (
		<div class="list-with-bar">
			{acts ? <OpenBar store={store} acts={acts} /> : <span />}
			<DataGrid
				id="sockets"
				label={t('tab_sockets')}
				columns={columns}
				rows={source}
				selected={selected}
				onSelect={select}
				rowClass={(socket) => (socket.errored ? 'row-problem' : socket.state === 'closed' ? 'row-gone' : '')}
				widths={store.widths.value}
				onWidth={store.setWidth}
				sort={sort.value}
				onSort={(column) => {
					sort.value = turned(sort.value, column);
				}}
				empty={
					session.sockets.some(Boolean) ? (
						<EmptyState title={t('empty_filtered')} hint={t('empty_filteredHint')} />
					) : (
						<NothingYet store={store} title={t('empty_sockets')} hint={t('empty_socketsHint')}>
							{acts && !acts.isOpening.value && <OpenButton acts={acts} />}
						</NothingYet>
					)
				}
			/>
		</div>
	);
	return (
		<SplitPane
			label={t('splitter')}
			share={store.share('sockets', 0.55)}
			onShare={(share) => store.setWidth('sockets.share', share)}
			first={list}
			second={
				selected === undefined ? undefined : (
					<SocketDetail key={selected} store={store} index={selected} onClose={() => select(undefined)} />
				)
			}
		/>
	);
}

function OpenButton({ acts }: { acts: SocketActs }) {
	return (
		<button
			type="button"
			class="button"
			onClick={() => {
				acts.isOpening.value = true;
			}}
		>
			{t('act_openOwn')}
		</button>
	);
}

function columnsOf({ session, traffic }: PanelStore): OrderedColumn<SocketRecord>[] {
	const frameName = ({ document: index }: SocketRecord): string => {
		const document = session.documents.get(index);
		return document ? documentName(document) : '';
	};
	const columns: OrderedColumn<SocketRecord>[] = [
		{
			id: 'state',
			label: t('column_state'),
			order: ({ state }) => tOf('state', state),
			width: 84,
			cell: ({ state }) => (
				<>
					<span class={`state-dot state-${state}`} />
					{tOf('state', state)}
				</>
			),
		},
		{
			id: 'url',
			label: t('column_url'),
			order: ({ url }) => url,
			width: 200,
			least: 120,
			grow: true,
			class: 'mono',
			cell: (socket) => (
				<span class="party">
					<Chip hue={hueOf(socket.url)} isServer />
					<span class="party-name">{socket.url || t('unknownServer')}</span>
				</span>
			),
			title: ({ url }) => url,
		},
		{
			id: 'frame',
			spare: 8,
			label: t('column_frame'),
			width: 120,
			order: frameName,
			cell: frameName,
			title: (socket) => session.documents.get(socket.document)?.info?.url,
		},
		{
			id: 'protocol',
			spare: 6,
			label: t('column_protocol'),
			order: ({ protocol }) => protocol,
			width: 80,
			class: 'mono',
			cell: ({ protocol }) => protocol,
			title: ({ protocols }) => protocols.join(', '),
		},
		{
			id: 'in',
			spare: 2,
			label: t('column_framesIn'),
			order: (socket) => socket.in.frames,
			width: 56,
			class: 'end mono',
			cell: (socket) => formatCount(socket.in.frames),
		},
		{
			id: 'out',
			spare: 3,
			label: t('column_framesOut'),
			order: (socket) => socket.out.frames,
			width: 56,
			class: 'end mono',
			cell: (socket) => formatCount(socket.out.frames),
		},
		{
			id: 'bytes',
			spare: 5,
			label: t('column_bytes'),
			order: (socket) => socket.in.bytes + socket.out.bytes,
			width: 70,
			class: 'end mono',
			cell: (socket) => formatSize(socket.in.bytes + socket.out.bytes),
		},
		{
			id: 'rate',
			spare: 10,
			label: t('column_rate'),
			width: 80,
			cell: (socket) => <RateLine curve={traffic.of(socket)} width={68} height={16} />,
		},
		{
			id: 'volume',
			spare: 11,
			label: t('column_volume'),
			width: 80,
			cell: (socket) => <VolumeLine curve={traffic.of(socket)} width={68} height={16} />,
		},
		{
			id: 'code',
			spare: 4,
			label: t('column_code'),
			order: ({ closed }) => closed?.code ?? 0,
			width: 52,
			class: 'end mono',
			cell: ({ closed }) => closed?.code ?? '',
			title: ({ closed }) => closed?.reason,
		},
		{
			id: 'started',
			spare: 9,
			label: t('column_started'),
			order: ({ startedAt }) => startedAt,
			width: 96,
			class: 'mono dim',
			cell: ({ startedAt }) => formatTime(startedAt),
		},
	];
	return columns.map((column) => ({ ...column, sortable: column.order !== undefined }));
}

function listed({ session, filter }: PanelStore): SocketRecord[] {
	const test = recordTest(filter.value);
	return session.sockets.filter((socket): socket is SocketRecord => {
		if (!socket) return false;
		const info = session.documents.get(socket.document)?.info;
		return test({
			text: `${socket.state}\n${socket.closed?.reason ?? ''}\n${socket.protocol}`,
			socket: socket.url,
			frame: `${info?.url}\n${info?.title}`,
			origin: info?.origin ?? '',
		});
	});
}
