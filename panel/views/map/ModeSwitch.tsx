import { t } from '../../i18n.ts';
import type { PanelStore } from '../../store/panel-store.ts';

/** Chooses between the picture and the sequence. */
export function ModeSwitch({ store }: { store: PanelStore }) {
	const { mode } = store.map;
	return (
		<fieldset class="map-modes">
			<legend class="unseen">{t('mapModes')}</legend>
			{(['map', 'sequence'] as const).map((value) => (
				<button
					key={value}
					type="button"
					class="toggle"
					aria-pressed={mode.value === value}
					onClick={() => {
						mode.value = value;
					}}
				>
					{t(value === 'map' ? 'mapMode' : 'sequenceMode')}
				</button>
			))}
		</fieldset>
	);
}
