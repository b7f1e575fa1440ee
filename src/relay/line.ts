import {
	RELAY_PORT,
	type RelayMessage,
	type RelayNoticeReply,
	type RelayOrder,
	type RelaySummons,
} from '../protocol/envelope.ts';

/** The part of the WebExtensions API that a relay needs; every frame pays for more. */
export interface RelayRuntime {
	connect(info: { name: string }): RelayPort;
	getURL(path: string): string;
	/** Firefox alone: the id of a window's frame, -1 where there is none. */
	getFrameId?(target: unknown): number;
	sendMessage(message: unknown): Promise<unknown>;
	onMessage: { addListener(receive: (message: unknown) => void): void };
}

interface RelayPort {
	postMessage(message: RelayMessage): void;
	disconnect(): void;
	onMessage: { addListener(receive: (message: RelayOrder) => void): void };
	onDisconnect: { addListener(gone: () => void): void };
}

/** Chromium alone (Prerendering Revamped, "Extensions to the Document interface"). */
type MaybePrerendering = Document & { prerendering?: boolean };

const RETRY_MS = [50, 200, 1_000, 5_000];
/** After a connection, panels are given this long to subscribe, or to subscribe again, before recording ends. */
const PATIENCE_MS = 15_000;

/**
 * The relay's line to the background: opened when a panel asks for it, opened again when the background was stopped
 * while a panel was watching, and closed for good when the extension was updated or removed.
 */
export class Line {
	#port: RelayPort | undefined;
	#attempts = 0;
	#patience: ReturnType<typeof setTimeout> | undefined;
	#wanted = false;
	readonly #runtime: () => RelayRuntime;
	readonly #connected: () => void;
	readonly #receive: (order: RelayOrder) => void;
	readonly #lost: () => void;
	readonly #abandoned: () => void;

	constructor(
		runtime: () => RelayRuntime,
		on: { connected(): void; receive(order: RelayOrder): void; lost(): void; abandoned(): void },
	) {
		this.#runtime = runtime;
		this.#connected = on.connected;
		this.#receive = on.receive;
		this.#lost = on.lost;
		this.#abandoned = on.abandoned;
	}

	/** Opens when a message of the background asks for it. */
	listen(): void {
		this.#runtime().onMessage.addListener((message) => {
			if ((message as RelaySummons | undefined)?.kind === 'connect') this.open();
		});
	}

	/**
	 * Tells the background once that this document is there; opens the line when somebody watches the tab. Where nobody
	 * does any more, a document that is back from the back/forward cache still records for who did when it went there.
	 */
	async announce(notice: unknown): Promise<void> {
		try {
			// No tab knows of it before.
			if ((document as MaybePrerendering).prerendering) {
				await new Promise((go) => document.addEventListener('prerenderingchange', go, { once: true }));
			}
			const reply = (await this.#runtime().sendMessage(notice)) as RelayNoticeReply | undefined;
			if (reply?.watched) this.open();
		} catch {
			// No background to hear it: a panel that opens later calls every document of its tab.
		}
		if (!this.#wanted) this.#abandoned();
	}

	/** Whether the message could be handed over. */
	post(message: RelayMessage): boolean {
		try {
			this.#port?.postMessage(message);
			return this.#port !== undefined;
		} catch {
			return false;
		}
	}

	/**
	 * A document that is rendered ahead is in no tab that somebody could look at, and in another frame than it will be
	 * in: it waits until it is shown. (The background calls it then, too, whatever the page does to the event.)
	 */
	open(): void {
		this.#wanted = true;
		if (this.#port) return;
		if ((document as MaybePrerendering).prerendering) {
			document.addEventListener('prerenderingchange', this.#shown, { once: true });
			return;
		}
		let port: RelayPort;
		try {
			port = this.#runtime().connect({ name: RELAY_PORT });
		} catch {
			// The extension was updated or removed: this relay is an orphan.
			this.#wanted = false;
			this.#abandoned();
			return;
		}
		this.#port = port;
		port.onMessage.addListener((order) => {
			this.#attempts = 0;
			this.#calm();
			this.#receive(order);
		});
		port.onDisconnect.addListener(() => {
			if (this.#port === port) this.#dropped();
		});
		this.#patience ??= setTimeout(() => this.#abandoned(), PATIENCE_MS);
		this.#connected();
	}

	close(): void {
		this.#wanted = false;
		this.#calm();
		this.#port?.disconnect();
		this.#port = undefined;
	}

	readonly #shown = (): void => {
		if (this.#wanted) this.open();
	};

	#dropped(): void {
		this.#port = undefined;
		this.#lost();
		if (!this.#wanted) return;
		const delay = RETRY_MS[Math.min(this.#attempts++, RETRY_MS.length - 1)];
		setTimeout(() => this.#wanted && this.open(), delay);
	}

	/** Panels are there again: patience begins anew. */
	#calm(): void {
		clearTimeout(this.#patience);
		this.#patience = undefined;
	}
}
