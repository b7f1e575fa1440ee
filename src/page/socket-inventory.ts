import { type Encode, type Entry, entryJson, type Log } from './log.ts';
import { apply, MapCtor, mapDelete, mapForEach, mapGet, mapSet, mapSize } from './natives.ts';

/** Open sockets whose beginning is kept for a panel that comes later. */
const SOCKETS_KEPT = 1_000;

interface Live {
	/** The WebSocket, which the browser keeps alive as long as this. */
	socket: object;
	connecting: Entry;
	opened: Entry | undefined;
}

/** Sockets that are not closed yet: how they began outlives the ring. */
export class SocketInventory {
	readonly #log: Log;
	readonly #live = new MapCtor<number, Live>();

	constructor(log: Log) {
		this.#log = log;
	}

	connecting(id: number, socket: object, encode: Encode): void {
		const connecting = this.#log.add(150, encode);
		if ((apply(mapSize, this.#live, []) as number) >= SOCKETS_KEPT) return;
		apply(mapSet, this.#live, [id, { __proto__: null, socket, connecting, opened: undefined }]);
	}

	opened(id: number, encode: Encode): void {
		const live = apply(mapGet, this.#live, [id]) as Live | undefined;
		const opened = this.#log.add(150, encode);
		if (live) live.opened = opened;
	}

	closed(id: number, encode: Encode): void {
		this.#log.add(150, encode);
		apply(mapDelete, this.#live, [id]);
	}

	/** The socket itself, unless it is closed. */
	socketOf(id: number): object | undefined {
		return (apply(mapGet, this.#live, [id]) as Live | undefined)?.socket;
	}

	/** The beginnings of all live sockets, as JSON events. */
	snapshot(): string {
		let text = '';
		const add = (event: Entry | undefined): void => {
			if (event) text += `${text && ','}${entryJson(event)}`;
		};
		apply(mapForEach, this.#live, [
			({ connecting, opened }: Live) => {
				add(connecting);
				add(opened);
			},
		]);
		return text;
	}
}
