import { render } from 'preact';
import { followPreferences } from '../follow-preferences.ts';
import { SettingsView } from '../views/settings/SettingsView.tsx';

/** Entry of the settings page that the browser's list of extensions and the popup lead to. */
const preferences = await followPreferences();
render(<SettingsView preferences={preferences} />, document.body);
document.documentElement.setAttribute('data-ready', 'true');
