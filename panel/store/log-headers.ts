import type { HeaderField } from '../../src/protocol/handshake.ts';
import type { Session } from '../../src/session/session.ts';
import type { Resources } from '../devtools/resources/resources.ts';

/** Headers with which a script or a page came; undefined where the browser does not tell. */
export type LogHeaders = (url: string) => Promise<readonly HeaderField[] | undefined>;

/** Chromium's log holds the frames of all sockets: with more of them, it takes too long to be read by the way. */
const MOST_FRAMES = 20_000;

/** Headers out of the log of the developer tools. */
export function logHeaders(session: Session, resources: Resources | undefined): LogHeaders {
	return async (url) => {
		let frames = 0;
		for (const socket of session.sockets) frames += (socket?.in.frames ?? 0) + (socket?.out.frames ?? 0);
		return frames > MOST_FRAMES ? undefined : resources?.headers(url);
	};
}
