import { type ActsWorld, STRANGER } from './acts-door.ts';
import type { RelayRuntime } from './line.ts';

declare const browser: { runtime: RelayRuntime } | undefined;
declare const chrome: { runtime: RelayRuntime };
export const runtime = (): RelayRuntime => (typeof browser === 'undefined' ? chrome : browser).runtime;

/** Firefox gives each installation an address of its own, which no page knows. */
export function kinSecret(): string {
	const address = runtime().getURL('kin');
	return address.startsWith('moz-extension:') ? address : '';
}

/**
 * Whether this is a frame that the relay of the parent made for a probe. In Firefox isolated worlds share no objects:
 * there the name holds the extension's own address, which no page knows.
 */
export function isStranger(): boolean {
	if (window.name.startsWith('moz-extension:')) return window.name === runtime().getURL(STRANGER);
	try {
		const { earshotRelay } = window.parent as unknown as { earshotRelay?: ActsWorld };
		return window.name !== '' && earshotRelay?.stranger === window.name;
	} catch {
		// Of another origin: the parent's own.
		return false;
	}
}
