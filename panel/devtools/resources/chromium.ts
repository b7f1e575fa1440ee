import type { Resources } from './resources.ts';

interface Resource {
	url: string;
	getContent(receive: (content: string | null, encoding: string) => void): void;
}

interface Har {
	entries: { request: { url: string }; response: { headers: { name: string; value: string }[] } }[];
}

/** Chromium's own interface: the polyfill does not know these callbacks. */
interface Devtools {
	inspectedWindow?: { getResources?: (receive: (resources: Resource[]) => void) => void };
	network?: { getHAR(receive: (har: Har) => void): void };
}

/** Chromium has every resource of the page, also of what was loaded before the tools were opened. */
export function chromiumResources(): Resources | undefined {
	const { chrome } = globalThis as { chrome?: { devtools?: Devtools } };
	const { inspectedWindow, network } = chrome?.devtools ?? {};
	if (!inspectedWindow?.getResources) return undefined;
	return {
		async text(url) {
			const resources = await new Promise<Resource[]>((done) => inspectedWindow.getResources?.(done));
			const resource = resources.find((one) => one.url.split('#')[0] === url.split('#')[0]);
			if (!resource) return undefined;
			return new Promise((done) => {
				resource.getContent((content, encoding) =>
					done(content && encoding !== 'base64' ? content : undefined),
				);
			});
		},
		async mapHeader(url) {
			if (!network) return undefined;
			const har = await new Promise<Har>((done) => network.getHAR(done));
			return mapIn(har.entries.findLast(({ request }) => request.url === url)?.response.headers ?? []);
		},
		// It lists a script before the script runs.
		onLoaded() {},
	};
}

/** The address in the header `SourceMap`, or in its older form. */
export function mapIn(headers: readonly { name: string; value: string }[]): string | undefined {
	const named = (name: string): string | undefined =>
		headers.find((header) => header.name.toLowerCase() === name)?.value;
	return named('sourcemap') ?? named('x-sourcemap');
}
