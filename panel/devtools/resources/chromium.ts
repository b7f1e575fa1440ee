import { withoutFragment } from '../../../src/protocol/address.ts';
import type { HeaderField } from '../../../src/protocol/handshake.ts';
import type { Resources } from './resources.ts';

interface Resource {
	url: string;
	getContent(receive: (content: string | null, encoding: string) => void): void;
}

interface Har {
	entries: {
		request: { url: string; method: string };
		response: { status: number; headers: HeaderField[] };
	}[];
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
			const resource = resources.find((one) => withoutFragment(one.url) === withoutFragment(url));
			if (!resource) return undefined;
			return new Promise((done) => {
				resource.getContent((content, encoding) =>
					done(content && encoding !== 'base64' ? content : undefined),
				);
			});
		},
		async headers(url) {
			if (!network) return undefined;
			const har = await new Promise<Har>((done) => network.getHAR(done));
			return har.entries.findLast(
				({ request, response }) => request.method === 'GET' && request.url === url && response.status === 200,
			)?.response.headers;
		},
		// It lists a script before the script runs.
		onLoaded() {},
	};
}
