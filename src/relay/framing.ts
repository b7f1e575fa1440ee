import type { CommandResult } from '../protocol/command.ts';

/** Asks the server once more for this document, as the page itself could, for its headers alone. */
export async function framingHeaders(): Promise<CommandResult> {
	try {
		const { ok, status, redirected, headers, body } = await fetch(location.href);
		await body?.cancel();
		if (!ok) return { kind: 'failed', reason: `The server answered with status ${status}.` };
		if (redirected) return { kind: 'failed', reason: 'The server led to another address.' };
		const named = (key: string, name: string): object => {
			const value = headers.get(name);
			return value === null ? {} : { [key]: value };
		};
		return {
			kind: 'framing',
			headers: {
				...named('xFrameOptions', 'x-frame-options'),
				...named('contentSecurityPolicy', 'content-security-policy'),
				...named('crossOriginOpenerPolicy', 'cross-origin-opener-policy'),
			},
		};
	} catch (error) {
		return { kind: 'failed', reason: String(error) };
	}
}
