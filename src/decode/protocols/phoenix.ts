import type { Codec, Part, Reading } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { previewOf } from '../value/preview.ts';
import { asArray, asId, asObject, asText, own } from '../value/shape.ts';
import { type PhoenixMessage, readPhoenixBinary } from './phoenix-binary.ts';

/** Phoenix channels: version 1 objects, version 2 arrays and binary pushes, replies and broadcasts (LiveView, Supabase Realtime). */
export const phoenix: Codec = {
	id: 'phoenix',
	name: 'Phoenix channels',
	settles: true,
	claims: ({ url = '' }) => {
		if (/\/websocket\?([^?]*&)?vsn=[12]\.\d/.test(url)) return 0.95;
		return /\/(live|socket|realtime\/v1)\/websocket(\?|$)/.test(url) ? 0.9 : 0;
	},
	open: (hint) => {
		let seen = hint.override === 'phoenix' || /[?&]vsn=2/.test(hint.url ?? '');
		return (frame) => {
			if (frame.bytes) {
				const message = seen ? readPhoenixBinary(frame.bytes, frame.direction) : undefined;
				return message && readingOf(message, 0.8, frame.direction);
			}
			const value = frame.json()?.value;
			const message = fromArray(value) ?? fromObject(value);
			if (!message) return undefined;
			const known = /^phx_|^heartbeat$|^presence_|^postgres_changes$/.test(message.event);
			if (known) seen = true;
			const confidence = known ? 0.92 : isUsual(message) ? 0.8 : 0.6;
			return { ...readingOf(message, confidence, frame.direction), value };
		};
	},
};

function fromArray(value: DecodedValue): PhoenixMessage | undefined {
	const [joinRef, ref, topic, event, payload, ...more] = asArray(value) ?? [];
	if (typeof topic !== 'string' || typeof event !== 'string' || more.length > 0) return undefined;
	if (!isRef(joinRef) || !isRef(ref) || payload === undefined) return undefined;
	return { joinRef: asText(joinRef), ref: asText(ref), topic, event, payload };
}

/** As the clients write messages: they count their refs, and a payload has names. */
function isUsual({ joinRef = '', ref = '', payload }: PhoenixMessage): boolean {
	return /^\d*$/.test(joinRef + ref) && asObject(payload) !== undefined;
}

function isRef(value: DecodedValue): boolean {
	return value === null || typeof value === 'string';
}

function fromObject(value: DecodedValue): PhoenixMessage | undefined {
	const object = asObject(value);
	const topic = object && asText(own(object, 'topic'));
	const event = object && asText(own(object, 'event'));
	const payload = object && own(object, 'payload');
	if (!object || topic === undefined || event === undefined || payload === undefined) return undefined;
	if (!Object.hasOwn(object, 'ref')) return undefined;
	return { ref: asId(own(object, 'ref')), topic, event, payload };
}

/** The payload's bytes, or those of a broadcast inside it: what they are is not said, or JSON. */
function partsOf(payload: DecodedValue): Part[] {
	if (payload instanceof Uint8Array) return [{ data: payload, path: 'payload' }];
	const inner = own(asObject(payload) ?? {}, 'payload');
	return inner instanceof Uint8Array ? [{ data: inner, path: 'payload.payload' }] : [];
}

function readingOf(message: PhoenixMessage, confidence: number, direction: 'in' | 'out'): Reading {
	const { topic, event, payload, ref } = message;
	const reply = event === 'phx_reply';
	const status = reply ? ` ${asText(own(asObject(payload) ?? {}, 'status')) ?? ''}` : '';
	const parts = partsOf(payload);
	return {
		confidence,
		type: `${event}${status} ${topic}`,
		id: direction === 'out' ? ref : undefined,
		replyTo: reply ? ref : undefined,
		value: { ...message },
		preview: previewOf(payload),
		parts,
	};
}
