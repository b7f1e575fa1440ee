import browser from 'webextension-polyfill';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import {
	type ButtonState,
	PANEL_PORT,
	type PanelMessage,
	type PanelOrder,
	PROTOCOL_VERSION,
} from '../../src/protocol/envelope.ts';
import { type FailureCode, failure } from '../../src/protocol/failure.ts';
import { guardResult } from '../../src/protocol/guard-result.ts';
import type { TypedPort } from '../../src/protocol/port.ts';
import { reconnectingPort } from '../../src/webext/reconnecting-port.ts';

const COMMAND_TIMEOUT_MS = 10_000;

export interface Connection {
	/** Calls back with each message of the background, the first to ask also with those before; returns the undo. */
	onMessage(receive: (message: PanelMessage) => void): () => void;
	/** The line broke; it is taken up again by itself unless the extension is gone. */
	onLost(lost: (forGood: boolean) => void): () => void;
	/** A batch has been taken in: the page may send more. */
	acknowledge(token: string, batch: number): void;
	/** Asks a document for something; always answers, also when it is gone or slow. */
	command(token: string, command: Command): Promise<CommandResult>;
	/** Has the extension request a text from the network, without the person's cookies. */
	fetchText(url: string): Promise<CommandResult>;
}

export interface TabConnection extends Connection {
	/** Has the toolbar button say something of the tab. */
	showOnButton(state: ButtonState): void;
}

/**
 * Connects this panel to the background, for the tab it is about, and keeps it so. `looks`: it only wants to know what
 * lives in the documents now, and has nothing recorded.
 */
export function connect(tabId: number, looks = false): TabConnection {
	const panel = crypto.randomUUID();
	const seen = new Map<string, number>();
	const waiting = new Map<number, (result: CommandResult) => void>();
	const losers = new Set<(forGood: boolean) => void>();
	let lastCommand = 0;
	/** What came before anybody asked for it. */
	let early: PanelMessage[] | undefined = [];
	const port: TypedPort<PanelMessage, PanelOrder> = reconnectingPort(
		() => browser.runtime.connect({ name: PANEL_PORT }),
		(post) => post({ kind: 'open', version: PROTOCOL_VERSION, panel, tabId, seen: [...seen], looks }),
		() => {
			for (const lose of losers) lose(true);
		},
	);
	port.onMessage((message) => {
		if (message.kind === 'result') waiting.get(message.id)?.(guardResult(message.result));
		if (message.kind === 'ended' && !message.persisted) seen.delete(message.token);
		early?.push(message);
	});
	port.onDisconnect(() => {
		for (const lose of losers) lose(false);
		for (const answer of waiting.values()) answer(failure('lost'));
	});

	const answerTo = (orderOf: (id: number) => PanelOrder, late: FailureCode): Promise<CommandResult> => {
		const id = ++lastCommand;
		return new Promise((resolve) => {
			const answer = (result: CommandResult): void => {
				clearTimeout(timer);
				waiting.delete(id);
				resolve(result);
			};
			const timer = setTimeout(() => answer(failure(late)), COMMAND_TIMEOUT_MS);
			waiting.set(id, answer);
			if (!port.post(orderOf(id))) answer(failure('lost'));
		});
	};

	return {
		onMessage(receive) {
			const before = early ?? [];
			early = undefined;
			for (const message of before) receive(message);
			return port.onMessage(receive);
		},
		onLost(lost) {
			losers.add(lost);
			return () => losers.delete(lost);
		},
		acknowledge(token, batch) {
			seen.set(token, Math.max(batch, seen.get(token) ?? 0));
			port.post({ kind: 'ack', token, batch });
		},
		showOnButton: (state) => port.post({ kind: 'button', state }),
		command: (token, command) => answerTo((id) => ({ kind: 'command', token, id, command }), 'no-answer'),
		fetchText: (url) => answerTo((id) => ({ kind: 'fetch-text', id, url }), 'no-background'),
	};
}

/** The tab that this panel is about: the inspected one, or the one named in the address of an ordinary tab. */
export function inspectedTab(): number {
	const named = new URLSearchParams(location.search).get('tab');
	if (named !== null && /^\d+$/.test(named)) return Number(named);
	return browser.devtools.inspectedWindow.tabId;
}

/** Loads the tab's page anew; undefined where neither the devtools nor a tab of one's own can do that. */
export function reloader(tabId: number): (() => void) | undefined {
	const { devtools, tabs } = browser as Partial<typeof browser>;
	if (devtools) return () => void devtools.inspectedWindow.reload();
	return tabs && (() => void tabs.reload(tabId));
}
