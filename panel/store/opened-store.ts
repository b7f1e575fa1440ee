import type { CommandResult } from '../../src/protocol/command.ts';
import { failure } from '../../src/protocol/failure.ts';
import type { Session } from '../../src/session/session.ts';
import type { Connection } from '../lines/connection.ts';
import { createPanelStore, type PanelStore } from './panel-store.ts';
import type { PanelSurroundings } from './surroundings.ts';

/** A store of an opened file: it records nothing, asks no page, and keeps no settings. */
export function createOpenedStore(
	session: Session,
	around: Omit<PanelSurroundings, 'connection' | 'session'>,
): PanelStore {
	const gone = async (): Promise<CommandResult> => failure('saved-session');
	const connection: Connection = {
		onMessage(receive) {
			queueMicrotask(() => receive({ kind: 'opened', version: around.expectedVersion, permitted: true }));
			return () => {};
		},
		onLost: () => () => {},
		acknowledge() {},
		command: gone,
		fetchText: gone,
	};
	const { storage } = around;
	return createPanelStore({
		...around,
		connection,
		session,
		storage: { get: (key) => storage.get(key), set: async () => {} },
	});
}
