import type { SocketRecord } from '../../../src/session/socket-record.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatCount, formatSize, formatSpan, t, tn } from '../../i18n.ts';
import type { TypeCount } from '../../store/decoding/type-statistics.ts';
import type { PanelStore } from '../../store/panel-store.ts';
import { Section } from '../detail/Facts.tsx';
import { RateLine, VolumeLine } from './TrafficLines.tsx';

/** Rows of the table of types; the rest is summed up. */
const MOST_ROWS = 100;

/** How much passed over a socket, when, and of which types. */
export function SocketStatistics({ store, socket }: { store: PanelStore; socket: SocketRecord }) {
	const { decoding } = store;
	store.version.value;
	decoding.version.value;
	decoding.open(socket);
	const types = decoding.statistics(socket);
	const { waiting, missing } = decoding.progress(socket);
	const curve = store.traffic.of(socket);
	return (
		<>
			<Section title={t('traffic')}>
				{curve.frames.length === 0 ? (
					<p class="own-words pad">{t('empty_frames')}</p>
				) : (
					<div class="traffic">
						<RateLine curve={curve} width={240} height={40} captioned />
						<VolumeLine curve={curve} width={240} height={40} captioned />
					</div>
				)}
				<p class="own-words pad">{t('pingsUnseen')}</p>
			</Section>
			<Section title={t('types')}>
				{waiting > 0 && <p class="own-words pad">{tn('framesToDecode', waiting)}</p>}
				{missing > 0 && <p class="own-words pad">{tn('framesNotRecorded', missing)}</p>}
				{types.length > 0 && <TypeTable types={types} />}
			</Section>
		</>
	);
}

function TypeTable({ types }: { types: readonly TypeCount[] }) {
	const named = types.filter(({ type }) => type !== '');
	const shown = named.slice(0, MOST_ROWS);
	const rest = types.filter((count) => !shown.includes(count));
	const total = (of: (count: TypeCount) => number): number => rest.reduce((sum, count) => sum + of(count), 0);
	const others: TypeCount[] = rest.length
		? [
				{
					type: '',
					frames: total(({ frames }) => frames),
					bytes: total(({ bytes }) => bytes),
					share: total(({ share }) => share),
					latency: undefined,
				},
			]
		: [];
	return (
		<table class="types" aria-label={t('types')}>
			<thead>
				<tr>
					<th scope="col">{t('column_type')}</th>
					<th scope="col">{t('frames')}</th>
					<th scope="col">{t('column_bytes')}</th>
					<th scope="col">{t('column_share')}</th>
					<th scope="col">{t('column_answered')}</th>
				</tr>
			</thead>
			<tbody>
				{[...shown, ...others].map(({ type, frames, bytes, share, latency }) => (
					<tr key={type}>
						<th scope="row" class={type === '' ? 'own-words' : 'mono'}>
							{type === '' ? t('otherTypes') : visible(type)}
						</th>
						<td>{formatCount(frames)}</td>
						<td>{formatSize(bytes)}</td>
						<td>{`${(share * 100).toFixed(1)} %`}</td>
						<td>{latency === undefined ? '' : formatSpan(latency)}</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
