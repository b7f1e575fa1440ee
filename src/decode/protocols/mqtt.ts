import { ByteReader, problemOf } from '../bytes/reader.ts';
import type { Codec, Reading } from '../codec.ts';
import type { DecodedObject } from '../decoded.ts';
import { limits } from '../limits.ts';
import { packetReaders } from './mqtt-packets.ts';

/** What a connection remembers: version 5 packets have properties, and only CONNECT names the version. */
export interface MqttState {
	version: number;
}

/** MQTT 3.1, 3.1.1 and 5 over binary frames. A frame may hold several packets, and a packet several frames. */
export const mqtt: Codec = {
	id: 'mqtt',
	name: 'MQTT',
	settles: true,
	claims: ({ subprotocol = '', url = '' }) => {
		if (/^mqtt/.test(subprotocol)) return 1;
		return /\/mqtt(\?|#|$)/.test(url) ? 0.7 : 0;
	},
	open: (hint) => {
		const state: MqttState = { version: 4 };
		const kept: { in?: Uint8Array; out?: Uint8Array } = {};
		let seen =
			hint.override === 'mqtt' ||
			/^mqtt/.test(hint.subprotocol ?? '') ||
			/\/mqtt(\?|#|$)/.test(hint.url ?? '');
		return (frame) => {
			const { bytes, direction } = frame;
			if (!bytes || bytes.length === 0) return undefined;
			if (!seen && !isConnect(bytes)) return undefined;
			const before = kept[direction];
			delete kept[direction];
			const whole = before ? joined(before, bytes) : bytes;
			const { records, rest, error } = packets(whole, state);
			if (records.length === 0 && (error !== undefined || rest.length === 0)) return undefined;
			seen = true;
			if (rest.length > 0) kept[direction] = rest;
			return together(records, rest.length, error);
		};
	},
};

/** CONNECT with its protocol name: `MQTT` or, in 3.1, `MQIsdp`. */
function isConnect(bytes: Uint8Array): boolean {
	if (bytes[0] !== 0x10) return false;
	const start = String.fromCharCode(...bytes.subarray(1, 13));
	return start.includes('\0\u0004MQTT') || start.includes('\0\u0006MQIsdp');
}

const tooMany = `Only the first ${limits.records} packets are shown`;

/** Largest unfinished packet that is kept until its next frame. */
const mostKept = 1024 * 1024;

function packets(
	bytes: Uint8Array,
	state: MqttState,
): { records: Reading[]; rest: Uint8Array; error?: string } {
	const records: Reading[] = [];
	const reader = new ByteReader(bytes);
	const none = bytes.subarray(bytes.length);
	while (reader.left > 0) {
		const start = reader.at;
		if (records.length >= limits.records) return { records, rest: none, error: tooMany };
		const head = reader.u8();
		const packet = packetReaders[head >> 4];
		if (!packet) return { records, rest: none, error: `Packet type ${head >> 4} does not exist` };
		let body: Uint8Array;
		try {
			body = reader.take(reader.varint(4));
		} catch (failure) {
			const error = problemOf(failure);
			const cut = error.startsWith('Cut short') && bytes.length - start <= mostKept;
			return cut ? { records, rest: bytes.subarray(start) } : { records, rest: none, error };
		}
		records.push(record(packet, new ByteReader(body), head & 0x0f, state));
	}
	return { records, rest: none };
}

function record(
	packet: (typeof packetReaders)[number],
	reader: ByteReader,
	flags: number,
	state: MqttState,
): Reading {
	const value: DecodedObject = { packet: packet.name };
	let error: string | undefined;
	try {
		packet.read(value, reader, flags, state);
		if (reader.left > 0) error = `${reader.left} bytes follow the packet`;
	} catch (failure) {
		error = problemOf(failure);
	}
	const topic = typeof value['topic'] === 'string' ? ` ${value['topic']}` : '';
	const payload = value['payload'] ?? undefined;
	return {
		confidence: packet.name === 'CONNECT' ? 0.98 : 0.9,
		type: `${packet.name}${topic}`,
		...packet.pair?.(value),
		value,
		preview: packet.preview?.(value),
		parts: payload instanceof Uint8Array && payload.length > 0 ? [{ data: payload, path: 'payload' }] : [],
		error,
	};
}

function together(records: Reading[], rest: number, error: string | undefined): Reading {
	const first = records[0];
	const note = rest > 0 ? `${rest} bytes of a packet that the next frame continues` : undefined;
	if (!first)
		return { confidence: 0.6, type: 'part of a packet', value: { unfinished: rest }, preview: note };
	if (records.length === 1) return { ...first, preview: note ?? first.preview, error: first.error ?? error };
	const value = records.map((each) => each.value);
	const type = `${records.length} packets`;
	return { confidence: first.confidence, type, value, preview: note, records, error };
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
	const out = new Uint8Array(a.length + b.length);
	out.set(a);
	out.set(b, a.length);
	return out;
}
