import type { Codec, Reading } from '../codec.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { previewOf } from '../value/preview.ts';
import { asInteger, asObject, asText, own } from '../value/shape.ts';

/** Rails Action Cable, version 1: commands from the client; welcome, ping, answers and messages from the server. */
export const actionCable: Codec = {
	id: 'action-cable',
	name: 'Action Cable',
	settles: true,
	claims: ({ subprotocol, url = '' }) => {
		if (subprotocol?.startsWith('actioncable-')) return 1;
		return /\/cable(\?|#|$)/.test(url) ? 0.7 : 0;
	},
	open: () => (frame) => {
		const message = asObject(frame.json()?.value);
		return message && (command(message) ?? notice(message) ?? broadcast(message));
	},
};

function command(message: DecodedObject): Reading | undefined {
	const name = asText(own(message, 'command'));
	const identifier = asText(own(message, 'identifier'));
	if (name === undefined || identifier === undefined) return undefined;
	const data = parsed(asText(own(message, 'data')));
	const action = asText(own(asObject(data) ?? {}, 'action'));
	const type = `${name} ${channel(identifier)}${action === undefined ? '' : `#${action}`}`;
	const id = name === 'subscribe' ? identifier : undefined;
	const confidence = names(identifier) ? 0.9 : 0.6;
	return { confidence, type, id, value: message, preview: previewOf(data ?? parsed(identifier)) };
}

const notices = new Set(['welcome', 'ping', 'disconnect', 'confirm_subscription', 'reject_subscription']);

function notice(message: DecodedObject): Reading | undefined {
	const name = asText(own(message, 'type'));
	if (name === undefined || !notices.has(name)) return undefined;
	const identifier = asText(own(message, 'identifier'));
	const answers = name.endsWith('_subscription');
	if (answers && identifier === undefined) return undefined;
	const type = identifier === undefined ? name : `${name} ${channel(identifier)}`;
	// The time in seconds is what a ping says.
	const time = name === 'ping' ? (asInteger(own(message, 'message')) ?? 0) : 0;
	const sure = identifier === undefined ? time > 1e9 && time < 1e10 : names(identifier);
	return {
		confidence: sure ? 0.92 : 0.5,
		type,
		replyTo: answers ? identifier : undefined,
		value: message,
	};
}

function broadcast(message: DecodedObject): Reading | undefined {
	const identifier = asText(own(message, 'identifier'));
	const body = own(message, 'message');
	if (identifier === undefined || body === undefined || !asObject(parsed(identifier))) return undefined;
	return {
		confidence: names(identifier) ? 0.88 : 0.6,
		type: `message ${channel(identifier)}`,
		value: message,
		preview: previewOf(body),
	};
}

/** Whether an identifier names a channel, as Rails' all do. */
function names(identifier: string): boolean {
	return asText(own(asObject(parsed(identifier)) ?? {}, 'channel')) !== undefined;
}

/** Name of the channel in an identifier, which is JSON in a string. */
function channel(identifier: string): string {
	return asText(own(asObject(parsed(identifier)) ?? {}, 'channel')) ?? identifier.slice(0, 60);
}

function parsed(text: string | undefined): DecodedValue {
	try {
		return text === undefined ? undefined : (JSON.parse(text) as DecodedValue);
	} catch {
		return text;
	}
}
