import type { SourceRef } from '../protocol/event.ts';
import type { ActsWorld } from './acts-door.ts';

/** Deeper nesting than this is not walked. */
const DEEPEST = 50;

/** Child indexes from the top of a window's tree, '' for the top itself; undefined in shadow DOM or when detached. */
export function pathOf(target: Window): string | undefined {
	const indexes: number[] = [];
	let current = target;
	for (let depth = 0; depth < DEEPEST; depth++) {
		const parent = current.parent;
		if (parent === current) return indexes.join('.');
		if (!parent) return undefined;
		const index = indexIn(parent, current);
		if (index < 0) return undefined;
		indexes.unshift(index);
		current = parent;
	}
	return undefined;
}

function indexIn(parent: Window, child: Window): number {
	const { length } = parent;
	for (let i = 0; i < length; i++) if (parent[i] === child) return i;
	return -1;
}

/** The browser's id of a window's frame; -1 where it does not tell. */
export type FrameIdOf = (source: MessageEventSource) => number;

/**
 * Who a message came from, seen from this window. Lists of frames leave out those in shadow DOM; so a window is also
 * named by its own relay where that can be reached, or by the browser.
 */
export function describeSource(source: MessageEventSource | null, frameIdOf: FrameIdOf): SourceRef {
	if (!source) return { relation: 'none' };
	const sender = source as Window;
	try {
		const path = pathOf(sender);
		const token = sender === window ? undefined : tokenOf(sender);
		const frame = path === undefined && token === undefined ? frameIdOf(source) : -1;
		return {
			relation: relationOf(sender),
			...(path === undefined ? {} : { path }),
			...(token === undefined ? {} : { token }),
			...(frame < 0 ? {} : { frame }),
		};
	} catch {
		return { relation: 'other' };
	}
}

/** The key of the document in another window, which isolated worlds of one origin share in Chromium. */
export function tokenOf(sender: Window): string | undefined {
	try {
		const token: unknown = (sender as { earshotRelay?: ActsWorld }).earshotRelay?.token;
		// Where there is no relay, an element of the page may go by its name.
		return typeof token === 'string' ? token : undefined;
	} catch {
		// Of another origin.
		return undefined;
	}
}

function relationOf(sender: Window): SourceRef['relation'] {
	if (sender === window) return 'self';
	if (sender === window.parent) return 'parent';
	if (sender === window.opener) return 'opener';
	if (sender.parent === window) return 'child';
	if (sender.top === window.top) {
		if (isAncestor(sender, window)) return 'ancestor';
		return isAncestor(window, sender) ? 'descendant' : 'sibling';
	}
	return sender.opener === window ? 'popup' : 'other';
}

function isAncestor(candidate: Window, of: Window): boolean {
	let current = of;
	for (let depth = 0; depth < DEEPEST; depth++) {
		if (current === current.parent) return false;
		current = current.parent;
		if (current === candidate) return true;
	}
	return false;
}
