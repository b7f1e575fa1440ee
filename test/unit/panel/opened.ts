import { createOpenedStore } from '../../../panel/store/opened-store.ts';
import type { PanelStore } from '../../../panel/store/panel-store.ts';
import type { Session } from '../../../src/session/session.ts';
import { decoders } from './decoding/sessions.ts';

/** A store over a session, with real decoders, nothing kept and no verdicts; `now`: its clock, which stands. */
export const openedStore = (session: Session, now = (): number => 0, decode = decoders()): PanelStore =>
	createOpenedStore(session, {
		analyser: { post: () => {}, onReply: () => {} },
		storage: { get: async () => undefined, set: async () => {} },
		now,
		later: (run) => void setTimeout(run, 0),
		nextFrame: (run) => void setTimeout(run, 0),
		expectedVersion: 1,
		decode,
	});
