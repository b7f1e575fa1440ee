import { render } from 'preact';
import { followPreferences } from '../follow-preferences.ts';
import { SettingsView } from '../views/settings/SettingsView.tsx';

/** Entry of the settings page that the browser's list of extensions and the popup lead to. */
const preferences = await followPreferences();
render(
	<main class="settings-page">
		<h1 class="unseen">Earshot</h1>
		<SettingsView preferences={preferences} />
	</main>,
	document.body,
);
document.documentElement.setAttribute('data-ready', 'true');
