import { ByteReader, problemOf } from '../bytes/reader.ts';
import { isReadable } from '../bytes/utf8.ts';
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
 * Reads a binary message of serialiser version 2: kind (0 push, 1 reply, 2 broadcast), one length byte
 * for each text, the texts, then the payload. A server's push has no ref.
 */
export function readPhoenixBinary(bytes: Uint8Array, direction: 'in' | 'out'): PhoenixMessage | undefined {
	const reader = new ByteReader(bytes);
	try {
		const kind = reader.u8();
		if (kind > 2) return undefined;
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
		const meant =
			topic !== '' && event !== '' && isReadable(topic + event) && !/[\0\ufffd]/.test(topic + event);
		if (!meant) return undefined;
		if (kind !== 1) return { joinRef, ref, topic, event, payload: data };
		return { joinRef, ref, topic, event: 'phx_reply', payload: { status: event, response: data } };
	} catch (failure) {
		problemOf(failure);
		return undefined; // the lengths do not fit: something else
	}
}
