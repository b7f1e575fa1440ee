import { type ActsWorld, STRANGER } from './acts-door.ts';
import type { RelayRuntime } from './line.ts';

declare const browser: { runtime: RelayRuntime } | undefined;
declare const chrome: { runtime: RelayRuntime };
export const runtime = (): RelayRuntime => (typeof browser === 'undefined' ? chrome : browser).runtime;

export const IS_FIREFOX = 'mozInnerScreenX' in window;

/**
 * Whether the background calls this relay by a script that it runs here (src/background/summon.ts), not by a message.
 * Chromium sets the extension API up in a document when it is first touched, which takes longer than all else here does:
 * documents that nobody asks about never touch it. Scripts come neither into `data:` nor into `blob:` documents, and those
 * without an address of their own announce themselves.
 */
export const isCalledByScript = (): boolean => !IS_FIREFOX && /^(?:https?|file):$/.test(location.protocol);

/** Whether an address of the extension is a secret: Firefox gives each installation one of its own, which no page knows. */
export const isSecret = (address: string): boolean => address.startsWith('moz-extension:');

/** A word that only relays of the same installation know; empty where there is none. */
export function kinSecret(): string {
	// A frame of the page's may go by the name that tells Firefox.
	const address = IS_FIREFOX ? runtime().getURL('kin') : '';
	return isSecret(address) ? address : '';
}

/**
 * Whether this is a frame that the relay of the parent made for a probe. In Firefox isolated worlds share no objects:
 * there the name holds the extension's own address, which no page knows.
 */
export function isStranger(): boolean {
	if (isSecret(window.name)) return window.name === runtime().getURL(STRANGER);
	try {
		const { earshotRelay } = window.parent as unknown as { earshotRelay?: ActsWorld };
		return window.name !== '' && earshotRelay?.stranger === window.name;
	} catch {
		// Of another origin: the parent's own.
		return false;
	}
}
