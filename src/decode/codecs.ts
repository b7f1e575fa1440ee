import type { Codec } from './codec.ts';
import { actionCable } from './protocols/action-cable.ts';
import { cbor } from './protocols/cbor.ts';
import { deflate, gzip, zlib } from './protocols/compressed.ts';
import { ddp } from './protocols/ddp.ts';
import { engineIo } from './protocols/engine-io.ts';
import { graphqlTransportWs, graphqlWs } from './protocols/graphql.ts';
import { hex } from './protocols/hex.ts';
import { json } from './protocols/json.ts';
import { jsonLines } from './protocols/json-lines.ts';
import { jsonRpc } from './protocols/json-rpc.ts';
import { jwt } from './protocols/jwt.ts';
import { mqtt } from './protocols/mqtt.ts';
import { msgpack } from './protocols/msgpack.ts';
import { phoenix } from './protocols/phoenix.ts';
import { protobuf } from './protocols/protobuf.ts';
import { pusher } from './protocols/pusher.ts';
import { signalr } from './protocols/signalr.ts';
import { socketIo } from './protocols/socket-io.ts';
import { sockjs } from './protocols/sockjs.ts';
import { stomp } from './protocols/stomp.ts';
import { text } from './protocols/text.ts';
import { wamp } from './protocols/wamp.ts';
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
	signalr,
	wamp,
	actionCable,
	phoenix,
	pusher,
	ddp,
	jsonRpc,
	graphqlTransportWs,
	graphqlWs,
	mqtt,
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
