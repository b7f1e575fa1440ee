import browser from 'webextension-polyfill';
import type { ToolsRequest } from '../protocol/envelope.ts';
import { becomeSender } from '../webext/foreign-sender.ts';

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
		case 'sender-run':
			return makeSender(message as ToolsRequest & { kind: 'sender-run' }, tabId, frameId);
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

/** Finds the frame by its name among the children of the one that made it, and runs the sender there. */
async function makeSender(
	{ name }: ToolsRequest & { kind: 'sender-run' },
	tabId: number,
	frameId: number,
): Promise<boolean> {
	const frames = (await browser.webNavigation.getAllFrames({ tabId })) ?? [];
	const children = frames.filter(({ parentFrameId }) => parentFrameId === frameId);
	const found = await Promise.all(
		children.map(async (child) => {
			const target = { tabId, frameIds: [child.frameId] };
			const injection = { target, func: becomeSender, args: [name], injectImmediately: true };
			const [answer] = await browser.scripting.executeScript(injection).catch(() => []);
			return answer?.result === true;
		}),
	);
	return found.includes(true);
}
