import type { CommandResult } from '../protocol/command.ts';
import type {
	ButtonState,
	DocumentInfo,
	FrameInfo,
	Hello,
	PanelMessage,
	PanelOrder,
	RelayMessage,
	RelayOrder,
} from '../protocol/envelope.ts';
import { PROTOCOL_VERSION } from '../protocol/envelope.ts';
import { failure } from '../protocol/failure.ts';
import type { TypedPort } from '../protocol/port.ts';
import { changedBy, documentOf, type Sender } from './document-info.ts';

export type RelayLine = TypedPort<RelayMessage, RelayOrder>;
export type PanelLine = TypedPort<PanelOrder, PanelMessage>;

export interface Surroundings {
	/** Calls the relays of a tab, or of one of its frames, to connect. */
	summon(tabId: number, frameId?: number): void;
	/** The tab's frames as the browser lists them. */
	frames(tabId: number): Promise<FrameInfo[]>;
	/** Whether the extension may run on web pages at all. */
	permitted(): Promise<boolean>;
	/** Whether anything is recorded for a panel, whenever that changes. */
	watching(is: boolean): void;
	/** Requests the text of a script; never rejected. */
	fetchText(url: string): Promise<CommandResult>;
	/** Says on the toolbar button what was found in a tab. */
	showOnButton(tabId: number, state: ButtonState): void;
}

interface Relay {
	line: RelayLine;
	document: DocumentInfo;
}

interface Panel {
	id: string;
	tabId: number;
	line: PanelLine;
	seen: Map<string, number>;
	/** Wants what lives in the documents now, and nothing recorded. */
	looks: boolean;
}

interface Probe {
	tabId: number;
	/** Of the document that is probed. */
	token: string;
	panel: string;
	/** Of the command. */
	id: number;
}

/** Lists of up to so many frames are told as often as they may have changed. */
const FEW_FRAMES = 50;

/**
 * Joins panels with the documents of their tabs. Keeps nothing that could not be told again: the background may be
 * stopped at any moment, and both sides introduce themselves anew when it comes back.
 */
export class Broker {
	readonly #relays = new Map<string, Relay>();
	readonly #panels = new Map<string, Panel>();
	readonly #around: Surroundings;
	#isWatching = false;
	/** Probes under way: while one is, there may be a frame in its tab that is ours and none of the page's. */
	#probes: Probe[] = [];
	/** Tabs whose list of frames is underway, and whether it was asked for again meanwhile. */
	readonly #refreshing = new Map<number, boolean>();

	constructor(around: Surroundings) {
		this.#around = around;
	}

