import type { BatchLevel, BatchRow } from '../../../src/probe/batch.ts';
import { effectsOf } from '../../../src/probe/effects.ts';
import type { ProbeTranscript } from '../../../src/protocol/probe.ts';
import { visible } from '../../../src/session/visible.ts';
import { formatCount, formatSpan, t, tOf } from '../../i18n.ts';
import type { VariantTable } from '../../store/probe/probe-series.ts';
import { failureText } from '../../ui/failure-text.ts';
import { Section } from '../detail/Facts.tsx';
import { variantText } from './variant-text.ts';

/** What each delivery of a replay led to. */
export function ReplayTable({ runs }: { runs: readonly ProbeTranscript[] }) {
	return (
		<Section title={t('probingReplayed')}>
			<table class="probing-table probing-series" aria-label={t('probingReplayed')}>
				<thead>
					<tr>
						<th scope="col">{t('probingTurn')}</th>
						<th scope="col">{t('probingReads')}</th>
						<th scope="col">{t('probingReached')}</th>
						<th scope="col">{t('probingTook')}</th>
					</tr>
				</thead>
				<tbody>
					{runs.map((run, index) => (
						<tr key={index}>
							<td>{formatCount(index + 1)}</td>
							<td class="mono">{run.reads.map(({ name }) => name).join(' → ')}</td>
							<td>
								<Reached lines={effectsOf(run).map(({ text }) => text)} threw={run.threw?.message} />
							</td>
							<td>{formatSpan(run.duration)}</td>
						</tr>
					))}
				</tbody>
			</table>
		</Section>
	);
}

/** What each variant reached, those that tell most first. */
export function VariantRows({ table: { rows, of } }: { table: VariantTable }) {
	return (
		<Section title={t('probingTried', formatCount(rows.length), formatCount(of))}>
			<table class="probing-table probing-series" aria-label={t('probingVariants')}>
				<thead>
					<tr>
						<th scope="col">{t('probingResult')}</th>
						<th scope="col">{t('probingVariant')}</th>
						<th scope="col">{t('probingReached')}</th>
						<th scope="col">{t('probingTook')}</th>
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<VariantRow key={row.variant.name} row={row} />
					))}
				</tbody>
			</table>
		</Section>
	);
}

function VariantRow({
	row: { variant, level, isNew, reached, failure, threw, duration },
}: {
	row: BatchRow;
}) {
	return (
		<tr>
			<td>
				<span class={`badge badge-${TONES[level]}`}>{tOf('batchLevel', level)}</span>
				{isNew && <span class="dim">{t('probingNew')}</span>}
			</td>
			<td>{variantText(variant)}</td>
			<td>
				<Reached lines={failure ? [failureText(failure)] : reached} threw={threw} />
			</td>
			<td>{duration === undefined ? '' : formatSpan(duration)}</td>
		</tr>
	);
}

const TONES: Record<BatchLevel, string> = {
	carried: 'none',
	sink: 'weak',
	stuck: 'weak',
	acted: 'source-only',
	threw: 'plain',
	nothing: 'plain',
	failed: 'plain',
};

function Reached({ lines, threw }: { lines: readonly string[]; threw: string | undefined }) {
	if (lines.length === 0 && threw === undefined) return <span class="dim">{t('probingNothing')}</span>;
	return (
		<ul class="probing-list">
			{lines.map((line) => (
				<li key={line}>{visible(line)}</li>
			))}
			{threw !== undefined && <li class="bad-text mono">{t('threwText', visible(threw))}</li>}
		</ul>
	);
}
