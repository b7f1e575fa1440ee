/** What came of one probe. */
export interface ProbeResult {
	opened: boolean;
	protocol: string;
	/** The server's first messages: text as it is, binary in hex. */
	messages: string[];
	/** Close code, where the connection ended by itself while it was watched. */
	code?: number;
	/** Names of the cookies that it carried. */
	cookies: string[];
}

/** How a connection that was taken went on, beside what was said in it. */
function courseOf({ opened, protocol, code }: ProbeResult): string {
	return opened ? `open ${protocol} ${code ?? ''}` : 'refused';
}

const tokensOf = (message: string): string[] => message.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]+/gu) ?? [];

/** Whether two runs of the same probe differ so much that nothing can be compared with them. */
export function isUnsteady(a: ProbeResult, b: ProbeResult): boolean {
	return courseOf(a) !== courseOf(b) || (a.messages.length === 0) !== (b.messages.length === 0);
}

/**
 * Whether a server treated a probe as it treats the page. `control` and `again` are two runs as the page: what differs
 * between them (times, ids) is not compared.
 */
export function isLike(control: ProbeResult, again: ProbeResult, probe: ProbeResult): boolean {
	if (courseOf(control) !== courseOf(probe)) return false;
	const most = Math.min(control.messages.length, again.messages.length);
	if (most > 0 && probe.messages.length === 0) return false;
	// A slow server may have said less so far.
	const count = Math.min(most, probe.messages.length);
	for (let at = 0; at < count; at++) {
		const [a = '', b = '', c = ''] = [control.messages[at], again.messages[at], probe.messages[at]];
		if (!isSameMessage(a, b, c)) return false;
	}
	return true;
}

function isSameMessage(control: string, again: string, probe: string): boolean {
	const [a, b, c] = [tokensOf(control), tokensOf(again), tokensOf(probe)];
	// The two runs are of different shapes: only the beginning can be compared.
	if (a.length !== b.length) {
		const same = a.findIndex((token, at) => token !== b[at]);
		return a.slice(0, Math.min(same, 3)).every((token, at) => token === c[at]);
	}
	return a.length === c.length && a.every((token, at) => token !== b[at] || token === c[at]);
}