	isWatched(tabId: number): boolean {
		return [...this.#panels.values()].some((panel) => panel.tabId === tabId);
	}

	/** While a probe is under way there may be a document of ours, which is asked again once it is over. */
	isProbing(tabId: number): boolean {
		return this.#probes.some((probe) => probe.tabId === tabId);
	}

	/** A relay's port; it speaks first. */
	addRelay(line: RelayLine, sender: Sender): void {
		let token: string | undefined;
		line.onMessage((message) => {
			if (message.kind === 'hello') {
				token = message.hello.token;
				this.#welcome(line, message.hello, sender);
			} else if (token !== undefined) this.#fromRelay(token, message);
		});
		line.onDisconnect(() => {
			if (token === undefined || this.#relays.get(token)?.line !== line) return;
			// It could not say so itself: its process is gone, or Firefox put another document in an initial one's place.
			this.#end(token, sender.tabId, false);
		});
	}

	/** A panel's port; it says which tab it watches. */
	addPanel(line: PanelLine): void {
		let id: string | undefined;
		line.onMessage((order) => {
			if (order.kind === 'open') {
				id = order.panel;
				void this.#open(line, order);
			} else if (id !== undefined) this.#fromPanel(id, order);
		});
		line.onDisconnect(() => {
			if (id !== undefined && this.#panels.get(id)?.line === line) this.#leave(id);
		});
	}

	/** Access to web pages may have been given or taken away: tells every panel how it is, and calls who can come now. */
	async accessChanged(): Promise<void> {
		if (this.#panels.size === 0) return;
		const permitted = await this.#around.permitted();
		for (const { line } of this.#panels.values()) line.post({ kind: 'permitted', permitted });
		if (!permitted) return;
		for (const tabId of new Set([...this.#panels.values()].map((panel) => panel.tabId))) {
			this.#around.summon(tabId);
			void this.refreshFrames(tabId);
		}
	}

	/** Tells the panels of a tab which frames there are now. */
	async refreshFrames(tabId: number): Promise<void> {
		if (!this.isWatched(tabId) || this.isProbing(tabId)) return;
		if (this.#refreshing.has(tabId)) {
			this.#refreshing.set(tabId, true);
			return;
		}
		this.#refreshing.set(tabId, false);
		try {
			const frames = await this.#around.frames(tabId);
			this.#tellTab(tabId, { kind: 'frames', frames });
			// Each frame that loads asks for the list of all: where they are a thousand, it goes once a second.
			if (frames.length > FEW_FRAMES) await new Promise((go) => setTimeout(go, frames.length));
		} finally {
			const again = this.#refreshing.get(tabId);
			this.#refreshing.delete(tabId);
			if (again) void this.refreshFrames(tabId);
		}
	}

	/** A frame got a new document: its relay says nothing by itself, so that pages nobody inspects stay silent. */
	committed(tabId: number, frameId: number, url: string, time: number): void {
		if (!this.isWatched(tabId)) return;
		if (frameId === 0) {
			this.#tellTab(tabId, { kind: 'navigated', url, time });
			// A page that was rendered ahead has its frames already.
			this.#around.summon(tabId);
		}
		// What a probe makes is called by nobody; all are called when it is over.
		else if (this.isProbing(tabId)) return;
		this.#around.summon(tabId, frameId);
	}

	#welcome(line: RelayLine, hello: Hello, sender: Sender): void {
		const document = documentOf(hello, sender);
		this.#relays.set(hello.token, { line, document });
		for (const panel of this.#panelsOf(sender.tabId)) this.#introduce(panel, { line, document });
	}

	#introduce(panel: Panel, { line, document }: Relay): void {
		panel.line.post({ kind: 'document', document });
		if (panel.looks) line.post({ kind: 'look', panel: panel.id });
		else line.post({ kind: 'subscribe', panel: panel.id, after: panel.seen.get(document.token) ?? 0 });
	}

	async #open(
		line: PanelLine,
		{ version, panel: id, tabId, seen, looks = false }: PanelOrder & { kind: 'open' },
	): Promise<void> {
		const panel: Panel = { id, tabId, line, seen: new Map(seen), looks };
		this.#panels.set(id, panel);
		this.#tellWatching();
		const permitted = await this.#around.permitted();
		// It closed meanwhile, or opened again.
		if (this.#panels.get(id) !== panel) return;
		line.post({ kind: 'opened', version: PROTOCOL_VERSION, permitted });
		if (version !== PROTOCOL_VERSION) return;
		for (const relay of this.#relays.values())
			if (relay.document.tabId === tabId) this.#introduce(panel, relay);
		this.#around.summon(tabId);
		await this.refreshFrames(tabId);
	}

	#leave(id: string): void {
		const panel = this.#panels.get(id);
		this.#panels.delete(id);
		this.#tellWatching();
		if (panel) this.#endProbe(panel.tabId, (probe) => probe.panel === id);
		for (const { line, document } of this.#relays.values()) {
			if (document.tabId === panel?.tabId) line.post({ kind: 'unsubscribe', panel: id });
		}
	}

	#tellWatching(): void {
		const is = [...this.#panels.values()].some(({ looks }) => !looks);
		if (is === this.#isWatching) return;
		this.#isWatching = is;
		this.#around.watching(is);
	}

	#fromRelay(token: string, message: Exclude<RelayMessage, { kind: 'hello' }>): void {
		const relay = this.#relays.get(token);
		if (!relay) return;
		switch (message.kind) {
			case 'batch': {
				const { panel, batch, events, own } = message;
				this.#panels.get(panel)?.line.post({ kind: 'batch', token, batch, events, own });
				return;
			}
			case 'changed':
				relay.document = changedBy(relay.document, message.change);
				this.#tellTab(relay.document.tabId, { kind: 'document', document: relay.document });
				void this.refreshFrames(relay.document.tabId);
				return;
			case 'result':
				this.#panels
					.get(message.panel)
					?.line.post({ kind: 'result', id: message.id, result: message.result });
				this.#endProbe(relay.document.tabId, ({ panel, id }) => panel === message.panel && id === message.id);
				return;
			case 'ended':
				this.#end(token, relay.document.tabId, message.persisted);
		}
	}

	/** A document is gone; one that comes back introduces itself anew. */
	#end(token: string, tabId: number, persisted: boolean): void {
		this.#relays.delete(token);
		this.#tellTab(tabId, { kind: 'ended', token, persisted });
		for (const probe of this.#probes)
			if (probe.token === token) answerGone(this.#panels.get(probe.panel), probe.id);
		this.#endProbe(tabId, (probe) => probe.token === token);
	}

	#fromPanel(id: string, order: Exclude<PanelOrder, { kind: 'open' }>): void {
		const panel = this.#panels.get(id);
		if (!panel) return;
		if (order.kind === 'button') {
			// Who records knows more than who looks.
			const isSurpassed = panel.looks && this.#panelsOf(panel.tabId).some(({ looks }) => !looks);
			if (!isSurpassed) this.#around.showOnButton(panel.tabId, order.state);
			return;
		}
		if (order.kind === 'fetch-text') {
			void this.#around.fetchText(order.url).then((result) => {
				panel.line.post({ kind: 'result', id: order.id, result });
			});
			return;
		}
		const relay = this.#relays.get(order.token);
		if (order.kind === 'ack') {
			panel.seen.set(order.token, order.batch);
			relay?.line.post({ kind: 'ack', panel: id, batch: order.batch });
		} else if (relay && relay.document.tabId === panel.tabId) {
			// Who begins another one has given up the one before, if that was never answered.
			if (order.command.kind === 'probe') {
				const probe = { tabId: panel.tabId, token: order.token, panel: id, id: order.id };
				this.#probes = [...this.#probes.filter((one) => one.panel !== id), probe];
			}
			relay.line.post({ kind: 'command', panel: id, id: order.id, command: order.command });
		} else answerGone(panel, order.id);
	}

	#endProbe(tabId: number, isIt: (probe: Probe) => boolean): void {
		const others = this.#probes.filter((probe) => probe.tabId !== tabId || !isIt(probe));
		if (others.length === this.#probes.length) return;
		this.#probes = others;
		if (this.isProbing(tabId)) return;
		this.#around.summon(tabId);
		void this.refreshFrames(tabId);
	}

	#tellTab(tabId: number, message: PanelMessage): void {
		for (const panel of this.#panelsOf(tabId)) panel.line.post(message);
	}

	#panelsOf(tabId: number): Panel[] {
		return [...this.#panels.values()].filter((panel) => panel.tabId === tabId);
	}
}

/** Nobody is there any more to answer a command. */
function answerGone(panel: Panel | undefined, id: number): void {
	panel?.line.post({ kind: 'result', id, result: failure('document-gone') });
}
