import { isToldByLog, type SocketRecord } from '../../../src/session/socket-record.ts';
import { formatCount, formatSize, formatSpan, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { documentName } from '../../ui/PartyLabel.tsx';
import { DetailFrame } from '../detail/DetailFrame.tsx';
import { Facts, Section, Stack } from '../detail/Facts.tsx';
import { ListenerLink } from '../detail/ListenerLink.tsx';
import { FramesPane } from './FramesPane.tsx';
import { HandshakePane } from './HandshakePane.tsx';
import { HijackPane } from './HijackPane.tsx';
import { SocketStatistics } from './SocketStatistics.tsx';

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
					content: () => <FramesPane store={store} socket={socket} />,
				},
				{
					id: 'statistics',
					label: t('statistics'),
					content: () => <SocketStatistics store={store} socket={socket} />,
				},
				{
					id: 'handshake',
					label: t('handshake'),
					content: () => <HandshakePane store={store} socket={socket} />,
				},
				{
					id: 'hijack',
					label: t('hijackTab'),
					content: () => <HijackPane store={store} socket={socket} />,
				},
				{ id: 'about', label: t('about'), content: () => <AboutSocket store={store} socket={socket} /> },
			]}
		/>
	);
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
			{!isToldByLog(socket) && (
				<Section title={t('tab_listeners')}>
					<SocketListeners store={store} socket={socket} />
				</Section>
			)}
			<Section title={t('stack')}>
				<Stack sites={socket.stack} onOpen={store.openSource} />
			</Section>
		</>
	);
}

/** Who hears what comes in, in the order of registration. */
function SocketListeners({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { session } = store;
	const document = session.documents.get(socket.document);
	const listeners = [...(document ? session.listenersOf(document) : [])].filter(
		({ added }) => added.target.kind === 'websocket' && added.target.id === socket.number,
	);
	if (listeners.length === 0) return <p class="own-words pad">{t('noSocketListener')}</p>;
	return (
		<ul class="runs">
			{listeners.map((listener) => (
				<li key={listener.index} class="run">
					<ListenerLink store={store} listener={listener} />
					{listener.removed && <span class="own-words"> {t('listener_removed')}</span>}
				</li>
			))}
		</ul>
	);
}
