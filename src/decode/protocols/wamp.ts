import { ByteReader, problemOf } from '../bytes/reader.ts';
import type { Codec, Reading } from '../codec.ts';
import type { DecodedValue, SocketHint } from '../decoded.ts';
import type { Frame } from '../frame.ts';
import { limits } from '../limits.ts';
import { readCbor } from '../value/read-cbor.ts';
import { readMsgpack } from '../value/read-msgpack.ts';
import { wampMessage } from './wamp-message.ts';

/** WAMP v2 in the serialisation that the subprotocol names: JSON, MessagePack or CBOR, single or batched. */
export const wamp: Codec = {
	id: 'wamp',
	name: 'WAMP v2',
	settles: true,
	claims: ({ subprotocol = '' }) => (/^wamp\.2\.(json|msgpack|cbor)(\.batched)?$/.test(subprotocol) ? 1 : 0),
	open: (hint) => (frame) => {
		const values = read(frame, hint);
		const records: Reading[] = [];
		for (const value of (values ?? []).slice(0, limits.records)) {
			const record = wampMessage(value);
			if (!record) return undefined;
			records.push(record);
		}
		const first = records[0];
		if (!first || records.length === 1) return first;
		const value = records.map((record) => record.value);
		const error =
			(values?.length ?? 0) > records.length
				? `Only the first ${limits.records} messages are shown`
				: undefined;
		return { confidence: 0.6, type: `${records.length} messages`, value, records, error };
	},
};

function read(frame: Frame, { subprotocol = '', override }: SocketHint): DecodedValue[] | undefined {
	const batched = subprotocol.endsWith('.batched');
	if (!frame.bytes) {
		const text = frame.text();
		const parsed = batched && text !== undefined ? pieces(text) : frame.json();
		return Array.isArray(parsed) ? parsed : parsed && [parsed.value];
	}
	const cbor = subprotocol.startsWith('wamp.2.cbor');
	if (!cbor && !subprotocol.startsWith('wamp.2.msgpack') && override !== 'wamp') return undefined;
	const chunks = batched ? lengthPrefixed(frame.bytes) : [frame.bytes];
	return chunks?.map((chunk) => (cbor ? readCbor(chunk) : readMsgpack(chunk)).value);
}

/** JSON texts that U+001E ends; implementations that took the specification's `\\30` for octal write U+0018. */
function pieces(text: string): DecodedValue[] | undefined {
	try {
		const parts = text
			.replaceAll('\u0018', '\u001e')
			.split('\u001e')
			.filter((part) => part.trim() !== '');
		return parts.map((part) => JSON.parse(part) as DecodedValue);
	} catch {
		return undefined; // not WAMP
	}
}

function lengthPrefixed(bytes: Uint8Array): Uint8Array[] | undefined {
	const reader = new ByteReader(bytes);
	const out: Uint8Array[] = [];
	try {
		while (reader.left > 0) out.push(reader.take(reader.u32()));
	} catch (failure) {
		problemOf(failure);
		return undefined; // the lengths do not add up: not batched WAMP
	}
	return out;
}
