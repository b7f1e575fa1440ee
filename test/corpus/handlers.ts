import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataShapesOf } from '../../src/analyser/data-shapes.ts';
import type { Place } from '../../src/analyser/verdict.ts';
import { revive } from '../../src/relay/acts/revive.ts';
import { MARK } from './ghost-page.ts';
import { reachesUse } from './run-handler.ts';

/**
 * Small handlers, many in a file: each begins with `//// verdict: title`. More than one verdict (`none+weak`) is for more
 * than one listener. `//// verdict, minified verdict: title` where a compiler leaves the check out because it has no
 * effect; `//// verdict, run: title` where the script alone is enough to run it.
 */
export const HANDLERS = 'test/fixtures/handlers';

export interface Handler {
	title: string;
	text: string;
	verdict: string;
	minified: string;
	/** It can be run outside a page. */
	runs: boolean;
}

export const handlerFiles = (): string[] => readdirSync(HANDLERS);

export function handlersOf(file: string): Handler[] {
	const parts = readFileSync(join(HANDLERS, file), 'utf8').split(/^\/{4} /m);
	return parts.slice(1).map((part) => {
		const [, verdict = '', minified = verdict, runs, title = '', text = ''] =
			/^([a-z+-]+)(?:, minified ([a-z+-]+))?(, run)?: ([^\n]+)\n(.+)$/s.exec(part) ?? [];
		return { title, text, verdict, minified, runs: runs !== undefined };
	});
}

/** Messages that are tried on a handler. */
const MOST = 8;

/** Whether some message made from what the handler compares reaches a use of its data when it is sent by that origin. */
export async function reachesHandler({ title, text }: Handler, at: Place, origin: string): Promise<boolean> {
	const shapes = dataShapesOf({ text, at, origin, filling: MARK });
	for (const { data } of shapes.slice(0, MOST)) {
		const expected = { data: revive(data) };
		if (await reachesUse({ id: title, row: '', title, file: '', text, expected }, origin)) return true;
	}
	return false;
}
