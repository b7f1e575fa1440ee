import browser from 'webextension-polyfill';
import {
	grants,
	HANDSHAKE_PORT,
	type HandshakeMessage,
	type HandshakeOrder,
} from '../../src/protocol/handshake.ts';
import { type HarSocket, socketsInHar } from '../../src/session/read-har.ts';
import { reconnectingPort } from '../../src/webext/reconnecting-port.ts';
import type { HandshakeSource } from '../store/handshake-store.ts';

interface Network {
	/** Chromium's log has the sockets' handshakes and frames; Firefox's has neither. */
	getHAR?: (receive: (log: unknown) => void) => void;
}

/** Where the panel gets to know of handshakes: the background, and in Chromium the devtools' own log. */
export function handshakeSource(tabId: number): HandshakeSource {
	const port = reconnectingPort<HandshakeMessage, HandshakeOrder>(
		() => browser.runtime.connect({ name: HANDSHAKE_PORT }),
		(post) => post({ kind: 'watch', tabId }),
	);
	return {
		onMessage: (receive) => port.onMessage(receive),
		ask,
		readHar: harReader(),
		after: (ms, run) => void setTimeout(run, ms),
	};
}

/** Firefox's devtools panels have no permissions API: a page of its own asks there. */
function ask(): void {
	const { permissions } = browser as Partial<typeof browser>;
	if (permissions) void permissions.request({ permissions: [...grants] });
	else open(browser.runtime.getURL('permission.html'));
}

function harReader(): (() => Promise<HarSocket[]>) | undefined {
	// Chromium's own interface: the polyfill does not know this callback, and Firefox's log has no sockets.
	const { chrome } = globalThis as { chrome?: { devtools?: { network?: Network; panels?: object } } };
	const network = chrome?.devtools?.network;
	if (!network?.getHAR || !('openResource' in (chrome?.devtools?.panels ?? {}))) return undefined;
	return () => new Promise((done) => network.getHAR?.((log) => done(socketsInHar(log))));
}
