import type { Codec, Reading } from '../codec.ts';
import type { DecodedObject, DecodedValue } from '../decoded.ts';
import type { Frame } from '../frame.ts';
import { previewOf } from '../value/preview.ts';
import { asArray } from '../value/shape.ts';
import { countPlaceholders, putBytes } from './socket-io-attachments.ts';

const names = ['connect', 'disconnect', 'event', 'ack', 'connect error', 'binary event', 'binary ack'];

interface Packet extends DecodedObject {
	type: string;
	nsp: string;
}

/** A packet whose binary attachments are still to come. */
interface Waiting {
	packet: Packet;
	needs: number;
	has: Uint8Array[];
}

/**
 * Socket.IO 2 to 4 (protocol 4 and 5) with the default parser. Attachments arrive as the binary
 * messages that follow; the last one shows the whole packet.
 */
export const socketIo: Codec = {
	id: 'socket.io',
	name: 'Socket.IO',
	carrier: 'engine.io',
	settles: true,
	open: () => {
		const waiting: { in?: Waiting; out?: Waiting } = {};
		return (frame) => {
			const now = waiting[frame.direction];
			if (frame.bytes) return now ? attachment(now, frame, waiting) : undefined;
			const parsed = parse(frame.text() ?? '');
			if (!parsed) return undefined;
			delete waiting[frame.direction];
			const { packet, attachments } = parsed;
			const reading = readingOf(packet, 0.86);
			if (attachments === 0)
				return now ? { ...reading, error: `${missing(now)} of the packet before` } : reading;
			waiting[frame.direction] = { packet, needs: attachments, has: [] };
			const found = countPlaceholders(packet['data']);
			const error =
				found === attachments ? undefined : `${attachments} attachments announced, ${found} places for them`;
			return { ...reading, preview: `${reading.preview} (${attachments} binary to follow)`, error };
		};
	},
};

const head = /^([0-6])(?:(\d{1,4})-)?(?:(\/[^,]*)(?:,|$))?(\d{1,15})?(?=[[{"]|$)/;

/** Whether text is a Socket.IO event with its JSON, which little else looks like. */
export function looksLikeEvent(text: string): boolean {
	const packet = /^[235]/.test(text) ? parse(text)?.packet : undefined;
	return packet !== undefined && asArray(packet['data']) !== undefined;
}

function parse(text: string): { packet: Packet; attachments: number } | undefined {
	const found = head.exec(text);
	if (!found) return undefined;
	const [whole, digit = '', count, nsp, id] = found;
	const kind = Number(digit);
	if ((count !== undefined) !== kind > 4) return undefined;
	const packet: Packet = { type: names[kind] ?? '', nsp: nsp?.split('?')[0] ?? '/' };
	if (id !== undefined) packet['id'] = Number(id);
	const rest = text.slice(whole.length);
	if (rest !== '') {
		try {
			packet['data'] = JSON.parse(rest) as DecodedValue;
		} catch {
			return undefined; // a digit and something else
		}
	}
	const hasArray = asArray(packet['data']) !== undefined;
	const needsArray = kind === 2 || kind === 3 || kind > 4;
	return needsArray === hasArray ? { packet, attachments: Number(count ?? 0) } : undefined;
}

function readingOf(packet: Packet, confidence: number): Reading {
	const data = asArray(packet['data']);
	const place = packet.nsp === '/' ? '' : ` ${packet.nsp}`;
	const isEvent = packet.type.endsWith('event');
	const isAck = packet.type.endsWith('ack');
	const name = isEvent && typeof data?.[0] === 'string' ? ` ${data[0]}` : '';
	const id = packet['id'] === undefined ? undefined : `${packet.nsp}#${String(packet['id'])}`;
	const type = `${packet.type.replace('binary ', '')}${name}${place}`;
	const said = name === '' ? packet['data'] : data?.slice(1);
	return {
		confidence,
		type,
		id: isAck ? undefined : id,
		replyTo: isAck ? id : undefined,
		value: packet,
		preview: said === undefined ? type : previewOf(said),
	};
}

function attachment(now: Waiting, frame: Frame, waiting: { in?: Waiting; out?: Waiting }): Reading {
	now.has.push(frame.bytes ?? new Uint8Array(0));
	const { packet, needs, has } = now;
	const whole = has.length >= needs;
	if (whole) delete waiting[frame.direction];
	const value: Packet = whole ? { ...packet, data: putBytes(packet['data'], has) } : packet;
	const reading = readingOf(value, 0.95);
	return {
		...reading,
		id: whole ? reading.id : undefined,
		replyTo: whole ? reading.replyTo : undefined,
		type: `attachment ${has.length}/${needs} of ${reading.type}`,
		value: { type: 'attachment', number: has.length, of: needs, bytes: frame.bytes, packet: value },
	};
}

function missing({ needs, has }: Waiting): string {
	return `${needs - has.length} attachments are missing`;
}
