import { formatCount, t } from '../../i18n.ts';
import {
	bodyLimits,
	defaultPreferences,
	type LanguageChoice,
	languages,
	type PreferenceStore,
	rowLimits,
	themes,
} from '../../store/preferences.ts';
import { Choice, Group } from './Choice.tsx';
import { RecordingSettings } from './RecordingSettings.tsx';

/** Languages are named in themselves. */
const LANGUAGE_NAMES: Record<Exclude<LanguageChoice, 'follow'>, string> = {
	en: 'English',
	zh_CN: '简体中文',
};

/** Everything that a person can choose; what is chosen holds at once, in all panels. */
export function SettingsView({ preferences }: { preferences: PreferenceStore }) {
	const { theme, language, limits } = preferences.now.value;
	return (
		<section class="settings" aria-labelledby="settings-title">
			<h2 id="settings-title" class="settings-title">
				{t('settings')}
			</h2>
			<Group title={t('settings_look')}>
				<Choice
					label={t('settings_theme')}
					options={themes}
					value={theme}
					nameOf={(option) => t(`settings_theme_${option}`)}
					onChoose={(chosen) => preferences.choose({ theme: chosen })}
				/>
				<Choice
					label={t('settings_language')}
					options={languages}
					value={language}
					nameOf={(option) => (option === 'follow' ? t('settings_language_follow') : LANGUAGE_NAMES[option])}
					onChoose={(chosen) => preferences.choose({ language: chosen })}
				/>
			</Group>
			<Group title={t('settings_memory')} hint={t('settings_memoryHint')}>
				<Choice
					label={t('settings_rows')}
					options={rowLimits}
					value={limits.rows}
					nameOf={formatCount}
					onChoose={(rows) => preferences.choose({ limits: { ...limits, rows } })}
				/>
				<Choice
					label={t('settings_bodies')}
					options={bodyLimits}
					value={limits.bodies}
					nameOf={(bytes) => `${formatCount(bytes / 1_000_000)} MB`}
					onChoose={(bodies) => preferences.choose({ limits: { ...limits, bodies } })}
				/>
			</Group>
			<RecordingSettings preferences={preferences} />
			<button
				type="button"
				class="button"
				onClick={() => preferences.choose({ ...defaultPreferences, alone: preferences.now.peek().alone })}
			>
				{t('settings_reset')}
			</button>
		</section>
	);
}
