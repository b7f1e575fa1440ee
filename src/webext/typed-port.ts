import type { Runtime } from 'webextension-polyfill';
import type { TypedPort } from '../protocol/port.ts';

/** A runtime port with declared message types. Posting to a port that just died is no error: onDisconnect tells. */
export function typedPort<In, Out>(port: Runtime.Port): TypedPort<In, Out> {
	return {
		post(message) {
			try {
				port.postMessage(message);
				return true;
			} catch {
				// Disconnected between two tasks; onDisconnect follows.
				return false;
			}
		},
		onMessage(receive) {
			const listener = (message: unknown): void => receive(message as In);
			port.onMessage.addListener(listener);
			return () => port.onMessage.removeListener(listener);
		},
		onDisconnect(gone) {
			port.onDisconnect.addListener(gone);
			return () => port.onDisconnect.removeListener(gone);
		},
		close: () => port.disconnect(),
	};
}
