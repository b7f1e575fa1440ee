import { useSignal } from '@preact/signals';
import { t } from '../../i18n.ts';
import type { ProbeDesk } from '../../store/probe/probe-desk.ts';
import { LONGEST_NAME } from '../../store/probe/saved-messages.ts';

/** Keeping the message under a name, and taking, replacing or deleting one that was kept. */
export function SavedMessages({ desk, problem }: { desk: ProbeDesk; problem: boolean }) {
	const name = useSignal('');
	const saved = desk.saved.value;
	const { text } = desk.draft.value;
	const chosen = saved.find((one) => one.name === name.value.trim());
	return (
		<fieldset class="probing-actions probing-more">
			<legend>{t('savedMessages')}</legend>
			{saved.length > 0 && (
				<label>
					<span class="dim">{t('savedTake')}</span>{' '}
					<select
						class="probing-select"
						value={chosen && chosen.text === text ? chosen.name : ''}
						onChange={({ currentTarget }) => {
							name.value = currentTarget.value;
							desk.chooseSaved(currentTarget.value);
						}}
					>
						<option value="">{t('savedNone')}</option>
						{saved.map((one) => (
							<option key={one.name} value={one.name}>
								{one.name}
							</option>
						))}
					</select>
				</label>
			)}
			<label>
				<span class="dim">{t('savedName')}</span>{' '}
				<input
					class="field"
					maxLength={LONGEST_NAME}
					spellcheck={false}
					autocomplete="off"
					value={name.value}
					onInput={({ currentTarget }) => {
						name.value = currentTarget.value;
					}}
					onKeyDown={(event) => {
						if (event.key !== 'Enter') return;
						// It would start the probe.
						event.preventDefault();
						if (!problem) desk.save(name.value.trim());
					}}
				/>
			</label>
			<button
				type="button"
				class="button"
				disabled={problem || name.value.trim() === ''}
				onClick={() => desk.save(name.value.trim())}
			>
				{t(chosen ? 'savedReplace' : 'savedSave')}
			</button>
			{chosen && (
				<button type="button" class="button" onClick={() => desk.deleteSaved(chosen.name)}>
					{t('savedDelete')}
				</button>
			)}
		</fieldset>
	);
}
