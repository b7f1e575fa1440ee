import type { Encode, Log } from './log.ts';
import { apply, MapCtor, mapDelete, mapForEach, mapGet, mapSet, mapSize, now } from './natives.ts';

/** Open sockets whose beginning is kept for a panel that comes later. */
const SOCKETS_KEPT = 1_000;

interface Fact {
	seq: number;
	time: number;
	encode: Encode;
}

/** Sockets that are not closed yet: how they began outlives the ring. */
export class SocketInventory {
	readonly #log: Log;
	readonly #live = new MapCtor<number, { connecting: Fact; opened: Fact | undefined }>();

	constructor(log: Log) {
		this.#log = log;
	}

	connecting(id: number, encode: Encode): void {
		const connecting = this.#tell(encode);
		if ((apply(mapSize, this.#live, []) as number) >= SOCKETS_KEPT) return;
		apply(mapSet, this.#live, [id, { __proto__: null, connecting, opened: undefined }]);
	}

	opened(id: number, encode: Encode): void {
		const live = apply(mapGet, this.#live, [id]) as { opened: Fact | undefined } | undefined;
		const opened = this.#tell(encode);
		if (live) live.opened = opened;
	}

	closed(id: number, encode: Encode): void {
		this.#tell(encode);
		apply(mapDelete, this.#live, [id]);
	}

	/** The beginnings of all live sockets, as JSON events. */
	snapshot(): string {
		let text = '';
		const add = (fact: Fact | undefined): void => {
			if (fact) text += `${text && ','}{"seq":${fact.seq},"time":${fact.time},${fact.encode()}}`;
		};
		apply(mapForEach, this.#live, [
			(socket: { connecting: Fact; opened: Fact | undefined }) => {
				add(socket.connecting);
				add(socket.opened);
			},
		]);
		return text;
	}

	#tell(encode: Encode): Fact {
		const seq = this.#log.add(150, encode);
		return { __proto__: null, seq, time: now(), encode } as Fact;
	}
}
