import { vi } from 'vitest';
import { standInForBrowser } from './page-globals.ts';

/** Gives the tools what they have of the page hook, as far as it works in Node. */
export async function standInForHook(): Promise<void> {
	standInForBrowser();
	const parts = await Promise.all([
		import('../../src/page/natives.ts'),
		import('../../src/page/bytes.ts'),
		import('../../src/page/own-properties.ts'),
		import('../../src/page/patch.ts'),
	]);
	vi.stubGlobal('toolbox', Object.assign({ page: globalThis }, ...parts));
}
