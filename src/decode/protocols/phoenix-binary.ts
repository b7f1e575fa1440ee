import { ByteReader, problemOf } from '../bytes/reader.ts';
import { isReadable, readUtf8 } from '../bytes/utf8.ts';
import type { DecodedValue } from '../decoded.ts';

export interface PhoenixMessage {
	joinRef?: string | undefined;
	ref?: string | undefined;
	topic: string;
	event: string;
	/** Of a binary reply: its status and bytes under `response`. */
	payload: DecodedValue;
}

/**
 * Reads a binary message of serialiser version 2: kind (0 push, 1 reply, 2 broadcast; 3 and 4 are Supabase Realtime's
 * broadcasts to and from the server), one length byte for each text, the texts, then the payload. A server's push has
 * no ref.
 */
export function readPhoenixBinary(bytes: Uint8Array, direction: 'in' | 'out'): PhoenixMessage | undefined {
	const reader = new ByteReader(bytes);
	try {
		const kind = reader.u8();
		if (kind === 3 || kind === 4) return userBroadcast(reader, kind === 3);
		if (kind > 4) return undefined;
		const hasJoin = kind < 2;
		const hasRef = kind === 1 || (kind === 0 && direction === 'out');
		const sizes = {
			join: hasJoin ? reader.u8() : 0,
			ref: hasRef ? reader.u8() : 0,
			topic: reader.u8(),
			event: reader.u8(),
		};
		const joinRef = hasJoin ? reader.text(sizes.join) : undefined;
		const ref = hasRef ? reader.text(sizes.ref) : undefined;
		const topic = reader.text(sizes.topic);
		const event = reader.text(sizes.event);
		const data = reader.take(reader.left);
		if (!isMeant(topic, event)) return undefined;
		if (kind !== 1) return { joinRef, ref, topic, event, payload: data };
		return { joinRef, ref, topic, event: 'phx_reply', payload: { status: event, response: data } };
	} catch (failure) {
		problemOf(failure);
		return undefined; // the lengths do not fit: something else
	}
}

/** Supabase Realtime: the lengths, whether the payload is JSON (1) or bytes (0), the texts, the payload. */
function userBroadcast(reader: ByteReader, isPush: boolean): PhoenixMessage | undefined {
	const sizes = {
		join: isPush ? reader.u8() : 0,
		ref: isPush ? reader.u8() : 0,
		topic: reader.u8(),
		event: reader.u8(),
		meta: reader.u8(),
	};
	const encoding = reader.u8();
	if (encoding > 1) return undefined;
	const joinRef = reader.text(sizes.join) || undefined;
	const ref = reader.text(sizes.ref) || undefined;
	const topic = reader.text(sizes.topic);
	const event = reader.text(sizes.event);
	const meta = reader.text(sizes.meta);
	if (!isMeant(topic, event)) return undefined;
	const data = reader.take(reader.left);
	const payload = { event, ...(meta === '' ? {} : { meta }), payload: encoding === 1 ? jsonIn(data) : data };
	return { joinRef, ref, topic, event: 'broadcast', payload };
}

/** The bytes where they are no JSON. */
function jsonIn(bytes: Uint8Array): DecodedValue {
	try {
		return JSON.parse(readUtf8(bytes) ?? '') as DecodedValue;
	} catch {
		return bytes;
	}
}

function isMeant(topic: string, event: string): boolean {
	return topic !== '' && event !== '' && isReadable(topic + event) && !/[\0\ufffd]/.test(topic + event);
}
