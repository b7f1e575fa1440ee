import type { ByteReader } from '../bytes/reader.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';

type ReadProperty = (from: ByteReader) => DecodedValue;

const byte: ReadProperty = (from) => from.u8();
const short: ReadProperty = (from) => from.u16();
const long: ReadProperty = (from) => from.u32();
const variable: ReadProperty = (from) => from.varint(4);
const text: ReadProperty = (from) => from.text(from.u16());
const data: ReadProperty = (from) => from.take(from.u16());

/** Property identifiers (MQTT 5, table 2-4). */
const known: { [id: number]: [name: string, read: ReadProperty] } = {
	1: ['payloadFormatIndicator', byte],
	2: ['messageExpiryInterval', long],
	3: ['contentType', text],
	8: ['responseTopic', text],
	9: ['correlationData', data],
	11: ['subscriptionIdentifier', variable],
	17: ['sessionExpiryInterval', long],
	18: ['assignedClientIdentifier', text],
	19: ['serverKeepAlive', short],
	21: ['authenticationMethod', text],
	22: ['authenticationData', data],
	23: ['requestProblemInformation', byte],
	24: ['willDelayInterval', long],
	25: ['requestResponseInformation', byte],
	26: ['responseInformation', text],
	28: ['serverReference', text],
	31: ['reasonString', text],
	33: ['receiveMaximum', short],
	34: ['topicAliasMaximum', short],
	35: ['topicAlias', short],
	36: ['maximumQoS', byte],
	37: ['retainAvailable', byte],
	39: ['maximumPacketSize', long],
	40: ['wildcardSubscriptionAvailable', byte],
	41: ['subscriptionIdentifierAvailable', byte],
	42: ['sharedSubscriptionAvailable', byte],
};

const userProperty = 38;

/** Reads the property block of a version 5 packet; user properties become pairs, repeated ones an array. */
export function readProperties(from: ByteReader): DecodedObject {
	const end = from.varint(4);
	const to: DecodedObject = {};
	const stop = from.left - end;
	if (stop < 0) throw new RangeError(`Cut short: ${-stop} more bytes of properties expected`);
	while (from.left > stop) {
		const id = from.varint(4);
		if (id === userProperty) {
			add(to, 'userProperties', [[from.text(from.u16()), from.text(from.u16())]]);
			continue;
		}
		const property = known[id];
		if (!property) throw new RangeError(`Property ${id} does not exist`);
		const [name, read] = property;
		const value = read(from);
		if (id === 11) add(to, name, [value]);
		else to[name] = value;
	}
	return to;
}

function add(to: DecodedObject, name: string, values: DecodedValue[]): void {
	const before = to[name];
	if (Array.isArray(before)) before.push(...values);
	else to[name] = values;
}
