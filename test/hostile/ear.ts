import type { PanelHandle } from '../../src/cli/browsers/panel-handle.ts';
import {
	PANEL_PORT,
	type PanelMessage,
	type PanelOrder,
	PROTOCOL_VERSION,
} from '../../src/protocol/envelope.ts';
import { guardEvents } from '../helpers/guard-events.ts';

/** An event as it reached the extension: page data. What the guard would refuse is here too. */
export interface Heard {
	kind: string;
	/** One that the guard refuses. */
	row?: unknown[];
	synthetic?: unknown;
	count?: unknown;
}

interface PanelPage {
	chrome: {
		runtime: { connect: (info: { name: string }) => PanelPort };
		devtools: { inspectedWindow: { tabId: number } };
	};
	earMessages: PanelMessage[];
}
interface PanelPort {
	postMessage: (order: PanelOrder) => void;
	onMessage: { addListener: (receive: (message: PanelMessage) => void) => void };
	onDisconnect: { addListener: (gone: () => void) => void };
}

/**
 * A second reader beside the real panel: it opens a line of its own from the panel's page, so that what is judged is
 * exactly what pages could get across, not what a view makes of it.
 */
export async function listenIn(panel: PanelHandle): Promise<Ear> {
	await panel.evaluate(
		(name: string, version: number) => {
			const page = window as unknown as PanelPage;
			page.earMessages = [];
			const panel = `ear ${Math.random()}`;
			const seen = new Map<string, number>();
			const open = () => {
				const port = page.chrome.runtime.connect({ name });
				port.onMessage.addListener((message) => {
					page.earMessages.push(message);
					if (message.kind !== 'batch') return;
					seen.set(message.token, message.batch);
					port.postMessage({ kind: 'ack', token: message.token, batch: message.batch });
				});
				// The background is stopped when it has nothing to do for a while, as when a flood is being read.
				port.onDisconnect.addListener(open);
				const { tabId } = page.chrome.devtools.inspectedWindow;
				port.postMessage({ kind: 'open', version, panel, tabId, seen: [...seen] });
			};
			open();
		},
		PANEL_PORT,
		PROTOCOL_VERSION,
	);
	return new Ear(panel);
}

export class Ear {
	readonly #panel: PanelHandle;

	constructor(panel: PanelHandle) {
		this.#panel = panel;
	}

	/** Forgets what was heard so far. */
	async clear(): Promise<void> {
		await this.#panel.evaluate(() => {
			(window as unknown as PanelPage).earMessages.length = 0;
		});
	}

	/** All that was heard since the last `clear`, as it came. */
	messages(): Promise<PanelMessage[]> {
		return this.#panel.evaluate(() => (window as unknown as PanelPage).earMessages);
	}

	/** All events heard since the last `clear`, of every document, in order of arrival; batches that are no JSON say so. */
	async events(): Promise<Heard[]> {
		const batches = await this.#panel.evaluate(() =>
			(window as unknown as PanelPage).earMessages.flatMap((one) =>
				one.kind === 'batch'
					? [one.events, one.own ?? '[]']
					: one.kind === 'result'
						? [`[${JSON.stringify(one)}]`]
						: [],
			),
		);
		return batches.flatMap((text) => {
			try {
				return read(text);
			} catch {
				return [{ kind: 'not-json', text: text.slice(0, 200) }];
			}
		});
	}
}

/**
 * Events come as rows, and the relay's own as objects; the guard knows the names of a row's members. What it would leave
 * out is told as it came.
 */
function read(text: string): Heard[] {
	const { events, rejected, unknownFields, cutTexts } = guardEvents(text);
	if (rejected + unknownFields + cutTexts === 0) return events;
	return (JSON.parse(text) as unknown[]).map((item) => {
		if (!Array.isArray(item)) return item as Heard;
		const [event] = guardEvents(JSON.stringify([item])).events;
		return { ...(event ?? { kind: String(item[2]) }), row: item };
	});
}
