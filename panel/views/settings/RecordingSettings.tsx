import { useRef, useState } from 'preact/hooks';
import { idleModes } from '../../../src/protocol/recording.ts';
import { t, tOf } from '../../i18n.ts';
import type { PreferenceStore } from '../../store/preferences.ts';
import { announce } from '../../ui/announce.ts';
import { CloseIcon } from '../../ui/Icons.tsx';
import { ToolButton } from '../../ui/ToolButton.tsx';
import { Choice, Group } from './Choice.tsx';

/** What is kept of pages without a panel, and the sites that are left alone; both hold for what is loaded from then on. */
export function RecordingSettings({ preferences }: { preferences: PreferenceStore }) {
	const { idle } = preferences.now.value;
	return (
		<>
			<Group title={t('settings_recording')} hint={tOf('idleHint', idle)}>
				<Choice
					label={t('settings_idle')}
					options={idleModes}
					value={idle}
					nameOf={(mode) => tOf('idle', mode)}
					onChoose={(chosen) => preferences.choose({ idle: chosen })}
				/>
			</Group>
			<Group title={t('settings_alone')} hint={t('settings_aloneHint')}>
				<Sites preferences={preferences} />
			</Group>
		</>
	);
}

function Sites({ preferences }: { preferences: PreferenceStore }) {
	const { alone } = preferences.now.value;
	const [text, setText] = useState('');
	const [problem, setProblem] = useState(false);
	const field = useRef<HTMLInputElement>(null);
	const add = (event: Event): void => {
		event.preventDefault();
		const site = preferences.leaveAlone(text);
		setProblem(site === undefined);
		if (site === undefined) return;
		announce(t('settings_siteAdded', site));
		setText('');
	};
	const remove = (site: string): void => {
		preferences.choose({ alone: alone.filter((other) => other !== site) });
		announce(t('settings_siteRemoved', site));
		field.current?.focus();
	};
	return (
		<>
			<form class="settings-add" onSubmit={add}>
				<input
					ref={field}
					class="settings-text"
					aria-label={t('settings_site')}
					aria-invalid={problem}
					aria-describedby={problem ? 'settings-site-problem' : undefined}
					placeholder="example.com"
					value={text}
					onInput={({ currentTarget }) => {
						setText(currentTarget.value);
						setProblem(false);
					}}
				/>
				<button type="submit" class="button">
					{t('settings_addSite')}
				</button>
			</form>
			{problem && (
				<p id="settings-site-problem" class="settings-problem" role="alert">
					{t('settings_siteProblem')}
				</p>
			)}
			{alone.length > 0 && (
				<ul class="settings-sites" aria-label={t('settings_alone')}>
					{alone.map((site) => (
						<li key={site}>
							<span class="mono">{site}</span>
							<ToolButton label={t('settings_removeSite', site)} onClick={() => remove(site)}>
								<CloseIcon />
							</ToolButton>
						</li>
					))}
				</ul>
			)}
		</>
	);
}
