import { deliveryOf } from '../../../src/session/delivery/delivery.ts';
import { eventOf } from '../../../src/session/event-of.ts';
import { partiesOf } from '../../../src/session/parties.ts';
import { mark } from '../../../src/session/rows.ts';
import type { Session } from '../../../src/session/session.ts';
import { visibleLine } from '../../../src/session/visible.ts';
import { formatSize, formatTime, t, tOf } from '../../i18n.ts';
import type { Brief } from '../../store/decoding/socket-decoding.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { ranOf, rowKeys, worstListener } from '../../store/row-order.ts';
import type { Column } from '../../ui/columns.ts';
import { InIcon, ListenerIcon, NavigationIcon, NoteIcon, OutIcon, SocketIcon } from '../../ui/Icons.tsx';
import { hostOf, partyTitle, Route } from '../../ui/PartyLabel.tsx';
import { VerdictBadge } from '../../ui/VerdictBadge.tsx';
import { deliveryText } from '../detail/delivery-text.ts';
import { type RowText, rowText } from './row-text.ts';

type TimelineSource = Pick<PanelStore, 'session' | 'analysis' | 'decoding'>;

/** Columns of the timeline; a row is its id in the session. */
export function timelineColumns({ session, analysis, decoding }: TimelineSource): Column<number>[] {
	const { rows } = session;
	let lastRow = -1;
	let lastBrief: Brief | undefined;
	let lastText: RowText | undefined;
	// Two columns ask for the same row, one after the other.
	const textOf = (row: number): RowText => {
		const brief = decoding.brief(row);
		if (row !== lastRow || brief !== lastBrief || !lastText) lastText = rowText(session, row, brief);
		lastBrief = brief;
		lastRow = row;
		return lastText;
	};
	const columns: Column<number>[] = [
		{
			id: 'time',
			spare: 2,
			label: t('column_time'),
			width: 96,
			class: 'mono dim',
			cell: (row) => formatTime(rows.time(row)),
		},
		{
			id: 'kind',
			spare: 7,
			label: t('column_kind'),
			width: 78,
			cell: (row) => kindText(session, row),
		},
		{
			id: 'direction',
			label: t('column_direction'),
			width: 28,
			class: 'center',
			cell: (row) => <DirectionMark session={session} row={row} />,
			title: (row) => directionText(session, row),
		},
		{
			id: 'parties',
			label: t('column_parties'),
			width: 330,
			least: 230,
			cell: (row) => {
				const { from, to } = partiesOf(session, row);
				return <Route from={from} to={to} />;
			},
			title: (row) => {
				const { from, to } = partiesOf(session, row);
				return [partyTitle(from), partyTitle(to)].filter(Boolean).join('\n→ ');
			},
		},
		{
			id: 'origin',
			spare: 9,
			label: t('column_origin'),
			width: 130,
			cell: (row) => originText(session, row),
			title: (row) => session.origins.text(rows.origin(row)),
		},
		{
			id: 'type',
			spare: 6,
			label: t('column_type'),
			width: 132,
			least: 96,
			class: 'mono',
			cell: (row) => visibleLine(textOf(row).type),
			title: (row) => visibleLine(textOf(row).type),
		},
		{
			id: 'size',
			spare: 8,
			label: t('column_size'),
			width: 60,
			class: 'end mono',
			cell: (row) => formatSize(rows.size(row)),
		},
		{
			id: 'ran',
			spare: 10,
			label: t('column_ran'),
			width: 36,
			class: 'end mono',
			cell: (row) => ranText(session, row),
		},
		{
			id: 'verdict',
			spare: 4,
			label: t('verdict'),
			width: 92,
			cell: (row) => {
				const worst = worstListener(session, analysis, row);
				return worst && <VerdictBadge judgement={analysis.of(worst)} settled={analysis.settled(worst)} />;
			},
		},
		{
			id: 'preview',
			label: t('column_preview'),
			width: 170,
			least: 120,
			grow: true,
			class: 'mono preview',
			cell: (row) => {
				const text = textOf(row);
				return (
					<>
						<Marks marks={rows.marks(row) & ~mark.byOrder} />
						<RuleBadge session={session} row={row} />
						<DeliveryBadge session={session} row={row} />
						{text.isPartial && <span class="badge badge-plain">{t('decodedInPart')}</span>}
						<span class={text.ownWords ? 'own-words' : ''}>{visibleLine(text.preview)}</span>
					</>
				);
			},
		},
	];
	return columns.map((column) => ({ ...column, sortable: Object.hasOwn(rowKeys, column.id) }));
}

