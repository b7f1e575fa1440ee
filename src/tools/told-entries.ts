/** Entries kept of a transcript. */
const MOST = 200;

/** What of a listener's acts is told, as the insides of JSON lists; what is too much is counted. */
export class ToldEntries {
	sinks = '';
	sends = '';
	leftOut = 0;
	/** It was told: no more is noted. */
	isOver = false;
	#entries = 0;

	sink(json: string): void {
		if (this.hasRoom()) this.sinks += `${this.sinks && ','}${json}`;
	}

	send(json: string): void {
		if (this.hasRoom()) this.sends += `${this.sends && ','}${json}`;
	}

	hasRoom(): boolean {
		if (this.isOver) return false;
		if (this.#entries < MOST) return ++this.#entries > 0;
		this.leftOut++;
		return false;
	}
}
