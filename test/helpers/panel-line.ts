import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import type { Command, CommandResult } from '../../src/protocol/command.ts';
import type { PanelMessage, PanelOrder } from '../../src/protocol/envelope.ts';

/** What the hook of the page in the tab told, and a way to order acts: as the panel itself does, from its page. */
export type PanelLine = {
	ask(command: Command): Promise<CommandResult>;
	/** Events of the tab's present page. */
	told(): { kind: string; [member: string]: unknown }[];
	/** Events of all documents of the tab, as they came. */
	all(): { kind: string; [member: string]: unknown }[];
	/** Address of that page. */
	url(): string;
	/** How many documents have introduced themselves. */
	documents(): number;
};

/** What of the extension's interfaces the panel's page is asked for here. */
interface Api {
	runtime: { connect(info: { name: string }): ApiPort };
	devtools: { inspectedWindow: { tabId: number } };
}
interface ApiPort {
	postMessage(order: PanelOrder): void;
	onMessage: { addListener(receive: (message: PanelMessage) => void): void };
}

/** Opens a port of the panel's own kind in the panel's page, as `line`; waits until the page has told of itself. */
export async function openLine(panel: PanelHandle): Promise<void> {
	await panel.evaluate(async () => {
		const { browser, chrome } = window as unknown as { browser?: Api; chrome: Api };
		const { runtime, devtools } = browser ?? chrome;
		const port = runtime.connect({ name: 'earshot-panel' });
		const events = new Map<string, ReturnType<PanelLine['told']>>();
		// The hook's rows, in the order of guard.ts.
		const named = (row: unknown[]): ReturnType<PanelLine['told']>[number] => ({
			kind: row[2] as string,
			...(row[2] === 'listener-added' ? { listener: row[3], type: row[5], name: row[11] } : {}),
			...(row[2] === 'message'
				? { origin: row[6], n: row[13], synthetic: row[14], data: row.slice(10) }
				: {}),
			...(row[2] === 'sink-reached'
				? { n: row[3], text: row[4], sink: row[5], value: row[6], stack: row[7] }
				: {}),
			...(row[2] === 'socket-frame' ? { frame: row[4], rule: row[12] } : {}),
		});
		const waiting = new Map<number, (result: CommandResult) => void>();
		const documents = new Set<string>();
		let page = { token: '', url: '' };
		let last = 0;
		await new Promise<void>((known) => {
			port.onMessage.addListener((message) => {
				if (message.kind === 'document') {
					documents.add(message.document.token);
					if (message.document.frameId === 0) page = message.document;
					known();
				}
				if (message.kind === 'result') waiting.get(message.id)?.(message.result);
				if (message.kind !== 'batch') return;
				const told = (JSON.parse(message.events) as unknown[][]).map(named);
				events.set(message.token, [...(events.get(message.token) ?? []), ...told]);
				port.postMessage({ kind: 'ack', token: message.token, batch: message.batch });
			});
			const tabId = devtools.inspectedWindow.tabId;
			port.postMessage({ kind: 'open', version: 1, panel: crypto.randomUUID(), tabId, seen: [] });
		});
		(window as unknown as { line: PanelLine }).line = {
			told: () => events.get(page.token) ?? [],
			all: () => [...events].flatMap(([token, some]) => some.map((event) => ({ ...event, token }))),
			url: () => page.url,
			documents: () => documents.size,
			ask: (command) =>
				new Promise((done) => {
					waiting.set(++last, done);
					port.postMessage({ kind: 'command', token: page.token, id: last, command });
				}),
		};
	});
}

/** Orders a command, in the document of the tab's present page. */
export const ask = (panel: PanelHandle, command: Command): Promise<CommandResult> =>
	panel.evaluate((what) => (window as unknown as { line: PanelLine }).line.ask(what), command);
