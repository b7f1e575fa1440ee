/** What is kept of pages while no panel watches them: the ring, what lives in them and nothing else, or nothing. */
export const idleModes = ['ring', 'listeners', 'off'] as const;
export type IdleMode = (typeof idleModes)[number];

/** Why a document keeps less than the ring: what it was told at its start. */
export type Mode = 'site' | Exclude<IdleMode, 'ring'>;

/** What a person chose about pages that Earshot runs in. */
export interface Recording {
	idle: IdleMode;
	/** Hosts that are left alone, with everything below them; sorted, each once. */
	alone: readonly string[];
}

export const defaultRecording: Recording = { idle: 'ring', alone: [] };

/** Where pages of the extension keep what a person chose, and the version of its form. */
export const PREFERENCES_KEY = 'preferences';
export const PREFERENCES_VERSION = 1;
