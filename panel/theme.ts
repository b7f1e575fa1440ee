import { effect, type ReadonlySignal, signal } from '@preact/signals';
import browser from 'webextension-polyfill';
import type { Preferences } from './store/preferences.ts';

/** What the two browsers call their theme hooks; the polyfill's types know neither in full. */
interface Panels {
	themeName?: string;
	onThemeChanged?: { addListener(changed: (name: string) => void): void };
	setThemeChangeHandler?: (changed: (name: string) => void) => void;
}

/** The theme that the person chose, else that of the developer tools, or outside of them that of the system. */
export function followTheme(preferences: ReadonlySignal<Preferences>): void {
	const panels = (browser as { devtools?: { panels?: Panels } }).devtools?.panels;
	const system = matchMedia('(prefers-color-scheme: dark)');
	const around = signal(panels?.themeName ?? (system.matches ? 'dark' : 'light'));
	const changed = (name: string): void => {
		around.value = name;
	};
	if (panels?.themeName === undefined) {
		system.addEventListener('change', ({ matches }) => changed(matches ? 'dark' : 'light'));
	} else if (panels.onThemeChanged) panels.onThemeChanged.addListener(changed);
	else panels.setThemeChangeHandler?.(changed);
	effect(() => {
		const { theme } = preferences.value;
		const name = theme === 'follow' ? around.value : theme;
		document.documentElement.setAttribute('data-theme', name === 'dark' ? 'dark' : 'light');
	});
}
