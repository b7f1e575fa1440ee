// @vitest-environment happy-dom

import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { createPreferences } from '../../../panel/store/preferences.ts';
import { SettingsView } from '../../../panel/views/settings/SettingsView.tsx';
import { memory } from './decoding/sessions.ts';

vi.mock('webextension-polyfill', () => ({
	default: { i18n: { getMessage: (key: string, inserts: string[] = []) => [key, ...inserts].join(' ') } },
}));

afterEach(() => render(null, document.body));

it('the defaults come back without the sites that are left alone being forgotten', () => {
	const preferences = createPreferences(memory());
	preferences.choose({ theme: 'dark' });
	preferences.leaveAlone('bank.example');
	act(() => render(<SettingsView preferences={preferences} />, document.body));
	const buttons = [...document.querySelectorAll('button')];
	act(() => buttons.find(({ textContent }) => textContent === 'settings_reset')?.click());
	const { theme, alone } = preferences.now.value;
	expect([theme, alone]).toEqual(['follow', ['bank.example']]);
});
