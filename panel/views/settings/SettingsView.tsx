import type { ComponentChildren } from 'preact';
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
			<button type="button" class="button" onClick={() => preferences.choose(defaultPreferences)}>
				{t('settings_reset')}
			</button>
		</section>
	);
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
	return (
		<fieldset class="settings-group">
			<legend>{title}</legend>
			{hint !== undefined && <p class="settings-hint">{hint}</p>}
			{children}
		</fieldset>
	);
}

interface ChoiceProps<T extends string | number> {
	label: string;
	options: readonly T[];
	value: T;
	nameOf(option: T): string;
	onChoose(option: T): void;
}

function Choice<T extends string | number>({ label, options, value, nameOf, onChoose }: ChoiceProps<T>) {
	return (
		<label class="settings-line">
			<span>{label}</span>
			<select
				class="settings-select"
				value={String(value)}
				onChange={({ currentTarget }) => {
					const option = options[currentTarget.selectedIndex];
					if (option !== undefined) onChoose(option);
				}}
			>
				{options.map((option) => (
					<option key={option} value={String(option)} selected={option === value}>
						{nameOf(option)}
					</option>
				))}
			</select>
		</label>
	);
}
