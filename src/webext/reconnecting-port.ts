import type { Runtime } from 'webextension-polyfill';
import type { TypedPort } from '../protocol/port.ts';

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 5_000;

/**
 * A port that outlives the background: workers and event pages are stopped despite open ports, so it connects
 * again with growing delays and calls `onConnected` each time, which re-announces what the other side forgot.
 * What is posted while disconnected is not queued here: the re-announcement carries the state.
 * `connect` throws when the extension was updated or removed: then `onGone` is called and it stays closed.
 */
export function reconnectingPort<In, Out>(
	connect: () => Runtime.Port,
	onConnected: (post: (message: Out) => void) => void,
	onGone: () => void = () => {},
): TypedPort<In, Out> {
	const receivers = new Set<(message: In) => void>();
	const losers = new Set<() => void>();
	let port: Runtime.Port | undefined;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let delay = FIRST_DELAY_MS;
	let closed = false;

	const post = (message: Out): boolean => {
		try {
			port?.postMessage(message);
			return port !== undefined;
		} catch {
			// The port died a moment ago; its onDisconnect follows and reconnects.
			return false;
		}
	};
	const open = (): void => {
		timer = undefined;
		if (closed) return;
		try {
			port = connect();
		} catch {
			closed = true;
			onGone();
			return;
		}
		const current = port;
		current.onMessage.addListener((message: unknown) => {
			delay = FIRST_DELAY_MS;
			for (const receive of receivers) receive(message as In);
		});
		current.onDisconnect.addListener(() => {
			if (port !== current) return;
			port = undefined;
			for (const lose of losers) lose();
			timer = setTimeout(open, delay);
			delay = Math.min(delay * 2, LONGEST_DELAY_MS);
		});
		onConnected(post);
	};
	open();

	return {
		post,
		onMessage(receive) {
			receivers.add(receive);
			return () => receivers.delete(receive);
		},
		onDisconnect(gone) {
			losers.add(gone);
			return () => losers.delete(gone);
		},
		close() {
			closed = true;
			clearTimeout(timer);
			port?.disconnect();
			port = undefined;
		},
	};
}
