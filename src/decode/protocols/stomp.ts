import { readUtf8, showUtf8, utf8Bytes } from '../bytes/utf8.ts';
import type { Codec, Reading } from '../codec.ts';
import type { Frame } from '../frame.ts';
import { limits } from '../limits.ts';
import { commands, readStompFrame, type StompFrame } from './stomp-frame.ts';

const mark = new RegExp(`^[\\r\\n]*(${commands.join('|')})\\r?\\n`);

/** STOMP 1.0 to 1.2 over WebSocket, with several frames in one message and line-end heartbeats. */
export const stomp: Codec = {
	id: 'stomp',
	name: 'STOMP',
	settles: true,
	claims: ({ subprotocol = '' }) => (/^(v1[0-2]\.)?stomp$/.test(subprotocol) ? 1 : 0),
	open: () => (frame) => {
		const start = frame.bytes ? showUtf8(frame.bytes.subarray(0, 64)) : (frame.text() ?? '').slice(0, 64);
		if (/^\r?\n$/.test(start)) {
			return { confidence: 0.25, type: 'heartbeat', value: { type: 'heartbeat' }, preview: 'heartbeat' };
		}
		if (!mark.test(start)) return undefined;
		return frames(frame);
	},
};

function frames(frame: Frame): Reading {
	const bytes = frame.bytes ?? utf8Bytes(frame.text() ?? '');
	const records: Reading[] = [];
	let at = 0;
	let error: string | undefined;
	while (at < bytes.length && error === undefined) {
		if (records.length >= limits.records) error = `Only the first ${limits.records} frames are shown`;
		else if (bytes[at] === 10 || bytes[at] === 13) at++;
		else {
			const read = readStompFrame(bytes, at);
			if (!read.frame) {
				error = read.error;
				break;
			}
			records.push(record(read.frame, read.error));
			at = read.end;
		}
	}
	const first = records[0];
	if (records.length === 1 && first) return { ...first, error: first.error ?? error };
	const value = records.map((each) => each.value);
	const confidence = first?.confidence ?? 0.3;
	return { confidence, type: `${records.length} frames`, value, records, error };
}

function record(frame: StompFrame, error: string | undefined): Reading {
	const { command, headers } = frame;
	const place = headers['destination'] ?? headers['subscription'] ?? headers['message'] ?? '';
	const body = readUtf8(frame.body) ?? frame.body;
	return {
		confidence: error === undefined ? 0.96 : Object.keys(headers).length > 0 ? 0.85 : 0.3,
		type: `${command} ${place}`.trim(),
		id: command === 'CONNECT' || command === 'STOMP' ? 'session' : headers['receipt'],
		replyTo: command === 'CONNECTED' ? 'session' : headers['receipt-id'],
		value: { command, headers, body },
		preview: frame.body.length > 0 && typeof body === 'string' ? body.slice(0, 200) : undefined,
		parts: frame.body.length > 0 ? [{ data: body, path: 'body' }] : [],
		error,
	};
}
