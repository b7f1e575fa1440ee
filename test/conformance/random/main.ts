import { resolve } from 'node:path';
import type { BrowserName } from '../../../src/cli/browsers/browser.ts';
import { startBrowser } from '../../lab/browser.ts';
import { startServer } from '../../lab/server.ts';
import { compareRandom } from './faithful.ts';
import { buildPrograms, STEPS } from './programs.ts';
import { judgeRandom } from './true.ts';

export interface RandomOptions {
	browsers: BrowserName[];
	extension: string | undefined;
	count: number;
	seed: number;
	/** Only these steps of each program. */
	steps: number[] | undefined;
	/** Compares with the panel open. */
	recording: boolean;
}

/** Runs random programs and says whether one of them showed a difference, or something told that did not happen so. */
export async function runRandom({
	browsers,
	extension,
	count,
	seed,
	steps = STEPS,
	recording,
}: RandomOptions): Promise<boolean> {
	const { folder, remove } = await buildPrograms();
	const server = await startServer([folder, resolve('test/conformance/pages')]);
	const seeds = Array.from({ length: count }, (_, i) => seed + i);
	let failures = 0;
	try {
		for (const name of browsers) {
			console.log(`\n${name}: programs ${seed} to ${seed + count - 1}`);
			const without = await startBrowser(name);
			const hooked = await startBrowser(name, extension);
			try {
				if (recording) {
					await hooked.tab.goto(`${server.origin('a')}/frame.html`);
					await hooked.tab.openPanel();
				}
				const differing = await compareRandom({ server, without, with: hooked }, seeds, steps);
				console.log(`  ${differing} of ${count} differ, panel ${recording ? 'recording' : 'closed'}`);
				failures += differing;
			} finally {
				await without.close();
				await hooked.close();
			}
			if (!extension) continue;
			const watched = await startBrowser(name, extension);
			try {
				const wrong = await judgeRandom(server, watched, seeds, steps);
				console.log(`  ${wrong} of ${count} told wrongly`);
				failures += wrong;
			} finally {
				await watched.close();
			}
		}
	} finally {
		server.close();
		remove();
	}
	return failures > 0;
}
