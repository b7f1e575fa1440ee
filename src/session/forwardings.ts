/** A run of a listener for a window message, during which frames went out on sockets. */
export interface Forwarding {
	/** Row of the message. */
	row: number;
	listener: number;
	/** Numbers of the frames in their document. */
	frames: number[];
}

/** Those that nobody looked at yet; beyond so many, no more are kept until somebody does. */
export class Forwardings {
	#waiting: Forwarding[] = [];

	add(forwarding: Forwarding): void {
		if (this.#waiting.length < MOST_WAITING) this.#waiting.push(forwarding);
	}

	take(): Forwarding[] {
		const taken = this.#waiting;
		this.#waiting = [];
		return taken;
	}
}

const MOST_WAITING = 2_000;
