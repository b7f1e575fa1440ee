import { readBase64 } from '../bytes/base64.ts';
import type { Codec, Part, Reading } from '../codec.ts';
import type { SocketHint } from '../decoded.ts';
import type { Frame } from '../frame.ts';
import { asObject, asText, own } from '../value/shape.ts';
import { looksLikeEvent } from './socket-io.ts';

const names = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop'];

/**
 * Engine.IO 3 and 4: a digit, then the payload. Binary messages carry the digit as a byte in
 * version 3 and nothing in version 4. Payloads are read as Socket.IO where they fit.
 */
export const engineIo: Codec = {
	id: 'engine.io',
	name: 'Engine.IO',
	settles: true,
	carries: true,
	claims,
	open: (hint) => {
		const asked = /[?&]EIO=(\d)/.exec(hint.url ?? '')?.[1];
		let seen = claims(hint) > 0 || hint.override === 'engine.io' || hint.override === 'socket.io';
		return (frame) => {
			if (frame.bytes) return seen ? binary(frame.bytes, asked === '3') : undefined;
			const reading = packet(frame);
			if (reading?.type === 'open') seen = true;
			return reading;
		};
	},
};

function claims({ url = '' }: SocketHint): number {
	if (/[?&]EIO=[34](&|$)/.test(url)) return 0.98;
	return /\/(socket|engine)\.io\//.test(url) ? 0.9 : 0;
}

function packet(frame: Frame): Reading | undefined {
	const text = frame.text() ?? '';
	if (text.startsWith('b')) return base64Message(text);
	const kind = names[text.charCodeAt(0) - 48];
	if (kind === undefined) return undefined;
	const body = text.slice(1);
	if (kind === 'open') return opening(body);
	if (kind === 'message') {
		const part: Part = { data: body, path: 'data', as: 'socket.io' };
		const value = { type: 'message', data: body };
		return {
			confidence: looksLikeEvent(body) ? 0.86 : 0.3,
			type: 'message',
			value,
			parts: [part],
			envelope: true,
		};
	}
	if (body !== '' && body !== 'probe')
		return { confidence: 0.05, type: kind, value: { type: kind, data: body } };
	const ids = kind === 'ping' ? { id: 'ping' } : kind === 'pong' ? { replyTo: 'ping' } : {};
	const value = body === '' ? { type: kind } : { type: kind, data: body };
	return {
		confidence: body === '' ? 0.3 : 0.9,
		type: kind,
		value,
		preview: `${kind} ${body}`.trim(),
		...ids,
	};
}

/** The server's handshake (version 4 adds maxPayload). */
function opening(body: string): Reading | undefined {
	try {
		const data = asObject(JSON.parse(body));
		if (!data || asText(own(data, 'sid')) === undefined) return undefined;
		return { confidence: 0.98, type: 'open', value: { type: 'open', data }, opaque: true };
	} catch {
		return undefined; // not a handshake
	}
}

/** Binary message of a connection that cannot carry bytes: `b4` and base64 in version 3, `b` in version 4. */
function base64Message(text: string): Reading | undefined {
	const skip = text.startsWith('b4') && (text.length - 2) % 4 === 0 ? 2 : 1;
	const data = readBase64(text.slice(skip));
	if (!data || data.length === 0) return undefined;
	return binaryMessage(data, 0.2);
}

function binary(bytes: Uint8Array, marked: boolean): Reading | undefined {
	if (marked && bytes[0] !== 4) return undefined;
	return binaryMessage(marked ? bytes.subarray(1) : bytes, 0.5);
}

function binaryMessage(data: Uint8Array, confidence: number): Reading {
	const parts: Part[] = [{ data, path: 'data', as: 'socket.io' }];
	return { confidence, type: 'message', value: { type: 'message', data }, parts, envelope: true };
}
