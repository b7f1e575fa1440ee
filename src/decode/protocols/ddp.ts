import type { Codec } from '../codec.ts';
import type { DecodedObject } from '../decoded.ts';
import { previewOf } from '../value/preview.ts';
import { asArray, asId, asObject, asText, own } from '../value/shape.ts';

type Shape = 'text' | 'list' | 'any';

/** Each message, with what it cannot be without (DDP specification, "Messages"). */
const messages: { [name: string]: { [field: string]: Shape } } = {
	connect: { version: 'text', support: 'list' },
	connected: { session: 'text' },
	failed: { version: 'text' },
	ping: {},
	pong: {},
	sub: { id: 'text', name: 'text' },
	unsub: { id: 'text' },
	nosub: { id: 'text' },
	added: { collection: 'text', id: 'text' },
	changed: { collection: 'text', id: 'text' },
	removed: { collection: 'text', id: 'text' },
	ready: { subs: 'list' },
	addedBefore: { collection: 'text', id: 'text', before: 'any' },
	movedBefore: { collection: 'text', id: 'text', before: 'any' },
	method: { method: 'text', id: 'text' },
	result: { id: 'text' },
	updated: { methods: 'list' },
	error: { reason: 'text' },
};

/** Messages that others have, too: they tell nothing by themselves. */
const common = new Set(['ping', 'pong', 'error', 'failed', 'result', 'unsub', 'nosub']);

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
		if (name === undefined || !fits(name, message)) return undefined;
		const what = asText(own(message, name === 'method' ? 'method' : name === 'sub' ? 'name' : 'collection'));
		const shown =
			own(message, 'params') ?? own(message, 'fields') ?? own(message, 'result') ?? own(message, 'error');
		return {
			confidence: common.has(name) ? 0.5 : 0.9,
			type: what === undefined ? name : `${name} ${what}`,
			...pairing(name, message),
			value: message,
			preview: shown === undefined ? undefined : previewOf(shown),
		};
	},
};

function fits(name: string, message: DecodedObject): boolean {
	const shapes = Object.hasOwn(messages, name) ? messages[name] : undefined;
	return (
		shapes !== undefined &&
		Object.entries(shapes).every(([field, shape]) => {
			const value = own(message, field);
			if (shape === 'any') return Object.hasOwn(message, field);
			return shape === 'text' ? asText(value) !== undefined : asArray(value) !== undefined;
		})
	);
}

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
