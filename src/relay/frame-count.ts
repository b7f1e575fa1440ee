/** How often, in ms, a document that is recorded counts its frames: those that get no page are told by no event. */
const EVERY_MS = 1_000;

/** Counts the frames of the document while it is recorded, and tells when there are more or fewer. */
export class FrameCount {
	#timer: ReturnType<typeof setInterval> | undefined;
	/** What the document's introduction said. */
	#told = window.length;
	readonly #tell: (count: number) => void;

	constructor(tell: (count: number) => void) {
		this.#tell = tell;
	}

	/** The number that the panel is told with the document itself. */
	introduced(): void {
		this.#told = window.length;
	}

	watch(on: boolean): void {
		if (!on) clearInterval(this.#timer);
		this.#timer = on ? (this.#timer ?? setInterval(this.#look, EVERY_MS)) : undefined;
	}

	readonly #look = (): void => {
		if (window.length === this.#told) return;
		this.#told = window.length;
		this.#tell(this.#told);
	};
}
