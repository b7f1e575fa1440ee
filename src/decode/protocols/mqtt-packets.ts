import type { ByteReader } from '../bytes/reader.ts';
import { readUtf8 } from '../bytes/utf8.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';
import { line } from '../value/preview.ts';
import { readConnect } from './mqtt-connect.ts';
import { readProperties } from './mqtt-properties.ts';
import { reasonName } from './mqtt-reasons.ts';

export interface PacketReader {
	name: string;
	/** Fills `to` field by field, so that what a cut packet still says is kept. */
	read: (to: DecodedObject, from: ByteReader, flags: number, state: { version: number }) => void;
	pair?: (packet: DecodedObject) => { id?: string; replyTo?: string };
	preview?: (packet: DecodedObject) => string | undefined;
}

type Pair = NonNullable<PacketReader['pair']>;

const numbered = (packet: DecodedObject): string | undefined =>
	typeof packet['packetId'] === 'number' ? String(packet['packetId']) : undefined;
/** Each exchange has its own prefix: packet ids are shared by publications and subscriptions. */
const asks =
	(exchange: string): Pair =>
	(packet) => {
		const id = numbered(packet);
		return id === undefined ? {} : { id: `${exchange} ${id}` };
	};
const answers =
	(exchange: string): Pair =>
	(packet) => {
		const id = numbered(packet);
		return id === undefined ? {} : { replyTo: `${exchange} ${id}` };
	};

function properties(to: DecodedObject, from: ByteReader, state: { version: number }): void {
	if (state.version < 5) return;
	const found = readProperties(from);
	if (Object.keys(found).length > 0) to['properties'] = found;
}

function acknowledgement(name: string): PacketReader['read'] {
	return (to, from, _flags, state) => {
		to['packetId'] = from.u16();
		if (state.version < 5 || from.left === 0) return;
		to['reason'] = reasonName(name, from.u8());
		if (from.left > 0) properties(to, from, state);
	};
}

function publish(to: DecodedObject, from: ByteReader, flags: number, state: { version: number }): void {
	const qos = (flags >> 1) & 3;
	to['qos'] = qos;
	to['retain'] = (flags & 1) === 1;
	if (flags & 8) to['dup'] = true;
	to['topic'] = from.text(from.u16());
	if (qos > 0) to['packetId'] = from.u16();
	properties(to, from, state);
	to['payload'] = from.take(from.left);
}

function subscribe(to: DecodedObject, from: ByteReader, _flags: number, state: { version: number }): void {
	to['packetId'] = from.u16();
	properties(to, from, state);
	const filters: DecodedValue[] = [];
	to['filters'] = filters;
	while (from.left > 0) {
		const filter = from.text(from.u16());
		const options = from.u8();
		const more = {
			noLocal: (options & 4) > 0,
			retainAsPublished: (options & 8) > 0,
			retainHandling: (options >> 4) & 3,
		};
		filters.push({ filter, qos: options & 3, ...(state.version < 5 ? {} : more) });
	}
}

function unsubscribe(to: DecodedObject, from: ByteReader, _flags: number, state: { version: number }): void {
	to['packetId'] = from.u16();
	properties(to, from, state);
	const filters: DecodedValue[] = [];
	to['filters'] = filters;
	while (from.left > 0) filters.push(from.text(from.u16()));
}

function grants(name: string): PacketReader['read'] {
	return (to, from, _flags, state) => {
		to['packetId'] = from.u16();
		properties(to, from, state);
		if (from.left > 0) to['reasons'] = Array.from(from.take(from.left), (code) => reasonName(name, code));
	};
}

function connack(to: DecodedObject, from: ByteReader, _flags: number, state: { version: number }): void {
	to['sessionPresent'] = (from.u8() & 1) === 1;
	to['reason'] = reasonName(state.version < 5 ? 'CONNACK 3' : 'CONNACK', from.u8());
	properties(to, from, state);
}

function ending(name: string): PacketReader['read'] {
	return (to, from, _flags, state) => {
		if (state.version < 5) return;
		to['reason'] = reasonName(name, from.left > 0 ? from.u8() : 0);
		if (from.left > 0) properties(to, from, state);
	};
}

const payloadText: PacketReader['preview'] = ({ payload }) => {
	const text = payload instanceof Uint8Array ? readUtf8(payload.subarray(0, 4000)) : undefined;
	return text === undefined || text === '' ? undefined : line(text);
};
const filterNames: PacketReader['preview'] = ({ filters }) => {
	if (!Array.isArray(filters)) return undefined;
	const names = filters.map((f) =>
		typeof f === 'string' ? f : f !== null && typeof f === 'object' && 'filter' in f ? f.filter : '',
	);
	return line(names.join(', '));
};
const nothing: PacketReader['read'] = () => {};

/** By packet type (MQTT 5, table 2-1). */
export const packetReaders: { [type: number]: PacketReader } = {
	1: { name: 'CONNECT', read: readConnect, pair: () => ({ id: 'connect' }) },
	2: { name: 'CONNACK', read: connack, pair: () => ({ replyTo: 'connect' }) },
	3: { name: 'PUBLISH', read: publish, pair: asks('publish'), preview: payloadText },
	4: { name: 'PUBACK', read: acknowledgement('PUBACK'), pair: answers('publish') },
	5: { name: 'PUBREC', read: acknowledgement('PUBREC'), pair: answers('publish') },
	6: { name: 'PUBREL', read: acknowledgement('PUBREL'), pair: asks('release') },
	7: { name: 'PUBCOMP', read: acknowledgement('PUBCOMP'), pair: answers('release') },
	8: { name: 'SUBSCRIBE', read: subscribe, pair: asks('subscribe'), preview: filterNames },
	9: { name: 'SUBACK', read: grants('SUBACK'), pair: answers('subscribe') },
	10: { name: 'UNSUBSCRIBE', read: unsubscribe, pair: asks('unsubscribe'), preview: filterNames },
	11: { name: 'UNSUBACK', read: grants('UNSUBACK'), pair: answers('unsubscribe') },
	12: { name: 'PINGREQ', read: nothing, pair: () => ({ id: 'ping' }) },
	13: { name: 'PINGRESP', read: nothing, pair: () => ({ replyTo: 'ping' }) },
	14: { name: 'DISCONNECT', read: ending('DISCONNECT') },
	15: { name: 'AUTH', read: ending('AUTH') },
};
