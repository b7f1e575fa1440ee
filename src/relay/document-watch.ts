import type { Hello, RelayMessage } from '../protocol/envelope.ts';

/** How often, in ms, a recorded document is looked at: frames that get no page are told by no event. */
const EVERY_MS = 1_000;

type Change = Extract<RelayMessage, { kind: 'changed' }>['change'];

/** Tells while a document is recorded when it has more frames or fewer, and when another took its window over. */
export class DocumentWatch {
	#timer: ReturnType<typeof setInterval> | undefined;
	#document: Document | undefined;
	#frames = 0;
	readonly #hello: () => Hello;
	readonly #tell: (change: Change) => void;

	constructor(hello: () => Hello, tell: (change: Change) => void) {
		this.#hello = hello;
		this.#tell = tell;
	}

	/** How the document introduces itself now, against which changes are told. */
	introduce(): Hello {
		this.#document = document;
		this.#frames = window.length;
		return this.#hello();
	}

	watch(on: boolean): void {
		if (!on) clearInterval(this.#timer);
		this.#timer = on ? (this.#timer ?? setInterval(this.look, EVERY_MS)) : undefined;
	}

	/** Looks now, where the document was introduced before. */
	readonly look = (): void => {
		if (!this.#document || (this.#document === document && this.#frames === window.length)) return;
		const isAnother = this.#document !== document;
		const { url, reachable = false, frames = 0 } = this.introduce();
		// The address of a document changes also by history.pushState: it stays the one it is known by.
		this.#tell(isAnother ? { url, reachable, frames } : { frames });
	};
}
