import { recordTest } from '../../../src/session/record-query.ts';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { formatCount, formatSize, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { SocketActs } from '../../store/socket-acts.ts';
import type { Column } from '../../ui/columns.ts';
import { DataGrid, type RowSource } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Chip, documentName, hueOf } from '../../ui/PartyLabel.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { NothingYet } from '../NothingYet.tsx';
import { OpenBar } from './OpenBar.tsx';
import { SocketDetail } from './SocketDetail.tsx';
import { RateLine, VolumeLine } from './TrafficLines.tsx';

/** Every WebSocket connection; the selected one's frames beside it. */
export function SocketsView({ store }: { store: PanelStore }) {
	const { session, selection } = store;
	store.version.value;
	const sockets = listed(store);
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
				columns={columnsOf(store)}
				rows={source}
				selected={selected}
				onSelect={select}
				rowClass={(socket) => (socket.errored ? 'row-problem' : socket.state === 'closed' ? 'row-gone' : '')}
				widths={store.widths.value}
				onWidth={store.setWidth}
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

function columnsOf({ session, traffic }: PanelStore): Column<SocketRecord>[] {
	return [
		{
			id: 'state',
			label: t('column_state'),
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
			cell: (socket) => {
				const document = session.documents.get(socket.document);
				return document ? documentName(document) : '';
			},
			title: (socket) => session.documents.get(socket.document)?.info?.url,
		},
		{
			id: 'protocol',
			spare: 6,
			label: t('column_protocol'),
			width: 80,
			class: 'mono',
			cell: ({ protocol }) => protocol,
			title: ({ protocols }) => protocols.join(', '),
		},
		{
			id: 'in',
			spare: 2,
			label: t('column_framesIn'),
			width: 56,
			class: 'end mono',
			cell: (socket) => formatCount(socket.in.frames),
		},
		{
			id: 'out',
			spare: 3,
			label: t('column_framesOut'),
			width: 56,
			class: 'end mono',
			cell: (socket) => formatCount(socket.out.frames),
		},
		{
			id: 'bytes',
			spare: 5,
			label: t('column_bytes'),
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
			width: 52,
			class: 'end mono',
			cell: ({ closed }) => closed?.code ?? '',
			title: ({ closed }) => closed?.reason,
		},
		{
			id: 'started',
			spare: 9,
			label: t('column_started'),
			width: 96,
			class: 'mono dim',
			cell: ({ startedAt }) => formatTime(startedAt),
		},
	];
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
