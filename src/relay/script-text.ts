import type { CommandResult } from '../protocol/command.ts';

/**
 * Text of a script that the document has loaded, without any request of ours: the inline scripts for the document's own
 * URL, else what lies in the HTTP cache (which the Fetch Standard gives to same-origin requests alone).
 */
export async function scriptText(url: string): Promise<CommandResult> {
	if (withoutFragment(url) === withoutFragment(location.href)) {
		const inline = Array.from(document.scripts, (script) => (script.src ? '' : (script.textContent ?? '')));
		const source = inline.filter((text) => text !== '').join('\n;\n');
		if (source !== '') return { kind: 'source', source };
	}
	try {
		const response = await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' });
		if (response.ok) return { kind: 'source', source: await response.text() };
	} catch {
		// Not in the cache, or of another origin.
	}
	return { kind: 'failed', reason: 'The browser gives no text of this script without fetching it again.' };
}

const withoutFragment = (url: string): string => url.split('#')[0] ?? url;
