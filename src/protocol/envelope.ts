import type { Command, CommandResult } from './command.ts';

/**
 * Raised when a message between panel and background changes its shape: both compare it, since an update may replace one
 * while the other stays open. Relays of an older version cannot connect any more.
 */
export const PROTOCOL_VERSION = 1;

export const RELAY_PORT = 'earshot-relay';
export const PANEL_PORT = 'earshot-panel';

/** A document as the browser identifies it (runtime.MessageSender) and as its relay describes itself. */
export interface DocumentInfo {
	/** Unguessable, made by the relay: the key of the document everywhere. */
	token: string;
	tabId: number;
	/** 0 is the tab's top frame. */
	frameId: number;
	/** The browser's own id of the document, where it gives one. */
	documentId?: string;
	/** Child indexes from the top; undefined in shadow DOM or where it cannot be walked. */
	path?: string;
	url: string;
	/** Serialised origin; 'null' when opaque. */
	origin: string;
	title: string;
	opener: boolean;
	/**
	 * `at-start`: before the page's first script. `late`: the document was already loaded when Earshot came. `left-alone`,
	 * `off`: a person does not want it watched, ever or without a panel.
	 */
	hooked: 'at-start' | 'late' | 'not-hooked' | 'left-alone' | 'off';
	/** Why not, where `hooked` is not `at-start`. */
	reason?: string;
	/** Scripts of a document of its origin, parent or opener, could use its window before the hook was there. */
	reachable?: boolean;
	/** How many frames it has, as its window counts them: those in shadow trees are not among them. */
	frames?: number;
	/** ms since the epoch (performance.timeOrigin). */
	startedAt: number;
}

/** What a relay says of its own document; the broker adds what only the browser knows. */
export type Hello = Omit<DocumentInfo, 'tabId' | 'frameId' | 'documentId'>;

/**
 * One-time message of a relay (runtime.sendMessage), answered with whether a panel watches the tab. Only of documents
 * that the background does not hear of otherwise: initial empty ones, and those back from the back/forward cache.
 */
export type RelayNotice = { kind: 'document-started' };
export type RelayNoticeReply = { watched: boolean };

/**
 * One-time messages of a relay where a person asked for an act: run the isolated world's file for acts in its frame; the
 * text of the tools, which the page hook will let in (answered with a string); run their file in the frame's page; make
 * the frame of this name, which the relay has put into its document, a sender (answered with whether it was found).
 */
export type ToolsRequest =
	| { kind: 'acts-run' }
	| { kind: 'tools-text' }
	| { kind: 'tools-run' }
	| { kind: 'sender-run'; name: string };

/** One-time message to the relays of a tab (tabs.sendMessage): a panel came, connect. */
export type RelaySummons = { kind: 'connect' };

/**
 * Relay → broker, over a port named RELAY_PORT. `events` is a JSON array of HookEvent from the page's world: opaque, and
 * hostile until guarded; `own` one of what the relay itself saw and lost, kept apart so that no page can write into it.
 */
export type RelayMessage =
	| { kind: 'hello'; hello: Hello }
	| { kind: 'batch'; panel: string; batch: number; events: string; own: string }
	| { kind: 'result'; panel: string; id: number; result: CommandResult }
	/** It has another number of frames now, or took over the window of the initial empty document. */
	| { kind: 'changed'; change: Partial<Pick<Hello, 'url' | 'reachable' | 'frames'>> }
	| { kind: 'ended'; persisted: boolean };

/** Broker → relay. */
export type RelayOrder =
	| { kind: 'subscribe'; panel: string; after: number }
	/** What lives in the document now, as one batch: nothing is recorded, the line stays open for commands. */
	| { kind: 'look'; panel: string }
	| { kind: 'unsubscribe'; panel: string }
	| { kind: 'ack'; panel: string; batch: number }
	| { kind: 'command'; panel: string; id: number; command: Command };

/** A frame of the tab as the browser lists it, hooked or not (webNavigation.getAllFrames). */
export interface FrameInfo {
	frameId: number;
	parentFrameId: number;
	url: string;
	errorOccurred: boolean;
}

/** Broker → panel, over a port named PANEL_PORT. */
export type PanelMessage =
	| { kind: 'opened'; version: number; permitted: boolean }
	/** Access to web pages was given or taken away. */
	| { kind: 'permitted'; permitted: boolean }
	| { kind: 'document'; document: DocumentInfo }
	| { kind: 'batch'; token: string; batch: number; events: string; own: string }
	| { kind: 'ended'; token: string; persisted: boolean }
	| { kind: 'frames'; frames: FrameInfo[] }
	| { kind: 'navigated'; url: string; time: number }
	| { kind: 'result'; id: number; result: CommandResult };

/** What the toolbar button says of a tab. `worst`: severity of the worst finding, absent with none. */
export interface ButtonState {
	count: number;
	worst?: 'high' | 'medium' | 'low' | 'info';
	/** In the language that the person chose. */
	title: string;
}

/**
 * Panel → broker. `panel` survives reconnection: an unguessable id of this panel page.
 * `seen`: last batch got from each document, so that nothing is sent twice or lost.
 * `looks`: wants only what lives in the documents now, as the popup does; nothing is recorded for it.
 */
export type PanelOrder =
	| {
			kind: 'open';
			version: number;
			panel: string;
			tabId: number;
			seen: [token: string, batch: number][];
			looks?: boolean;
	  }
	| { kind: 'button'; state: ButtonState }
	| { kind: 'ack'; token: string; batch: number }
	| { kind: 'command'; token: string; id: number; command: Command }
	/** A person asked for a text that the page itself may not read: the extension requests it. Answered as a command is. */
	| { kind: 'fetch-text'; id: number; url: string };
