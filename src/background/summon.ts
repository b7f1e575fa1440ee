import browser from 'webextension-polyfill';
import type { RelaySummons } from '../protocol/envelope.ts';
import { isFirefox } from './is-firefox.ts';

/** Waits between attempts to reach the relay of a frame whose document has only just been committed, in ms. */
const AGAIN_MS = [10, 30, 100, 300, 1_000, 3_000];

/**
 * Has the relays of a tab connect, or the one of a frame. They hear either a message or a script: see isCalledByScript.
 * There may be none: not yet in a new document, never on the browser's own pages.
 */
export async function summon(tabId: number, frameId?: number, attempt = 0): Promise<void> {
	const isHeard = await Promise.all([byMessage(tabId, frameId), byScript(tabId, frameId)]);
	const delay = AGAIN_MS[attempt];
	if (isHeard.includes(true) || frameId === undefined || delay === undefined) return;
	setTimeout(summon, delay, tabId, frameId, attempt + 1);
}

function byMessage(tabId: number, frameId: number | undefined): Promise<boolean> {
	const message: RelaySummons = { kind: 'connect' };
	const sent = browser.tabs.sendMessage(tabId, message, frameId === undefined ? {} : { frameId });
	return sent.then(
		() => true,
		() => false,
	);
}

async function byScript(tabId: number, frameId: number | undefined): Promise<boolean> {
	// In Firefox all hear messages.
	if (isFirefox()) return false;
	if (frameId !== undefined) return calls(tabId, { frameIds: [frameId] }).catch(() => false);
	// A page of the browser's, or of another extension, keeps scripts out of itself, not out of its frames.
	return calls(tabId, { allFrames: true }).catch(() => eachFrame(tabId));
}

async function eachFrame(tabId: number): Promise<boolean> {
	const frames = (await browser.webNavigation.getAllFrames({ tabId }).catch(() => null)) ?? [];
	const called = frames.map((frame) => calls(tabId, { frameIds: [frame.frameId] }).catch(() => false));
	return (await Promise.all(called)).includes(true);
}

/** Whether a relay was called in any of the frames. Rejected where no script may run in them. */
async function calls(tabId: number, frames: { frameIds: number[] } | { allFrames: true }): Promise<boolean> {
	const injection = { target: { tabId, ...frames }, func: callRelay, injectImmediately: true };
	const answers = await browser.scripting.executeScript(injection);
	return answers.some(({ result }) => result === true);
}

/** Runs in the relay's own world of a document, by its text: nothing else of this file's is in reach there. */
function callRelay(): boolean {
	const isolated = globalThis as { earshotRelay?: { connect?(): void } };
	// An element or a frame of the page may go by that name.
	if (!Object.hasOwn(isolated, 'earshotRelay') || !isolated.earshotRelay?.connect) return false;
	isolated.earshotRelay.connect();
	return true;
}
