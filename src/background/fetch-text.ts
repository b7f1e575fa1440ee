import type { CommandResult } from '../protocol/command.ts';
import { failure, failureBy } from '../protocol/failure.ts';

/** The longest text that is taken, in bytes: no script is longer, and it has to go to the panel in one piece. */
const MOST_BYTES = 32_000_000;
/** The panel waits 10 s. */
const LONGEST_MS = 9_000;

/**
 * Requests a script for a person who asked for it, where its server does not let the page read it: the extension may read
 * it. It goes without cookies and without a referrer, since it is not the page that asks.
 */
export async function fetchText(url: string): Promise<CommandResult> {
	if (!/^https?:/i.test(url)) return failure('not-http');
	try {
		const response = await fetch(url, {
			credentials: 'omit',
			referrerPolicy: 'no-referrer',
			signal: AbortSignal.timeout(LONGEST_MS),
		});
		if (!response.ok) return failure('status', String(response.status));
		return { kind: 'source', source: await textOf(response) };
	} catch (error) {
		return failureBy(error, 'no-response');
	}
}

/** The text of a response; throws where it does not end in time or is too long. */
async function textOf(response: Response): Promise<string> {
	const decoder = new TextDecoder();
	let text = '';
	let bytes = 0;
	const reader = response.body?.getReader();
	for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
		bytes += read.value.byteLength;
		if (bytes > MOST_BYTES) {
			void reader?.cancel();
			throw failure('too-long');
		}
		text += decoder.decode(read.value, { stream: true });
	}
	return text + decoder.decode();
}
