import type { Codec, Part } from '../codec.ts';
import type { SocketHint } from '../decoded.ts';
import { line, previewOf } from '../value/preview.ts';
import { asObject, asText, own } from '../value/shape.ts';

/** Pusher Channels protocol 7, also spoken by Reverb, Soketi and Laravel WebSockets; `data` is JSON in a string. */
export const pusher: Codec = {
	id: 'pusher',
	name: 'Pusher',
	settles: true,
	claims,
	open: (hint) => {
		let seen = claims(hint) > 0;
		return (frame) => {
			const message = asObject(frame.json()?.value);
			const event = message && asText(own(message, 'event'));
			if (!message || event === undefined) return undefined;
			const data = own(message, 'data');
			const content = asObject(data);
			const channel = asText(own(message, 'channel')) ?? (content && asText(own(content, 'channel')));
			const system = event.startsWith('pusher:') || event.startsWith('pusher_internal:');
			if (!system && (channel === undefined || data === undefined)) return undefined;
			if (system) seen = true;
			const name = event.replace(/^pusher(_internal)?:/, '');
			const parts: Part[] = typeof data === 'string' && data !== '' ? [{ data, path: 'data' }] : [];
			const ids = system ? pairing(name, channel) : {};
			const preview =
				typeof data === 'string' ? line(data) : data === undefined ? undefined : previewOf(data);
			const type = channel === undefined ? event : `${event} ${channel}`;
			return { confidence: system ? 0.95 : seen ? 0.78 : 0.5, type, ...ids, value: message, preview, parts };
		};
	},
};

function claims({ url = '' }: SocketHint): number {
	return /\/app\/[\w-]+\?([^?]*&)?protocol=\d/.test(url) ? 0.96 : 0;
}

function pairing(name: string, channel: string | undefined): { id?: string; replyTo?: string } {
	if (name === 'ping') return { id: 'ping' };
	if (name === 'pong') return { replyTo: 'ping' };
	if (channel === undefined) return {};
	if (name === 'subscribe') return { id: `subscribe ${channel}` };
	return name.startsWith('subscription_') ? { replyTo: `subscribe ${channel}` } : {};
}
