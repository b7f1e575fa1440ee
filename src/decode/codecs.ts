import type { Codec } from './codec.ts';
import { cbor } from './protocols/cbor.ts';
import { deflate, gzip, zlib } from './protocols/compressed.ts';
import { engineIo } from './protocols/engine-io.ts';
import { hex } from './protocols/hex.ts';
import { json } from './protocols/json.ts';
import { jsonLines } from './protocols/json-lines.ts';
import { jwt } from './protocols/jwt.ts';
import { msgpack } from './protocols/msgpack.ts';
import { protobuf } from './protocols/protobuf.ts';
import { socketIo } from './protocols/socket-io.ts';
import { sockjs } from './protocols/sockjs.ts';
import { stomp } from './protocols/stomp.ts';
import { text } from './protocols/text.ts';
import { xml } from './protocols/xml.ts';
import { zlibStream } from './protocols/zlib-stream.ts';

/** Every codec, in the order in which a menu shows them; of equally sure readings the first is taken. */
export const codecs: readonly Codec[] = [
	json,
	jsonLines,
	engineIo,
	socketIo,
	sockjs,
	stomp,
	xml,
	jwt,
	msgpack,
	cbor,
	protobuf,
	gzip,
	zlib,
	zlibStream,
	deflate,
	text,
	hex,
];
