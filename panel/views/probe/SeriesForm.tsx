import { t } from '../../i18n.ts';
import type { ProbeDesk } from '../../store/probe/probe-desk.ts';
import { MOST_TIMES } from '../../store/probe/probe-series.ts';

/** Delivering the message alone, once or several times, or in variants. */
export function SeriesForm({ desk, disabled }: { desk: ProbeDesk; disabled: boolean }) {
	const { as, times } = desk.draft.value;
	return (
		<fieldset class="probing-actions probing-more">
			<legend>{t('probingMore')}</legend>
			<label>
				<span class="dim">{t('probingAs')}</span>{' '}
				<select
					class="probing-select"
					value={as}
					onChange={({ currentTarget }) =>
						desk.edit({ as: currentTarget.value === 'trusted' ? 'trusted' : 'attack' })
					}
				>
					<option value="attack">{t('probingAttack')}</option>
					<option value="trusted">{t('probingTrusted')}</option>
				</select>
			</label>
			<label>
				<span class="dim">{t('probingTimes')}</span>{' '}
				<input
					class="field probing-times"
					type="number"
					min={1}
					max={MOST_TIMES}
					value={times}
					onInput={({ currentTarget }) => {
						const asked = Math.trunc(currentTarget.valueAsNumber);
						if (asked >= 1) desk.edit({ times: Math.min(asked, MOST_TIMES) });
					}}
					onChange={({ currentTarget }) => {
						// What is no such number was not taken over.
						currentTarget.value = String(desk.draft.value.times);
					}}
				/>
			</label>
			<button type="button" class="button" disabled={disabled} onClick={() => void desk.replay()}>
				{t('probingDeliver')}
			</button>
			<button
				type="button"
				class="button"
				disabled={disabled}
				title={t('probingVariantsWhat')}
				onClick={() => void desk.tryVariants()}
			>
				{t('probingVariants')}
			</button>
		</fieldset>
	);
}
