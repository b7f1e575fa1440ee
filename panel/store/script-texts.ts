import type { Command, CommandResult } from '../../src/protocol/command.ts';
import type { Resources } from '../devtools/resources/resources.ts';
import { oldestOut } from './oldest-out.ts';

/** Texts kept: a megabyte each is not rare, and each load of a page has its own. */
const MOST_TEXTS = 200;

/** Texts of the scripts, pages and source maps that documents have loaded. */
export interface ScriptTexts {
	/** Undefined where the browser does not give it. Nothing is requested from a network. */
	of(token: string, url: string): Promise<string | undefined>;
	/** Has it requested once more, on a person's click. */
	fetch(token: string, url: string): Promise<CommandResult>;
	/** Calls back with the address of a text that was asked for in vain, and may be had now. */
	onCame(receive: (url: string) => void): void;
}

interface Surroundings {
	command(token: string, order: Command): Promise<CommandResult>;
	/** Requests a text from outside of the page. */
	fetchText(url: string): Promise<CommandResult>;
	resources: Resources | undefined;
}

/**
 * The developer tools are asked first; then the relay of the document, which looks at the inline scripts and into the
 * HTTP cache. A request is first the document's own, which the server may refuse to let it read.
 */
export function createScriptTexts({ command, fetchText, resources }: Surroundings): ScriptTexts {
	const known = new Map<string, Promise<string | undefined>>();
	/** Keys of what was asked for in vain, by address. */
	const lacking = new Map<string, Set<string>>();
	const receivers: ((url: string) => void)[] = [];
	const keyOf = (token: string, url: string): string => `${token} ${url}`;

	const came = (url: string): void => {
		const keys = lacking.get(url);
		if (!keys) return;
		lacking.delete(url);
		for (const receive of receivers) receive(url);
	};
	resources?.onLoaded((url) => {
		for (const key of lacking.get(url) ?? []) known.delete(key);
		came(url);
	});

	const find = async (token: string, url: string): Promise<string | undefined> => {
		const held = await resources?.text(url);
		if (held !== undefined) return held;
		const result = await command(token, { kind: 'get-script', url });
		if (result.kind === 'source') return result.source;
		// It may have come meanwhile.
		return resources?.text(url);
	};
	return {
		of(token, url) {
			const key = keyOf(token, url);
			const old = known.get(key);
			if (old) return old;
			const text = find(token, url)
				.catch(() => undefined)
				.then((found) => {
					if (found === undefined && known.get(key) === text)
						lacking.set(url, (lacking.get(url) ?? new Set()).add(key));
					return found;
				});
			known.set(key, text);
			oldestOut(known, MOST_TEXTS);
			oldestOut(lacking, MOST_TEXTS);
			return text;
		},
		async fetch(token, url) {
			const asPage = await command(token, { kind: 'get-script', url, fetch: true });
			const result = asPage.kind === 'source' ? asPage : await fetchText(url);
			if (result.kind === 'source') {
				known.set(keyOf(token, url), Promise.resolve(result.source));
				came(url);
			}
			return result;
		},
		onCame: (receive) => void receivers.push(receive),
	};
}
