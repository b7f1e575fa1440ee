import type { CommandResult } from '../protocol/command.ts';
import { failure, failureBy } from '../protocol/failure.ts';
import { framingIn } from '../protocol/framing.ts';

/** Asks the server once more for this document, as the page itself could, for its headers alone. */
export async function framingHeaders(): Promise<CommandResult> {
	try {
		const { ok, status, redirected, headers, body } = await fetch(location.href);
		await body?.cancel();
		if (!ok) return failure('status', String(status));
		if (redirected) return failure('redirected');
		return { kind: 'framing', headers: framingIn((name) => headers.get(name)) };
	} catch (error) {
		return failureBy(error, 'no-response');
	}
}
