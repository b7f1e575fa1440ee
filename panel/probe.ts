import { hexOf } from '../src/decode/bytes/hex.ts';
import type { ProbeOutcome, ProbeRequest } from './lines/hijack.ts';

/** Entry of the frame that opens the sockets of a hijacking test: the one page of the extension that may connect. */

const CONNECT_MS = 8_000;
/** How long a server may take for its first messages. */
const LISTEN_MS = 1_000;
/** How long it may be silent between them. */
const QUIET_MS = 300;
const MOST_MESSAGES = 5;
const MOST_LENGTH = 4_000;

function run({ url, protocols, say }: ProbeRequest): Promise<ProbeOutcome> {
	return new Promise((done) => {
		const outcome: ProbeOutcome = { opened: false, protocol: '', messages: [] };
		let socket: WebSocket;
		try {
			socket = new WebSocket(url, protocols);
		} catch {
			done(outcome);
			return;
		}
		let timer = setTimeout(end, CONNECT_MS);
		function end(): void {
			clearTimeout(timer);
			socket.onclose = null;
			socket.close();
			done(outcome);
		}
		socket.binaryType = 'arraybuffer';
		socket.onopen = () => {
			outcome.opened = true;
			outcome.protocol = socket.protocol;
			if (say !== undefined) socket.send(say);
			clearTimeout(timer);
			timer = setTimeout(end, LISTEN_MS);
		};
		socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
			outcome.messages.push(typeof data === 'string' ? data.slice(0, MOST_LENGTH) : firstBytes(data));
			clearTimeout(timer);
			timer = setTimeout(end, QUIET_MS);
			if (outcome.messages.length === MOST_MESSAGES) end();
		};
		socket.onclose = ({ code }) => {
			if (outcome.opened) outcome.code = code;
			end();
		};
	});
}

const firstBytes = (data: ArrayBuffer): string => hexOf(new Uint8Array(data.slice(0, MOST_LENGTH / 3)));

addEventListener('message', ({ data, origin, source, ports: [port] }: MessageEvent<ProbeRequest>) => {
	if (origin !== location.origin || source !== parent || !port) return;
	void run(data).then((outcome) => port.postMessage(outcome));
});
