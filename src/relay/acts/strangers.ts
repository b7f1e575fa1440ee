import { failure } from '../../protocol/failure.ts';
import { type ActsWorld, STRANGER } from '../acts-door.ts';
import { isSecret } from '../extension.ts';
import { unguessable } from '../unguessable.ts';

/** A frame of ours that a probe's message is from; the page has no way to it. */
export interface Stranger {
	window: Window;
	name: string;
	remove(): void;
}

/**
 * In a closed shadow tree: in no list of frames. `opaque`: sandboxed, of an origin that is nobody's, and without scripts;
 * else of the page's, so that its window can be watched. That one is not sandboxed: Chromium reports in the page's
 * console each script of ours that it keeps out, though hook and relay withdraw there by themselves.
 */
export function makeStranger(opaque: boolean): Stranger {
	const host = document.createElement('div');
	const frame = document.createElement('iframe');
	const world = (globalThis as unknown as { earshotRelay: ActsWorld }).earshotRelay;
	const address = world.address(STRANGER);
	const name = isSecret(address) ? address : unguessable();
	world.stranger = name;
	frame.name = name;
	if (opaque) frame.sandbox.value = '';
	frame.hidden = true;
	host.attachShadow({ mode: 'closed' }).append(frame);
	document.documentElement.append(host);
	const { contentWindow } = frame;
	if (!contentWindow) {
		host.remove();
		throw failure('no-frame');
	}
	return { window: contentWindow, name, remove: () => host.remove() };
}
