import { File } from 'node:buffer';
import { vi } from 'vitest';

/** Gives Node what the page hook takes from browsers and Node lacks; to be looked at, not to work. */
export function standInForBrowser(): void {
	vi.stubGlobal('window', globalThis);
	vi.stubGlobal('FocusEvent', interfaceWith('relatedTarget'));
	vi.stubGlobal('ErrorEvent', interfaceWith('message'));
	vi.stubGlobal('CloseEvent', interfaceWith('code', 'reason', 'wasClean'));
	vi.stubGlobal('File', File);
}

function interfaceWith(...names: string[]): object {
	class Lacking {}
	for (const name of names)
		Object.defineProperty(Lacking.prototype, name, { get: () => undefined, configurable: true });
	return Lacking;
}
