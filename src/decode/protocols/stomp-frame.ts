import { showUtf8 } from '../bytes/utf8.ts';

export const commands = [
	'CONNECT',
	'STOMP',
	'CONNECTED',
	'SEND',
	'SUBSCRIBE',
	'UNSUBSCRIBE',
	'ACK',
	'NACK',
	'BEGIN',
	'COMMIT',
	'ABORT',
	'DISCONNECT',
	'MESSAGE',
	'RECEIPT',
	'ERROR',
];

export interface StompFrame {
	command: string;
	/** Of repeated headers the first counts (STOMP 1.2, "Repeated Header Entries"). */
	headers: { [name: string]: string };
	body: Uint8Array;
}

/** Reads the frame that begins at `at`; `end` is the place after its NUL. */
export function readStompFrame(
	bytes: Uint8Array,
	at: number,
): { frame?: StompFrame; end: number; error?: string } {
	const lines: string[] = [];
	let place = at;
	for (;;) {
		const end = bytes.indexOf(10, place);
		if (end < 0) return { end: bytes.length, error: 'The headers are cut short' };
		const line = showUtf8(bytes.subarray(place, bytes[end - 1] === 13 ? end - 1 : end));
		place = end + 1;
		if (line === '') break;
		lines.push(line);
	}
	const [command = '', ...fields] = lines;
	if (!commands.includes(command))
		return { end: bytes.length, error: `Not a command: ${command.slice(0, 40)}` };
	const headers = headersOf(fields, command !== 'CONNECT' && command !== 'CONNECTED');
	return { ...body(bytes, place, command, headers) };
}

function body(
	bytes: Uint8Array,
	from: number,
	command: string,
	headers: { [name: string]: string },
): { frame: StompFrame; end: number; error?: string } {
	const announced = headers['content-length'];
	const length = announced !== undefined && /^\d+$/.test(announced) ? Number(announced) : undefined;
	const meant = from + (length ?? 0);
	// Where a server counted characters for bytes the body goes on: to the next NUL.
	const nul = bytes.indexOf(0, Math.min(meant, bytes.length));
	const frame = { command, headers, body: bytes.subarray(from, nul < 0 ? bytes.length : nul) };
	if (nul < 0) return { frame, end: bytes.length, error: 'No NUL ends the body' };
	const isLonger = length !== undefined && nul > meant;
	const error = isLonger ? `content-length is ${length}, the body has ${nul - from} bytes` : undefined;
	return { frame, end: nul + 1, ...(error === undefined ? {} : { error }) };
}

function headersOf(lines: string[], escaped: boolean): { [name: string]: string } {
	const entries = lines.map((line): [string, string] => {
		const colon = line.indexOf(':');
		const [name, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1)];
		return escaped ? [unescapeHeader(name), unescapeHeader(value)] : [name, value];
	});
	return Object.fromEntries(entries.reverse());
}

const escapes: { [sequence: string]: string } = { '\\n': '\n', '\\r': '\r', '\\c': ':', '\\\\': '\\' };

function unescapeHeader(text: string): string {
	return text.replace(/\\[nrc\\]/g, (sequence) => escapes[sequence] ?? sequence);
}
