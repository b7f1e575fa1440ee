import { withoutFragment } from '../protocol/address.ts';
import type { CommandResult } from '../protocol/command.ts';
import { failure, failureBy } from '../protocol/failure.ts';

/**
 * Text of a script that the document has loaded, without any request of ours: the inline scripts for the document's own
 * URL, else what lies in the HTTP cache (which the Fetch Standard gives to same-origin requests alone). With `fetchIt`,
 * which a person's click stands behind, it is requested as the page itself could: by CORS, from another origin.
 */
export async function scriptText(url: string, fetchIt = false): Promise<CommandResult> {
	if (withoutFragment(url) === withoutFragment(location.href)) {
		const inline = Array.from(document.scripts, (script) => (script.src ? '' : (script.textContent ?? '')));
		const source = inline.filter((text) => text !== '').join('\n;\n');
		if (source !== '') return { kind: 'source', source };
	}
	try {
		const response = await fetch(url, fetchIt ? {} : { cache: 'only-if-cached', mode: 'same-origin' });
		if (response.ok) return { kind: 'source', source: await response.text() };
		if (fetchIt) return failure('status', String(response.status));
	} catch (error) {
		// Not in the cache, or of another origin; or the network or the server's CORS headers refuse.
		if (fetchIt) return failureBy(error, 'no-response');
	}
	return failure('not-cached');
}
