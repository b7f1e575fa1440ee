import { effect } from '@preact/signals';
import { speak } from './i18n.ts';
import { localStorage } from './storage.ts';
import { createPreferences, type PreferenceStore } from './store/preferences.ts';
import { followTheme } from './theme.ts';

/** Gives a page of the extension the theme and the language that the person chose, now and whenever they change. */
export async function followPreferences(): Promise<PreferenceStore> {
	const preferences = createPreferences(localStorage);
	followTheme(preferences.now);
	await preferences.loaded;
	let spoken = Promise.resolve();
	effect(() => {
		const { language } = preferences.now.value;
		// One after the other; a catalogue that cannot be read leaves the texts as they are.
		spoken = spoken.then(() => speak(language)).catch(() => {});
	});
	await spoken;
	return preferences;
}
