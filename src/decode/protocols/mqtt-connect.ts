import type { ByteReader } from '../bytes/reader.ts';
import type { DecodedObject } from '../decoded.ts';
import { readProperties } from './mqtt-properties.ts';

/** Reads CONNECT (MQTT 3.1.1 and 5, section 3.1) and remembers the version for the packets after it. */
export function readConnect(
	to: DecodedObject,
	from: ByteReader,
	_flags: number,
	state: { version: number },
): void {
	to['protocol'] = from.text(from.u16());
	// Bridges set the top bit.
	const version = from.u8() & 0x7f;
	state.version = version;
	to['version'] = version === 3 ? '3.1' : version === 4 ? '3.1.1' : String(version);
	const flags = from.u8();
	to['clean'] = (flags & 2) > 0;
	to['keepAlive'] = from.u16();
	if (version >= 5) to['properties'] = readProperties(from);
	to['clientId'] = from.text(from.u16());
	if (flags & 4) {
		const will: DecodedObject = { qos: (flags >> 3) & 3, retain: (flags & 32) > 0 };
		to['will'] = will;
		if (version >= 5) will['properties'] = readProperties(from);
		will['topic'] = from.text(from.u16());
		will['payload'] = from.take(from.u16());
	}
	if (flags & 128) to['username'] = from.text(from.u16());
	if (flags & 64) to['password'] = from.take(from.u16());
}
