import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatSpan, formatTime, t, tOf } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import type { Reading } from '../../worker/decoding/questions.ts';
import { BodyState } from './DataPanes.tsx';
import { DecodersMissing } from './DecodersMissing.tsx';
import { Facts, Section } from './Facts.tsx';
import { SearchableTrees } from './SearchableTree.tsx';
import type { Body } from './use-body.ts';
import { useDecoded } from './use-decoded.ts';

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
					<Layers store={store} decoded={reading} />
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

/** The message and all that was found inside it, with one search through the whole. */
function Layers({ store, decoded }: { store: PanelStore; decoded: Reading }) {
	const layers = useMemo(() => layersOf(decoded), [decoded]);
	const values = useMemo(() => layers.map(({ reading }) => reading.value), [layers]);
	return (
		<SearchableTrees values={values}>
			{(index, tree) => {
				const layer = layers[index];
				return layer && <Layer store={store} layer={layer} tree={tree} />;
			}}
		</SearchableTrees>
	);
}

interface LayerOf {
	reading: Reading;
	depth: number;
}

/** Each layer before those inside it. */
const layersOf = (reading: Reading, depth = 0): LayerOf[] => [
	{ reading, depth },
	...reading.layers.flatMap((layer) => layersOf(layer, depth + 1)),
];

interface LayerProps {
	store: PanelStore;
	layer: LayerOf;
	tree: ComponentChildren;
}

function Layer({ store, layer: { reading, depth }, tree }: LayerProps) {
	const name = store.decoding.nameOf(reading.protocol);
	const { path, confidence, type, id, replyTo, error } = reading;
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
				{tree}
			</Section>
		</div>
	);
}