/** How many listeners ran; a question mark where nobody knows. */
function ranText(session: Session, row: number) {
	const ran = ranOf(session, row);
	if (ran === undefined || ran > 0) return ran;
	return (
		<span class="dim" title={ran < 0 ? tOf('delivery', 'unwatched') : undefined}>
			{ran < 0 ? '?' : '0'}
		</span>
	);
}

/** What a person should know of a send's delivery beside its marks. */
function DeliveryBadge({ session, row }: { session: Session; row: number }) {
	if (session.rows.kind(row) !== 'send') return null;
	const delivery = deliveryOf(session, row);
	return (
		<>
			{delivery.byOrder && (
				<span
					class="badge badge-plain"
					role="img"
					aria-label={t('matchedByOrder')}
					title={t('matchedByOrderText')}
				>
					≈
				</span>
			)}
			{delivery.state === 'unheard' && (
				<span class="badge badge-plain" title={deliveryText(delivery)}>
					{t('delivery_unheard')}
				</span>
			)}
		</>
	);
}

/** What a person's rule did with a frame. */
function RuleBadge({ session, row }: { session: Session; row: number }) {
	if (!(session.rows.marks(row) & mark.ruled)) return null;
	const event = eventOf(session, row);
	const rule = (event?.kind === 'socket-frame' && event.rule) || 'ruled';
	return (
		<span class="badge badge-weak" title={t('act_ruledTitle')}>
			{tOf('ruled', rule)}
		</span>
	);
}

/** The kind of a row as the list names it. */
export function kindText(session: Session, row: number): string {
	const kind = session.rows.kind(row);
	const channel = session.rows.channel(row);
	if ((kind === 'message' || kind === 'send') && channel !== 'window') return tOf('channel', channel);
	return tOf('kind', kind);
}

function directionText(session: Session, row: number): string {
	const direction = session.rows.direction(row);
	return direction === 'none' ? '' : t(direction === 'in' ? 'direction_in' : 'direction_out');
}

function DirectionMark({ session, row }: { session: Session; row: number }) {
	const text = directionText(session, row);
	if (text) {
		return (
			<span role="img" aria-label={text}>
				{session.rows.direction(row) === 'in' ? <InIcon /> : <OutIcon />}
			</span>
		);
	}
	switch (session.rows.kind(row)) {
		case 'listener':
			return <ListenerIcon class="dim" />;
		case 'socket':
			return <SocketIcon class="dim" />;
		case 'navigation':
			return <NavigationIcon class="dim" />;
		default:
			return <NoteIcon class="dim" />;
	}
}

/** Origin as the browser stamped it; where it is the receiver's own, it is dimmed. */
function originText(session: Session, row: number) {
	const origin = session.origins.text(session.rows.origin(row));
	const own = session.documentOf(row)?.info?.origin === origin;
	return <span class={own ? 'dim' : ''}>{hostOf(origin)}</span>;
}

const shownMarks = [
	[mark.hidden, 'mark_hidden', 'bad'],
	[mark.unconfirmed, 'mark_unconfirmed', 'bad'],
	[mark.disputed, 'mark_disputed', 'bad'],
	[mark.untrusted, 'mark_untrusted', 'plain'],
	[mark.synthetic, 'mark_synthetic', 'plain'],
	[mark.undelivered, 'mark_undelivered', 'bad'],
	[mark.byOrder, 'matchedByOrder', 'plain'],
	[mark.extension, 'mark_extension', 'plain'],
] as const;

/** Words for the marks of a row that change how it is to be read. */
export function Marks({ marks }: { marks: number }) {
	if (marks === 0) return null;
	return (
		<>
			{shownMarks
				.filter(([bit]) => marks & bit)
				.map(([bit, key, tone]) => (
					<span key={bit} class={`badge badge-${tone}`}>
						{t(key)}
					</span>
				))}
		</>
	);
}
