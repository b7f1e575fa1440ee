import browser from 'webextension-polyfill';
import type { CallSite } from '../../src/protocol/event.ts';

interface Panels {
	/** Chromium only; line and column count from 0. */
	openResource?: (url: string, line: number, column: number, done: () => void) => void;
}

/** Opens a place of a script in the developer tools' own source view; undefined where the browser cannot. */
export function resourceOpener(): ((site: CallSite) => void) | undefined {
	const panels = (browser as { devtools?: { panels?: Panels } }).devtools?.panels;
	const native = (globalThis as { chrome?: { devtools?: { panels?: Panels } } }).chrome?.devtools?.panels;
	// The polyfill does not know this function's callback: Chromium's own is called.
	if (!panels || !native?.openResource) return undefined;
	return ({ url, line, column }) => native.openResource?.(url, line - 1, column - 1, () => {});
}
