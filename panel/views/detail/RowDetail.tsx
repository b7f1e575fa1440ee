import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { HookEvent } from '../../../src/protocol/event.ts';
import { isHeard } from '../../../src/session/delivery/delivery.ts';
import { payloadRowOf } from '../../../src/session/delivery/payload-row.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import { isUnobservable } from '../../../src/session/json-value.ts';
import { addressOf, partiesOf } from '../../../src/session/parties.ts';
import { withTerm } from '../../../src/session/query-syntax.ts';
import { previousSimilar, replyChain } from '../../../src/session/reply-chain.ts';
import { mark } from '../../../src/session/rows.ts';
import { carrierOf, type SinkReached } from '../../../src/session/sinks.ts';
import { formatCount, formatSize, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { FaultBoundary } from '../../ui/FaultBoundary.tsx';
import { PartyLabel } from '../../ui/PartyLabel.tsx';
import { ListenerDetail } from '../listeners/ListenerDetail.tsx';
import { ProbeWith } from '../probe/ProbeWith.tsx';
import { rowText } from '../timeline/row-text.ts';
import { kindText, Marks } from '../timeline/TimelineColumns.tsx';
import { ChainPane } from './ChainPane.tsx';
import { DataPane, HexPane, hexCount, hexText, RawPane } from './DataPanes.tsx';
import { DecodedPane } from './DecodedPane.tsx';
import { deliveryFacts } from './DeliveryFacts.tsx';
import { DetailFrame, type DetailTab } from './DetailFrame.tsx';
import { DiffPane } from './DiffPane.tsx';
import { Facts, Section, Stack } from './Facts.tsx';
import { FilterByContext } from './filter-by.ts';
import { RowLink } from './RowLink.tsx';
import { RunsPane } from './RunsPane.tsx';
import { useBody } from './use-body.ts';
import { valueText } from './ValueTree.tsx';

interface RowDetailProps {
	store: PanelStore;
	row: number;
	onClose?: () => void;
	/** Within the details of a socket. */
	nested?: boolean;
}

/** Rows after a row with each of which its answers may have come. */
const FEW = 64;

/** Everything known of one row of the timeline. */
export function RowDetail(props: RowDetailProps) {
	return (
		<FaultBoundary about={props.row}>
			<Known {...props} />
		</FaultBoundary>
	);
}

function Known({ store, row, onClose, nested = false }: RowDetailProps) {
	const { session, selection } = store;
	const body = session.holds(row) ? session.rows.text(row) : undefined;
	const event = useMemo(() => (session.holds(row) ? eventOf(session, row) : undefined), [row, body]);
	const isUnseen = event?.kind === 'sent' && isUnobservable(event.data);
	const payloadRow = isUnseen ? payloadRowOf(session, row) : row;
	const payloadBody = session.holds(payloadRow) ? session.rows.text(payloadRow) : undefined;
	const payload = useMemo(
		() => (payloadRow === row ? event : eventOf(session, payloadRow)),
		[event, payloadRow, payloadBody],
	);
	const withData = payload && 'data' in payload ? payload : undefined;
	const data = useBody(store, payloadRow, withData);
	const kind = session.holds(row) ? session.rows.kind(row) : undefined;
	const hasPeers = kind === 'message' || kind === 'send';
	const mayLead = hasPeers || kind === 'frame';
	const ran = mayLead ? session.rows.ran(row) : 0;
	const peer = hasPeers ? session.rows.peer(row) : undefined;
	const since = session.rows.next - row;
	// Answers come later; in a flood it is not looked for them at each of its rows.
	const age = since < FEW ? since : Math.floor(Math.log2(since));
	// Who sent something is known a while after, when nothing new comes.
	store.version.value;
	const { elsewhere } = session;
	const known = [since < FEW && elsewhere.count, elsewhere.makerOf(row), elsewhere.madeFor(row).length];
	const chain = useMemo(
		() => (mayLead ? replyChain(session, row) : []),
		[row, body, ran, peer, age, ...known],
	);
	const before = useMemo(
		() => (withData && session.holds(payloadRow) ? previousSimilar(session, payloadRow) : undefined),
		[payloadRow, payloadBody],
	);
	if (!session.holds(row)) return null;
	const close =
		onClose ??
		(() => {
			selection.row.value = undefined;
		});
	const { rows } = session;
	if (rows.kind(row) === 'listener' && session.listeners[rows.ref(row)]) {
		return <ListenerDetail key={row} store={store} index={rows.ref(row)} onClose={close} />;
	}
	const tabs: DetailTab[] = [];
	if (data && data.data.t !== 'omitted') {
		tabs.push({
			id: 'data',
			label: t('data'),
			copy: () => valueText(data.data),
			content: () => (
				<>
					{payloadRow !== row && (
						<p class="own-words pad">
							{t('dataOfDelivery')}{' '}
							<RowLink store={store} row={payloadRow} text={formatTime(rows.time(payloadRow))} />
						</p>
					)}
					<DataPane key={row} body={data} />
				</>
			),
		});
		tabs.push({
			id: 'raw',
			label: t('raw'),
			copy: () => valueText(data.data),
			content: () => <RawPane body={data} />,
		});
		if (hexCount(data) !== undefined) {
			tabs.push({
				id: 'hex',
				label: t('hex'),
				copy: () => hexText(data),
				content: () => <HexPane key={row} body={data} />,
			});
		}
	}
	if (data && data.data.t !== 'omitted' && before !== undefined) {
		tabs.push({
			id: 'diff',
			label: t('diff'),
			content: () => <DiffPane key={row} store={store} row={before} body={data} />,
		});
	}
	const socket = rows.kind(row) === 'frame' ? session.sockets[rows.ref(row)] : undefined;
	if (socket && data) {
		tabs.splice(1, 0, {
			id: 'decoded',
			label: t('decoded'),
			content: () => <DecodedPane key={row} store={store} socket={socket} row={row} body={data} />,
		});
	}
	if (isHeard(session, row)) {
		tabs.push({
			id: 'runs',
			label: t('listenersRan'),
			count: rows.ran(row),
			content: () => (
				<>
					<RunsPane store={store} row={row} />
					{event?.kind === 'message' && data && data.data.t !== 'omitted' && (
						<ProbeWith key={row} store={store} row={row} message={{ data: data.data, ports: event.ports }} />
					)}
				</>
			),
		});
	}
	if (chain.length > 1) {
		tabs.push({
			id: 'chain',
			label: t('replyChain'),
			count: chain.length,
			content: () => <ChainPane store={store} row={row} chain={chain} />,
		});
	}
	const info: DetailTab = {
		id: 'info',
		label: t('about'),
		content: () => <About store={store} row={row} event={event} />,
	};
	// Of the list that the row is of.
	const filter = nested ? store.frameList.filter : store.filter;
	const filterBy = (term: string): void => {
		filter.value = withTerm(filter.peek(), term);
	};
	return (
		<FilterByContext.Provider value={filterBy}>
			<DetailFrame tabs={withData ? [...tabs, info] : [info, ...tabs]} onClose={close} nested={nested} />
		</FilterByContext.Provider>
	);
}

function About({ store, row, event }: { store: PanelStore; row: number; event: HookEvent | undefined }) {
	const { session } = store;
	const { rows } = session;
	const { from, to } = partiesOf(session, row);
	const text = rowText(session, row);
	const stack = event && 'stack' in event ? event.stack : undefined;
	const isNavigation = rows.kind(row) === 'navigation';
	return (
		<>
			<Facts
				entries={[
					[t('column_kind'), kindText(session, row)],
					[t('column_time'), formatTime(rows.time(row))],
					[t('summary'), text.ownWords && !isNavigation ? text.preview : ''],
					[t('address'), isNavigation ? addressOf(session, row) : ''],
					[t('from'), from.kind === 'nobody' ? '' : <PartyLabel party={from} />],
					[t('to'), to.kind === 'nobody' ? '' : <PartyLabel party={to} />],
					[t('column_origin'), session.origins.text(rows.origin(row))],
					[t('sourceRelation'), relation(store, row)],
					[t('column_size'), rows.size(row) < 0 ? '' : sizeText(rows.size(row))],
					...deliveryFacts(store, row),
					...eventFacts(event),
					[
						t('marks'),
						rows.marks(row) & ~(mark.incomplete | mark.binary | mark.problem | mark.ruled) ? (
							<Marks marks={rows.marks(row)} />
						) : (
							''
						),
					],
				]}
			/>
			{rows.marks(row) & mark.disputed && event?.kind === 'message' ? (
				<p class="notice">{t('disputedOrigin', event.origin)}</p>
			) : null}
			{['message', 'send', 'frame'].includes(rows.kind(row)) && (
				<p class="pad">
					<button type="button" class="link" onClick={() => showSequence(store, row)}>
						{t('showSequence')}
					</button>
				</p>
			)}
			{event?.kind === 'sink-reached' && <Carrier store={store} row={row} event={event} />}
			{stack && (
				<Section title={t('stack')}>
					<Stack sites={stack} onOpen={store.openSource} />
				</Section>
			)}
		</>
	);
}

/** The way to the message whose text it was. */
function Carrier({ store, row, event }: { store: PanelStore; row: number; event: SinkReached }) {
	const message = carrierOf(store.session, row, event);
	if (message === undefined) return null;
	return (
		<p class="pad">
			<RowLink store={store} row={message} text={t('showCarrier')} />
		</p>
	);
}

function showSequence({ map, selection }: PanelStore, row: number): void {
	if (!map.chooseOf(row)) return;
	map.mode.value = 'sequence';
	selection.tab.value = 'map';
}

const sizeText = (size: number): string =>
	size < 1_000 ? formatSize(size) : `${formatSize(size)} (${formatCount(size)} B)`;

function relation(store: PanelStore, row: number): string {
	const source = store.session.source(row);
	return source ? tOf('relation', source.relation) : '';
}

/** Only windows have one; the arguments of their postMessage cannot be seen without changing event.source. */
function targetOriginFact({ target, targetOrigin }: HookEvent & { kind: 'sent' }) {
	if (target.kind !== 'window') return '';
	return targetOrigin ?? <span title={t('targetOriginWhy')}>{t('notObservable')}</span>;
}

function eventFacts(event: HookEvent | undefined): [string, ComponentChildren][] {
	if (!event) return [];
	switch (event.kind) {
		case 'message':
			return [
				[t('isTrusted'), String(event.trusted)],
				[t('ports'), event.ports.map((id) => `#${id}`).join(', ')],
			];
		case 'sent':
			return [
				[t('targetOrigin'), targetOriginFact(event)],
				[t('ports'), event.ports.map((id) => `#${id}`).join(', ')],
				[t('threw'), event.threw ?? ''],
			];
		case 'socket-frame':
			return [
				[t('opcode'), t(event.opcode === 'binary' ? 'opcode_binary' : 'opcode_text')],
				[t('form'), event.form],
				['bufferedAmount', event.bufferedAmount === undefined ? '' : formatSize(event.bufferedAmount)],
				[t('discarded'), event.discarded ? t('discardedFrame') : ''],
				[t('act_rule'), event.rule ? tOf('ruled', event.rule) : ''],
			];
		default:
			return [];
	}
}
