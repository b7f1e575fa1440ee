import browser from 'webextension-polyfill';
import type { ToolsRequest } from '../protocol/envelope.ts';

const TOOLS = 'tools.js';

/** What relays ask for when a person wants something done in a page; undefined for any other message. */
export function answerTools(message: unknown, tabId: number, frameId: number): Promise<unknown> | undefined {
	switch ((message as ToolsRequest | undefined)?.kind) {
		case 'tools-text':
			return toolsText();
		case 'acts-run':
			return run('acts.js', 'ISOLATED', tabId, frameId);
		case 'tools-run':
			return run(TOOLS, 'MAIN', tabId, frameId);
		default:
			return undefined;
	}
}

/** Source text of the function that the file hands to the page hook: what the hook will let in, and nothing else. */
async function toolsText(): Promise<string> {
	const file = await (await fetch(browser.runtime.getURL(TOOLS))).text();
	return file.slice(file.indexOf('function'), file.lastIndexOf('}') + 1);
}

async function run(file: string, world: 'MAIN' | 'ISOLATED', tabId: number, frameId: number): Promise<void> {
	await browser.scripting.executeScript({
		target: { tabId, frameIds: [frameId] },
		files: [file],
		world,
		injectImmediately: true,
	});
}
