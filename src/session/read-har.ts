import type { Handshake, HeaderField } from '../protocol/handshake.ts';
import { headerOf } from './headers.ts';

/** A frame as the browser's devtools recorded it. */
export interface HarFrame {
	direction: 'in' | 'out';
	/** ms since the epoch. */
	time: number;
	opcode: 'text' | 'binary';
	/** Base64 for binary frames. */
	data: string;
}

/** A socket in the devtools' log (HTTP Archive with Chromium's `_webSocketMessages`). */
export interface HarSocket {
	handshake: Handshake;
	frames: HarFrame[];
}

/** The sockets in a HAR log; what is not as expected is left out. */
export function socketsInHar(log: unknown): HarSocket[] {
	return listOf(recordOf(log)['entries']).flatMap((entry) => {
		const { request, response, startedDateTime, _webSocketMessages, _resourceType } = recordOf(entry);
		const url = textOf(recordOf(request)['url']);
		const startedAt = Date.parse(textOf(startedDateTime));
		if (_resourceType !== 'websocket' || !/^wss?:/i.test(url) || Number.isNaN(startedAt)) return [];
		const sent = fieldsOf(recordOf(request)['headers']);
		const { status, statusText, headers } = recordOf(response);
		// The key is random: no two handshakes have the same.
		const id = `har ${headerOf(sent, 'Sec-WebSocket-Key') ?? startedAt}`;
		const handshake: Handshake = {
			id,
			harId: id,
			seenBy: 'har',
			url,
			startedAt,
			request: sent,
			// 0 stands for an answer that is not shown.
			...(typeof status === 'number' && status > 0
				? { status, statusText: textOf(statusText), response: fieldsOf(headers) }
				: {}),
		};
		return [{ handshake, frames: listOf(_webSocketMessages).flatMap(frameOf) }];
	});
}

function frameOf(message: unknown): HarFrame[] {
	const { type, time, opcode, data } = recordOf(message);
	if ((type !== 'send' && type !== 'receive') || typeof time !== 'number') return [];
	if ((opcode !== 1 && opcode !== 2) || typeof data !== 'string') return [];
	return [
		{
			direction: type === 'send' ? 'out' : 'in',
			time: time * 1_000,
			opcode: opcode === 1 ? 'text' : 'binary',
			data,
		},
	];
}

const recordOf = (value: unknown): Record<string, unknown> =>
	typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const fieldsOf = (value: unknown): HeaderField[] =>
	listOf(value).map((field) => ({
		name: textOf(recordOf(field)['name']),
		value: textOf(recordOf(field)['value']),
	}));
