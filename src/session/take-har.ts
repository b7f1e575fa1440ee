import { utf8Length } from '../decode/bytes/utf8.ts';
import type { HookEventOf } from '../protocol/event.ts';
import type { Value } from '../protocol/value.ts';
import { placeHandshakes } from './place-handshakes.ts';
import type { HarFrame, HarSocket } from './read-har.ts';
import { noteSecret } from './reduce-socket.ts';
import { mark } from './rows.ts';
import type { Session } from './session.ts';
import { isToldByLog, type SocketRecord } from './socket-record.ts';

/** Takes in what the devtools recorded of a tab's sockets: handshakes, and frames where there is no hook. */
export function takeHar(session: Session, sockets: readonly HarSocket[], now: number): void {
	for (const { handshake } of sockets) session.handshakes.add(handshake);
	placeHandshakes(session, now);
	const frames = new Map(sockets.map((each) => [each.handshake.id, each.frames]));
	for (const socket of session.sockets) {
		const id = socket?.handshake?.handshake.harId;
		if (socket && isToldByLog(socket) && id !== undefined) addFrames(session, socket, frames.get(id) ?? []);
	}
}

/** Adds the frames of a socket that are not there yet; they are whole. */
function addFrames(session: Session, socket: SocketRecord, frames: readonly HarFrame[]): void {
	const known = socket.in.frames + socket.out.frames;
	for (const [at, frame] of frames.slice(known).entries()) {
		const event = eventOf(frame, known + at + 1);
		const traffic = socket[frame.direction];
		traffic.frames++;
		traffic.bytes += event.size;
		noteSecret(socket, event);
		const row = session.addRow({
			kind: 'frame',
			document: socket.document,
			time: frame.time,
			direction: frame.direction,
			channel: 'websocket',
			size: event.size,
			ref: socket.index,
			marks: frame.opcode === 'binary' ? mark.binary : 0,
			event,
		});
		socket.frames.push(row);
	}
}

function eventOf({ direction, time, opcode, data }: HarFrame, number: number): HookEventOf<'socket-frame'> {
	const isText = opcode === 'text';
	const size = isText ? utf8Length(data) : base64Length(data);
	const value: Value = isText
		? { t: 'string', v: data }
		: { t: 'buffer', id: 1, c: 'ArrayBuffer', b: data, n: size };
	return {
		kind: 'socket-frame',
		seq: 0,
		time,
		socket: 0,
		frame: number,
		direction,
		opcode,
		form: isText ? 'string' : 'arraybuffer',
		data: value,
		size,
		complete: true,
	};
}

function base64Length(text: string): number {
	const padding = /=*$/.exec(text)?.[0].length ?? 0;
	return Math.max(0, Math.floor((text.length * 3) / 4) - padding);
}
