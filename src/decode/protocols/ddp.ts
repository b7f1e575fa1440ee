import type { Codec } from '../codec.ts';
import type { DecodedObject } from '../decoded.ts';
import { previewOf } from '../value/preview.ts';
import { asArray, asId, asObject, asText, own } from '../value/shape.ts';

/** Each message, with the field that it cannot be without. */
const messages: { [name: string]: string } = {
	connect: 'version',
	connected: 'session',
	failed: 'version',
	ping: 'msg',
	pong: 'msg',
	sub: 'name',
	unsub: 'id',
	nosub: 'id',
	added: 'collection',
	changed: 'collection',
	removed: 'collection',
	ready: 'subs',
	addedBefore: 'collection',
	movedBefore: 'collection',
	method: 'method',
	result: 'id',
	updated: 'methods',
	error: 'reason',
};

/** Meteor DDP (versions pre1 to 1), raw or inside SockJS. */
export const ddp: Codec = {
	id: 'ddp',
	name: 'Meteor DDP',
	settles: true,
	open: () => (frame) => {
		const message = asObject(frame.json()?.value);
		if (!message) return undefined;
		const hello = asText(own(message, 'server_id'));
		if (hello !== undefined && Object.keys(message).length === 1)
			return { confidence: 0.82, type: 'server id', value: message };
		const name = asText(own(message, 'msg'));
		const needs = name === undefined ? undefined : own(messages, name);
		if (name === undefined || typeof needs !== 'string' || !Object.hasOwn(message, needs)) return undefined;
		const what = asText(own(message, name === 'method' ? 'method' : name === 'sub' ? 'name' : 'collection'));
		const shown =
			own(message, 'params') ?? own(message, 'fields') ?? own(message, 'result') ?? own(message, 'error');
		return {
			confidence: name === 'ping' || name === 'pong' || name === 'error' ? 0.5 : 0.9,
			type: what === undefined ? name : `${name} ${what}`,
			...pairing(name, message),
			value: message,
			preview: shown === undefined ? undefined : previewOf(shown),
		};
	},
};

function pairing(
	name: string,
	message: DecodedObject,
): { id?: string | undefined; replyTo?: string | undefined } {
	const id = asId(own(message, 'id'));
	switch (name) {
		case 'connect':
			return { id: 'session' };
		case 'connected':
		case 'failed':
			return { replyTo: 'session' };
		case 'ping':
			return { id: `ping ${id ?? ''}` };
		case 'pong':
			return { replyTo: `ping ${id ?? ''}` };
		case 'method':
		case 'sub':
			return { id };
		case 'result':
		case 'nosub':
			return { replyTo: id };
		case 'ready':
			return { replyTo: asId(asArray(own(message, 'subs'))?.[0]) };
		default:
			return {};
	}
}
