import { createContext, runInContext } from 'node:vm';
import { SETTINGS_AT_RUN_TIME } from './random-handlers.ts';

type Listener = ((event: object) => unknown) | { handleEvent(event: object): unknown };

/** Runs a script that listens to messages; returns whether one from an origin, by a window that nobody knows, is used. */
export function loaded(text: string): (origin: string) => Promise<boolean> {
	let isUsed = false;
	let listener: Listener | undefined;
	const body = {
		set innerHTML(_: string) {
			isUsed = true;
		},
	};
	const page: Record<string, unknown> = {
		URL,
		console: { log() {}, warn() {} },
		document: { body },
		parent: {},
		addEventListener(_: string, heard: Listener) {
			listener = heard;
		},
	};
	page['window'] = page;
	const context = createContext(page);
	runInContext(`var cfg = ${JSON.stringify(SETTINGS_AT_RUN_TIME)};`, context);
	runInContext(text, context);
	const heard = listener ?? (page['onmessage'] as Listener);
	return async (origin) => {
		for (const type of ['set', 'other', '']) {
			for (const said of [origin, 'nobody']) {
				isUsed = false;
				const event = { origin, source: {}, data: { type, html: '<b>', origin: said } };
				try {
					await (typeof heard === 'function' ? heard(event) : heard.handleEvent(event));
				} catch {
					// The handler ends there for such a sender.
				}
				if (isUsed) return true;
			}
		}
		return false;
	};
}
