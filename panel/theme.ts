import browser from 'webextension-polyfill';

/** What the two browsers call their theme hooks; the polyfill's types know neither in full. */
interface Panels {
	themeName?: string;
	onThemeChanged?: { addListener(changed: (name: string) => void): void };
	setThemeChangeHandler?: (changed: (name: string) => void) => void;
}

/** Follows the theme of the developer tools, or outside of them that of the system. */
export function followTheme(): void {
	const panels = (browser as { devtools?: { panels?: Panels } }).devtools?.panels;
	const system = matchMedia('(prefers-color-scheme: dark)');
	const apply = (name: string | undefined): void => {
		const dark = name === undefined ? system.matches : name === 'dark';
		document.documentElement.setAttribute('data-theme', dark ? 'dark' : 'light');
	};
	apply(panels?.themeName);
	if (panels?.themeName === undefined) {
		system.addEventListener('change', () => apply(undefined));
		return;
	}
	if (panels.onThemeChanged) panels.onThemeChanged.addListener(apply);
	else panels.setThemeChangeHandler?.(apply);
}
