import type { ProbePayload } from '../../../src/probe/plan.ts';
import { visible } from '../../../src/session/visible.ts';
import { t } from '../../i18n.ts';
import type { ProbeDesk } from '../../store/probe/probe-desk.ts';
import { SavedMessages } from './SavedMessages.tsx';

const ORIGINS = {
	observed: 'probingObserved',
	built: 'probingBuilt',
	renewed: 'probingRenewed',
} as const satisfies Record<ProbePayload['why'], string>;

/** The message to deliver, as text that is read as it is typed, and messages to begin with. */
export function MessageField({ desk, problem }: { desk: ProbeDesk; problem: string | undefined }) {
	const { text } = desk.draft.value;
	const payloads = desk.payloads.value;
	const at = desk.begunWith.value;
	const unmet = payloads[at]?.unmet ?? [];
	const lost = desk.lost.value;
	return (
		<div class="probing-message">
			{payloads.length > 0 && (
				<label class="probing-field">
					<span class="dim">{t('probingBegin')}</span>
					<select
						class="probing-select"
						value={String(at)}
						onChange={({ currentTarget }) => desk.choosePayload(Number(currentTarget.value))}
					>
						{at < 0 && <option value="-1">{t('probingOwn')}</option>}
						{payloads.map(({ why, text: start }, index) => (
							<option key={`${why}${start}`} value={String(index)}>
								{t(ORIGINS[why], visible(start.slice(0, 100)))}
							</option>
						))}
					</select>
				</label>
			)}
			{desk.preparing.value && <p class="own-words">{t('probingPreparing')}</p>}
			<label>
				<span class="dim">{t('probingMessage')}</span>
				<textarea
					class="note mono"
					rows={Math.min(14, Math.max(4, text.split('\n').length))}
					spellcheck={false}
					value={text}
					aria-invalid={problem !== undefined}
					aria-describedby="probing-text-problem"
					onInput={({ currentTarget }) => desk.edit({ text: currentTarget.value })}
					onKeyDown={(event) => {
						if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
							event.currentTarget.form?.requestSubmit();
					}}
				/>
			</label>
			<p id="probing-text-problem" class="bad-text" aria-live="polite">
				{problem}
			</p>
			<SavedMessages desk={desk} problem={problem !== undefined} />
			{lost.length > 0 && <p class="own-words">{t('probingLost', lost.join(', '))}</p>}
			{unmet.length > 0 && (
				<p class="own-words">
					{t('probingUnmet', '')} <code>{visible(unmet.join(' · '))}</code>
				</p>
			)}
		</div>
	);
}
