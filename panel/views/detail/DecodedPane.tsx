import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatSpan, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { Reading } from '../../worker/decoding/questions.ts';
import { BodyState } from './DataPanes.tsx';
import { DecodersMissing } from './DecodersMissing.tsx';
import { Facts, Section } from './Facts.tsx';
import type { Body } from './use-body.ts';
import { useDecoded } from './use-decoded.ts';
import { ValueTree } from './ValueTree.tsx';

interface DecodedPaneProps {
	store: PanelStore;
	socket: SocketRecord;
	row: number;
	body: Body;
}

/** What a frame says: its message, and what was found inside it, layer by layer. */
export function DecodedPane({ store, socket, row, body }: DecodedPaneProps) {
	const reading = useDecoded(store, socket, row, body);
	const problem = store.decoding.problem.value;
	if (problem !== undefined)
		return (
			<p class="notice">
				<DecodersMissing decoding={store.decoding} problem={problem} />
			</p>
		);
	if (reading === 'reading') return <p class="own-words pad">{t('decodingNow')}</p>;
	return (
		<>
			<BodyState body={body} />
			{reading === undefined ? (
				<p class="own-words pad">{t('notRecorded')}</p>
			) : 'failed' in reading ? (
				<p class="notice">{tOf('decodingFailed', reading.failed)}</p>
			) : (
				<>
					{body.state !== 'complete' && <p class="notice">{t('decodedBeginning')}</p>}
					<Pair store={store} row={row} />
					<Layer store={store} decoded={reading} />
				</>
			)}
		</>
	);
}

/** The frame that this one answers, or that answered it. */
function Pair({ store, row }: { store: PanelStore; row: number }) {
	store.decoding.version.value;
	const brief = store.decoding.brief(row);
	const link = (other: number) => (
		<button type="button" class="link mono" onClick={() => show(store, other)}>
			{store.session.holds(other) ? formatTime(store.session.rows.time(other)) : ''}
		</button>
	);
	return (
		<Facts
			entries={[
				[
					t('answersFrame'),
					brief?.answers && (
						<>
							{link(brief.answers.row)} · {t('replyAfter', formatSpan(brief.answers.after))}
						</>
					),
				],
				[
					t('answeredBy'),
					brief?.answered && (
						<>
							{link(brief.answered.row)} · {t('replyAfter', formatSpan(brief.answered.after))}
						</>
					),
				],
			]}
		/>
	);
}

function show({ selection }: PanelStore, row: number): void {
	if (selection.tab.value === 'sockets') selection.frame.value = row;
	else selection.showRow(row);
}

function Layer({ store, decoded, depth = 0 }: { store: PanelStore; decoded: Reading; depth?: number }) {
	const name = store.decoding.nameOf(decoded.protocol);
	const { path, confidence, type, id, replyTo, error, value, layers } = decoded;
	return (
		<div style={{ marginInlineStart: `${Math.min(depth, 6) * 10}px` }}>
			<Section title={path ? t('layerAt', name, visible(path)) : name}>
				<Facts
					entries={[
						[t('decodedConfidence'), `${Math.round(confidence * 100)} %`],
						[t('column_type'), type],
						[t('messageId'), id],
						[t('replyTo'), replyTo],
					]}
				/>
				{error !== undefined && <p class="notice">{visible(error)}</p>}
				<ValueTree value={value} />
			</Section>
			{layers.map((layer, index) => (
				<Layer key={index} store={store} decoded={layer} depth={depth + 1} />
			))}
		</div>
	);
}
