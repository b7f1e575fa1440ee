import { ByteReader, problemOf } from '../bytes/reader.ts';
import type { Codec, Reading } from '../codec.ts';
import type { DecodedValue } from '../decoded.ts';
import { limits } from '../limits.ts';
import { readMsgpack } from '../value/read-msgpack.ts';
import { asArray, asInteger, asObject, asText, own } from '../value/shape.ts';
import { signalrReading, signalrRecord } from './signalr-message.ts';

/**
 * SignalR (ASP.NET Core) hub protocol: JSON texts that U+001E ends, or MessagePack arrays behind their
 * length. The client's first frame names which.
 */
export const signalr: Codec = {
	id: 'signalr',
	name: 'SignalR',
	settles: true,
	claims: ({ url = '' }) => (/\/_blazor(\?|$)/.test(url) ? 0.95 : 0),
	open: (hint) => {
		let binary = hint.override === 'signalr' || /\/_blazor(\?|$)/.test(hint.url ?? '');
		return (frame) => {
			const text = frame.bytes && frame.bytes.at(-1) !== 0x1e ? undefined : frame.text();
			if (text?.endsWith('\u001e')) {
				const reading = texts(text);
				if (reading?.type === 'handshake messagepack') binary = true;
				if (reading || !frame.bytes) return reading;
			}
			const reading = frame.bytes && packets(frame.bytes);
			if (!reading || binary) return reading;
			// Seen from the middle: only a call, an item or a result, whole and with its map of headers, is convincing.
			const whole = reading.error === undefined && asObject(own(asObject(reading.value) ?? {}, 'headers'));
			if (whole) binary = true;
			return whole ? { ...reading, confidence: 0.86 } : undefined;
		};
	},
};

function texts(text: string): Reading | undefined {
	const records: Reading[] = [];
	const pieces = text.slice(0, -1).split('\u001e', limits.records + 1);
	const error = pieces.length > limits.records ? tooMany : undefined;
	for (const piece of pieces.slice(0, limits.records)) {
		let value: DecodedValue;
		try {
			value = JSON.parse(piece) as DecodedValue;
		} catch {
			return undefined; // the separator alone proves nothing
		}
		const object = asObject(value);
		const record = object && (handshake(object) ?? signalrReading(object));
		if (!record) return undefined;
		records.push(record);
	}
	const reading = together(records);
	return reading && { ...reading, error };
}

const tooMany = `Only the first ${limits.records} messages are shown`;

function handshake(object: { [key: string]: DecodedValue }): Reading | undefined {
	if (Object.hasOwn(object, 'type')) return undefined;
	const protocol = asText(own(object, 'protocol'));
	const confidence = 0.96;
	if (protocol !== undefined)
		return { confidence, type: `handshake ${protocol}`, id: 'handshake', value: object };
	const error = asText(own(object, 'error'));
	const known = Object.keys(object).every((key) => key === 'error' || key === 'minorVersion');
	if (!known) return undefined;
	return {
		confidence: 0.9,
		type: error === undefined ? 'handshake ok' : 'handshake refused',
		replyTo: 'handshake',
		value: object,
	};
}

function packets(bytes: Uint8Array): Reading | undefined {
	const reader = new ByteReader(bytes);
	const records: Reading[] = [];
	try {
		while (reader.left > 0) {
			if (records.length >= limits.records) throw new RangeError(tooMany);
			const size = reader.varint(5);
			const { value, used, error } = readMsgpack(reader.take(size));
			const fields = asArray(value);
			const kind = asInteger(fields?.[0]);
			const record = fields && kind !== undefined ? signalrRecord(kind, fields) : undefined;
			if (!record || used < size) return undefined;
			records.push(error === undefined ? record : { ...record, error });
		}
	} catch (failure) {
		const error = problemOf(failure);
		const reading = together(records);
		return reading && { ...reading, error };
	}
	return together(records);
}

function together(records: Reading[]): Reading | undefined {
	const first = records[0];
	if (!first || records.length === 1) return first;
	const value = records.map((record) => record.value);
	return { confidence: first.confidence, type: `${records.length} messages`, value, records };
}
