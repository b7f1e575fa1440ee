import type { Runtime } from 'webextension-polyfill';

/** The background's end of a port. */
export interface FakePort {
	posted: unknown[];
	receive(message: unknown): void;
	drop(): void;
}

/** Connects as an extension's page does; each port is put into the list. */
export function browserWith(ports: FakePort[]): () => Runtime.Port {
	return () => {
		const messages: ((message: unknown) => void)[] = [];
		const goners: (() => void)[] = [];
		const posted: unknown[] = [];
		ports.push({
			posted,
			receive: (message) => {
				for (const receive of messages) receive(message);
			},
			drop: () => {
				for (const gone of goners) gone();
			},
		});
		return {
			name: 'test',
			postMessage: (message: unknown) => posted.push(message),
			onMessage: { addListener: (receive: (message: unknown) => void) => messages.push(receive) },
			onDisconnect: { addListener: (gone: () => void) => goners.push(gone) },
			disconnect: () => {},
		} as unknown as Runtime.Port;
	};
}
