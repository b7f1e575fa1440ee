import { type ReadonlySignal, signal } from '@preact/signals';
import {
	defaultRecording,
	PREFERENCES_KEY as KEY,
	type Recording,
	PREFERENCES_VERSION as VERSION,
} from '../../src/protocol/recording.ts';
import { defaultLimits, type Limits } from '../../src/session/limits.ts';
import { readRecording, siteOf, sortedSites } from '../../src/webext/sites.ts';
import type { Storage } from './settings.ts';

export const themes = ['follow', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];
export const languages = ['follow', 'en', 'zh_CN'] as const;
export type LanguageChoice = (typeof languages)[number];
/** Rows of the timeline, and characters of bodies, that a person can choose to keep. */
export const rowLimits = [100_000, 250_000, 500_000, 1_000_000] as const;
export const bodyLimits = [50_000_000, 100_000_000, 300_000_000, 600_000_000] as const;

/** What a person chose, on the settings page or in the panel. */
export interface Preferences extends Recording {
	theme: ThemeChoice;
	language: LanguageChoice;
	limits: Limits;
}

export const defaultPreferences: Preferences = {
	theme: 'follow',
	language: 'follow',
	limits: defaultLimits,
	...defaultRecording,
};

const oneOf = <T>(options: readonly T[], value: unknown, otherwise: T): T =>
	options.find((option) => option === value) ?? otherwise;

/** What was stored, member by member: what is not right is as if it had not been chosen. */
export function readPreferences(stored: unknown): Preferences {
	const record = (value: unknown): Record<string, unknown> =>
		typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
	const from = record(stored);
	if (from['version'] !== VERSION) return defaultPreferences;
	const { theme, language, limits } = defaultPreferences;
	const { rows, bodies } = record(from['limits']);
	return {
		...readRecording(stored),
		theme: oneOf(themes, from['theme'], theme),
		language: oneOf(languages, from['language'], language),
		limits: { rows: oneOf(rowLimits, rows, limits.rows), bodies: oneOf(bodyLimits, bodies, limits.bodies) },
	};
}

export interface PreferenceStore {
	readonly now: ReadonlySignal<Preferences>;
	/** Resolves when what was chosen before is there. */
	readonly loaded: Promise<void>;
	choose(change: Partial<Preferences>): void;
	/** Adds a site, as typed or copied, to those left alone; its name, or undefined where it is none. */
	leaveAlone(text: string): string | undefined;
}

/** Preferences that all pages of the extension share: a change in one is seen in all. */
export function createPreferences(storage: Storage): PreferenceStore {
	const now = signal(defaultPreferences);
	const take = (stored: unknown): void => {
		const read = readPreferences(stored);
		if (JSON.stringify(read) !== JSON.stringify(now.peek())) now.value = read;
	};
	const choose = (change: Partial<Preferences>): void => {
		now.value = { ...now.peek(), ...change };
		void storage.set(KEY, { version: VERSION, ...now.peek() });
	};
	storage.watch?.(KEY, take);
	return {
		now,
		loaded: storage.get(KEY).then(take, () => {
			// Storage that cannot be read is as if nothing had been chosen.
		}),
		choose,
		leaveAlone(text) {
			const site = siteOf(text);
			if (site !== undefined) choose({ alone: sortedSites([...now.peek().alone, site]) });
			return site;
		},
	};
}
