import type { CommandResult } from '../protocol/command.ts';
import { framingIn } from '../protocol/framing.ts';

/** Asks the server once more for this document, as the page itself could, for its headers alone. */
export async function framingHeaders(): Promise<CommandResult> {
	try {
		const { ok, status, redirected, headers, body } = await fetch(location.href);
		await body?.cancel();
		if (!ok) return { kind: 'failed', reason: `The server answered with status ${status}.` };
		if (redirected) return { kind: 'failed', reason: 'The server led to another address.' };
		return { kind: 'framing', headers: framingIn((name) => headers.get(name)) };
	} catch (error) {
		return { kind: 'failed', reason: String(error) };
	}
}
