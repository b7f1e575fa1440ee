import type { Codec, Part, Reading } from '../codec.ts';
import type { DecodedValue, SocketHint } from '../decoded.ts';
import { line } from '../value/preview.ts';
import { asArray, asText } from '../value/shape.ts';

/** SockJS 0.3: `o`, `h`, `a[…]`, `m…`, `c[…]` from the server, a JSON array of strings from the client. */
export const sockjs: Codec = {
	id: 'sockjs',
	name: 'SockJS',
	settles: true,
	carries: true,
	claims,
	open: (hint) => {
		let seen = claims(hint) > 0 || hint.override === 'sockjs';
		return (frame) => {
			const text = frame.bytes ? undefined : frame.text();
			if (text === undefined) return undefined;
			if (frame.direction === 'out') return seen ? messages(frame.json()?.value, 'messages') : undefined;
			const reading = fromServer(text);
			if (reading && text !== 'h') seen = true;
			return reading;
		};
	},
};

/** The transport's URL: prefix, server of three digits, session, then `websocket`. */
function claims({ url = '' }: SocketHint): number {
	if (/\/\d{3}\/[\w.~-]+\/websocket(\?|#|$)/.test(url)) return 0.95;
	return 0;
}

function fromServer(text: string): Reading | undefined {
	if (text === 'o') return { confidence: 0.45, type: 'open', value: { type: 'open' }, preview: 'open' };
	if (text === 'h')
		return { confidence: 0.4, type: 'heartbeat', value: { type: 'heartbeat' }, preview: 'heartbeat' };
	if (!/^[amc]["[]/.test(text)) return undefined;
	let body: DecodedValue;
	try {
		body = JSON.parse(text.slice(1)) as DecodedValue;
	} catch {
		return { confidence: 0.2, type: 'broken', value: text, error: 'The JSON of the frame is broken' };
	}
	if (text.startsWith('m')) return messages([body], 'message');
	if (text.startsWith('a')) return messages(body, 'messages');
	const [code, reason] = asArray(body) ?? [];
	if (typeof code !== 'number' || code < 1000 || code > 4999) return undefined;
	const value = { type: 'close', code, reason };
	return { confidence: 0.85, type: `close ${code}`, value, preview: line(`${code} ${asText(reason) ?? ''}`) };
}

function messages(body: DecodedValue, type: string): Reading | undefined {
	const list = typeof body === 'string' ? [body] : asArray(body);
	if (!list?.every((item) => typeof item === 'string')) return undefined;
	const parts = list.map((data, index): Part => ({ data, path: `messages[${index}]` }));
	const value = { type, messages: list };
	const label = list.length === 1 ? 'message' : `${list.length} messages`;
	return { confidence: 0.82, type: label, value, parts, envelope: list.length === 1 };
}
