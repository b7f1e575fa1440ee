import browser from 'webextension-polyfill';
import type { ListedListener } from '../../src/session/unseen.ts';

interface InspectedWindow {
	eval(
		expression: string,
		options: { frameURL?: string },
		receive: (result: unknown, failure?: { isException?: boolean; value?: unknown }) => void,
	): void;
}

export type Listed = Omit<ListedListener, 'text'>;

/** What the browser itself says of the listeners of a frame's window. */
export interface ListenerListing {
	/** All in their order; undefined where the frame cannot be asked. `frameUrl`: undefined is the top frame. */
	list(frameUrl: string | undefined): Promise<Listed[] | undefined>;
	/** Text of the function at a place of the list of its type. */
	textAt(
		frameUrl: string | undefined,
		type: ListedListener['type'],
		index: number,
	): Promise<string | undefined>;
	/** Whether a text is of one of the extension's own listeners. */
	isOwn(text: string): Promise<boolean>;
}

/** A page that is stopped in the debugger does not answer. */
const PATIENCE_MS = 2_000;
const MOST = 10_000;

/**
 * Both expressions must not run code of the page: nothing that a script can replace is called, own properties alone are
 * read, and what comes back is put together of strings.
 */
const LISTENERS = '({__proto__:null,...getEventListeners(window)})';
const LIST = `{
	const all = ${LISTENERS};
	let text = '';
	const tell = (list, name) => {
		for (let i = 0; list && i < list.length && i < ${MOST}; i++) {
			text += name + (list[i].useCapture ? 'c' : '-') + (list[i].once ? 'o' : '-') + (list[i].passive ? 'p' : '-') + ' ';
		}
	};
	tell(all.message, 'm');
	tell(all.messageerror, 'e');
	text;
}`;

/**
 * The console's getEventListeners, where the browser's developer tools have it for extensions: Chromium's. Nothing
 * appears in the console. It lists the listeners of the page's own world; those of content scripts it does not.
 */
export function listenerListing(): ListenerListing | undefined {
	const { chrome } = globalThis as { chrome?: { devtools?: { inspectedWindow?: Partial<InspectedWindow> } } };
	const inspected = chrome?.devtools?.inspectedWindow;
	// Firefox has neither the function nor frames here.
	if (!inspected?.eval || !('getResources' in inspected)) return undefined;
	const ask = (expression: string, frameUrl: string | undefined) =>
		new Promise<{ result?: unknown; thrown?: unknown }>((done) => {
			setTimeout(() => done({}), PATIENCE_MS);
			inspected.eval?.(expression, frameUrl === undefined ? {} : { frameURL: frameUrl }, (result, failure) =>
				done(failure ? (failure.isException ? { thrown: failure.value } : {}) : { result }),
			);
		});
	let own: Promise<string> | undefined;
	return {
		async list(frameUrl) {
			const { result } = await ask(LIST, frameUrl);
			if (typeof result !== 'string' || !/^(?:[me][c-][o-][p-] )*$/.test(result)) return undefined;
			return result
				.split(' ')
				.filter(Boolean)
				.map((word) => ({
					type: word[0] === 'm' ? 'message' : 'messageerror',
					capture: word[1] === 'c',
					once: word[2] === 'o',
					passive: word[3] === 'p',
				}));
		},
		async textAt(frameUrl, type, index) {
			// A thrown function is described by the engine: its own toString is the page's to replace.
			const { thrown } = await ask(`throw ${LISTENERS}.${type}[${index}].listener`, frameUrl);
			return typeof thrown === 'string' ? thrown : undefined;
		},
		async isOwn(text) {
			own ??= fetch(browser.runtime.getURL('page.js')).then((response) => response.text());
			return (await own).includes(text);
		},
	};
}
