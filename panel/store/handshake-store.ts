import { type ReadonlySignal, signal } from '@preact/signals';
import type { Grant, HandshakeMessage } from '../../src/protocol/handshake.ts';
import { HOOK_PATIENCE, takeHandshake } from '../../src/session/place-handshakes.ts';
import type { HarSocket } from '../../src/session/read-har.ts';
import type { Session } from '../../src/session/session.ts';

/** Where handshakes come from. */
export interface HandshakeSource {
	onMessage(receive: (message: HandshakeMessage) => void): void;
	/** Asks a person for the permissions; must be called in a click. */
	ask(): void;
	/** Reads the browser's own log of sockets; absent where there is none. */
	readHar: (() => Promise<HarSocket[]>) | undefined;
	after(ms: number, run: () => void): void;
}

export interface HandshakeStore {
	/** What a person has allowed; undefined until that is known. */
	grants: ReadonlySignal<readonly Grant[] | undefined>;
	/** Absent where there is nobody to ask: a saved session. */
	ask: (() => void) | undefined;
	/** Reads the browser's own log into the session; absent where there is none. */
	readHar: (() => Promise<void>) | undefined;
}

/** Takes the handshakes of the tab's sockets into the session. */
export function createHandshakeStore(
	session: Session,
	source: HandshakeSource | undefined,
	now: () => number,
	changed: () => void,
): HandshakeStore {
	const granted = signal<readonly Grant[] | undefined>(undefined);
	let settling = false;
	/** A handshake that no hook speaks of shows only by waiting. */
	const settleLater = (): void => {
		if (settling || !source) return;
		settling = true;
		source.after(HOOK_PATIENCE + 100, () => {
			settling = false;
			session.settle(now());
			if (session.handshakes.isWaiting) settleLater();
			changed();
		});
	};
	source?.onMessage((message) => {
		if (message.kind === 'grants') granted.value = message.grants;
		else {
			takeHandshake(session, message.handshake, now());
			settleLater();
			changed();
		}
	});
	const read = source?.readHar;
	let reading: Promise<void> | undefined;
	const readHar = (): Promise<void> => {
		reading ??= (read?.() ?? Promise.resolve([])).then((sockets) => {
			reading = undefined;
			session.addHar(sockets, now());
			if (sockets.length > 0) settleLater();
			changed();
		});
		return reading;
	};
	return { grants: granted, ask: source?.ask, readHar: read && readHar };
}
