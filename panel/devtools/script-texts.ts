import type { Command, CommandResult } from '../../src/protocol/command.ts';
import { oldestOut } from '../store/oldest-out.ts';

/** Texts kept: a megabyte each is not rare, and each load of a page has its own. */
const MOST_TEXTS = 200;

interface Resource {
	url: string;
	getContent(receive: (content: string | null, encoding: string) => void): void;
}

interface InspectedWindow {
	/** Chromium only. */
	getResources?: (receive: (resources: Resource[]) => void) => void;
}

/** Text of a script or page that a document has loaded; undefined where the browser does not give it. */
export type ScriptText = (token: string, url: string) => Promise<string | undefined>;

/**
 * Script texts from what the browser holds already: Chromium's devtools have every resource of the page; elsewhere the
 * relay of the document looks at the inline scripts and into the HTTP cache. Nothing is requested from a network.
 */
export function scriptTexts(command: (token: string, order: Command) => Promise<CommandResult>): ScriptText {
	const known = new Map<string, Promise<string | undefined>>();
	const find = async (token: string, url: string): Promise<string | undefined> => {
		const resource = await resourceText(url);
		if (resource !== undefined) return resource;
		const result = await command(token, { kind: 'get-script', url });
		return result.kind === 'source' ? result.source : undefined;
	};
	return (token, url) => {
		const key = `${token} ${url}`;
		const text = known.get(key) ?? find(token, url).catch(() => undefined);
		known.set(key, text);
		oldestOut(known, MOST_TEXTS);
		return text;
	};
}

async function resourceText(url: string): Promise<string | undefined> {
	const { chrome } = globalThis as { chrome?: { devtools?: { inspectedWindow?: InspectedWindow } } };
	const inspected = chrome?.devtools?.inspectedWindow;
	// The polyfill does not know these callbacks: Chromium's own are called.
	if (!inspected?.getResources) return undefined;
	const resources = await new Promise<Resource[]>((done) => inspected.getResources?.(done));
	const resource = resources.find((one) => one.url.split('#')[0] === url.split('#')[0]);
	if (!resource) return undefined;
	return new Promise((done) => {
		resource.getContent((content, encoding) => done(content && encoding !== 'base64' ? content : undefined));
	});
}

interface Har {
	entries: { request: { url: string }; response: { headers: { name: string; value: string }[] } }[];
}

/** The source map that a script's response named in its headers, as far as the developer tools saw it (Chromium). */
export async function mapHeader(url: string): Promise<string | undefined> {
	const { chrome } = globalThis as {
		chrome?: {
			devtools?: {
				inspectedWindow?: InspectedWindow;
				network?: { getHAR(receive: (har: Har) => void): void };
			};
		};
	};
	const { inspectedWindow, network } = chrome?.devtools ?? {};
	// Firefox would start its network monitor for this.
	if (!network || !inspectedWindow?.getResources) return undefined;
	const har = await new Promise<Har>((done) => network.getHAR(done));
	const { response } = har.entries.findLast(({ request }) => request.url === url) ?? {};
	const named = (name: string): string | undefined =>
		response?.headers.find((header) => header.name.toLowerCase() === name)?.value;
	return named('sourcemap') ?? named('x-sourcemap');
}
