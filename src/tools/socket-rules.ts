/**
 * Rules of a person for frames: hold, delay, block, replace. The relay keeps them and decides, at once, in its own clean
 * world; here frames are stopped and let go. While there are no rules the hook's own methods are back in their place and
 * only observe.
 */
import type { RuledFrame, Ruling } from '../protocol/act.ts';
import { deliver, refusal, SYNTHETIC, telling } from './socket-acts.ts';
import {
	apply,
	base64Of,
	bus,
	copyOf,
	describeBytes,
	formOf,
	list,
	log,
	MapCtor,
	mapDelete,
	mapForEach,
	mapGet,
	mapSet,
	messageData,
	parse,
	runs,
	sockets,
	stopImmediatePropagation,
	stringify,
	targetOf,
} from './toolbox.ts';

interface Held {
	id: number;
	socket: object;
	direction: 'in' | 'out';
	data: unknown;
}

const { receive, send, natives } = sockets;
const held = new MapCtor<number, Held>();
const CONNECTING = 0;
const OPEN = 1;

let ruling: Ruling | undefined;
bus.on('ruling', (json) => {
	ruling = parse(json) as Ruling;
});

/** Puts the rules between sockets and page, or takes them out and lets go what they held. */
export function stand(between: boolean): void {
	sockets.receive = between ? receiveRuled : receive;
	sockets.send = between ? sendRuled : send;
	if (between) return;
	const frames: number[] = list();
	apply(mapForEach, held, [
		(_: Held, frame: number) => {
			frames[frames.length] = frame;
		},
	]);
	for (let i = 0; i < frames.length; i++) goesOn(frames[i] as number, false);
}

/** Asks the relay, which answers before this returns. */
function rule(socket: number, direction: 'in' | 'out', data: unknown): Ruling {
	const frame = { __proto__: null, socket, direction } as unknown as RuledFrame;
	if (typeof data === 'string') frame.text = data;
	else if (formOf(data) !== 'blob') {
		const bytes = describeBytes(data as object);
		frame.bytes = base64Of(bytes, bytes.length);
	}
	ruling = undefined;
	bus.send('frame', stringify(frame));
	return ruling ?? ({ kind: 'pass' } as Ruling);
}

const receiveRuled: typeof receive = (known, event, socket) => {
	const tell = (): unknown => apply(receive, sockets, [known, event, socket]);
	if (runs.posedAs(event)) {
		tell();
		return;
	}
	const data = apply(messageData, event, []);
	const decided = rule(known.id, 'in', data);
	if (decided.kind === 'pass') {
		tell();
		return;
	}
	apply(stopImmediatePropagation, event, []);
	telling(markOf(decided), tell);
	if (decided.kind === 'hold')
		hold({ __proto__: null, id: known.id, socket, direction: 'in', data } as never);
	else if (decided.kind === 'replace') deliver(socket, decided.by);
};

const sendRuled: typeof send = (native, self, args) => {
	const socket = self as object;
	const id = targetOf(socket)?.id ?? 0;
	// What the native refuses it shall refuse itself.
	const live = sockets.inventory.socketOf(id);
	if (!live || args.length === 0 || apply(natives.readyState, socket, []) === CONNECTING)
		return apply(send, sockets, [native, self, args]);
	const given = args[0];
	const binary = typeof given === 'object' && given !== null && formOf(given) !== 'string';
	const data = binary ? given : `${given as string}`;
	const decided = rule(id, 'out', data);
	const whole = list<unknown>(data);
	if (decided.kind === 'pass') return apply(send, sockets, [native, self, whole]);
	telling(markOf(decided), () => sockets.noteSend(socket, data));
	if (decided.kind === 'hold')
		hold({ __proto__: null, id, socket, direction: 'out', data: lasting(data) } as never);
	else if (decided.kind === 'replace')
		telling(SYNTHETIC, () => apply(send, sockets, [native, self, list(decided.by)]));
	return undefined;
};

function markOf(decided: Ruling): string {
	const by = decided.kind === 'hold' ? decided.by : decided.kind === 'block' ? 'blocked' : 'replaced';
	return `null,"${by}"`;
}

/** What the page cannot change while it is held: natively send() takes the bytes at once. */
const lasting = (data: unknown): unknown =>
	typeof data === 'object' && formOf(data) !== 'blob' ? copyOf(describeBytes(data as object)) : data;

/** Under the number of the frame that was told last: its own. */
function hold(frame: Held): void {
	apply(mapSet, held, [sockets.lastFrame, frame]);
	bus.send('held', `${sockets.lastFrame}`);
}

/** Lets a held frame go on, as it was or with other data, or drops it. */
export function release(frame: number, drop: boolean, other?: { data: unknown; asBlob: unknown }): void {
	if (!goesOn(frame, drop, other) && !drop) throw refusal('socket-not-open');
}

/** Whether it could go on; of a socket that is no longer open it is dropped. */
function goesOn(frame: number, drop: boolean, other?: { data: unknown; asBlob: unknown }): boolean {
	const kept = apply(mapGet, held, [frame]) as Held | undefined;
	if (!kept) throw refusal('frame-not-held');
	apply(mapDelete, held, [frame]);
	const { id, socket, direction, data } = kept;
	const isDropped = drop || apply(natives.readyState, socket, []) !== OPEN;
	log.add(60, () => `"frame-released",${id},${frame},${isDropped}`);
	if (isDropped) return false;
	const wantsBlob = direction === 'in' && apply(natives.binaryType, socket, []) === 'blob';
	const given = other ? (wantsBlob && other.asBlob !== undefined ? other.asBlob : other.data) : data;
	if (direction === 'in') deliver(socket, given);
	else telling(SYNTHETIC, () => apply(send, sockets, [natives.send, socket, list(given)]));
	return true;
}
