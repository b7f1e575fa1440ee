import { t, tOf } from '../../i18n.ts';

const SHOWN = ['none', 'weak', 'source-only', 'strict', 'unjudged'] as const;

/** What colours and patterns of lines mean. */
export function Legend() {
	return (
		<ul class="map-legend" aria-label={t('mapLegend')}>
			{SHOWN.map((verdict) => (
				<li key={verdict} class={`map-edge-${verdict}`}>
					<svg width="26" height="8" aria-hidden="true">
						<path class="map-edge-line" d="M1 4H25" stroke-width="2.4" />
					</svg>
					{verdict === 'unjudged' ? t('mapUnjudged') : tOf('verdict', verdict)}
				</li>
			))}
		</ul>
	);
}
