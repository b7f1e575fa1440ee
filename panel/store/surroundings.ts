import type { CallSite } from '../../src/protocol/event.ts';
import type { Session } from '../../src/session/session.ts';
import type { ListenerListing } from '../devtools/listed-listeners.ts';
import type { Resources } from '../devtools/resources/resources.ts';
import type { Connection } from '../lines/connection.ts';
import type { AskDecoders } from '../lines/decoding.ts';
import type { LayOut } from '../lines/layout.ts';
import type { ShapeMaker } from '../worker/questions.ts';
import type { AnalyserLine } from './analysis-store.ts';
import type { HandshakeSource } from './handshake-store.ts';
import type { Prober } from './hijack-store.ts';
import type { Storage } from './settings.ts';
import type { SourceTools } from './source/source-store.ts';

/** What the panel's store needs of the world: a real panel's, or a test's. */
export interface PanelSurroundings {
	connection: Connection;
	analyser: AnalyserLine;
	/** Makes messages for what a listener compares; without it, only observed ones are offered. */
	shapesOf?: ShapeMaker;
	storage: Storage;
	now(): number;
	later(run: () => void): void;
	/** The browser's own list of listeners, where it gives one. */
	listing?: ListenerListing | undefined;
	/** Runs a function after some ms; setTimeout where it is not given. */
	wait?: (run: () => void, ms: number) => void;
	/** Runs a function, once however often it was asked, with one of the next frames: with the very next where a person waits for it. */
	nextFrame(run: () => void, isAwaited?: boolean): void;
	expectedVersion: number;
	/** A saved session to show; without it, a new one is recorded. */
	session?: Session;
	openSource?: ((site: CallSite) => void) | undefined;
	/** Prepares scripts for the eye; without it they are shown as they are. */
	sourceTools?: SourceTools;
	/** What the developer tools hold of the page's scripts, where there are any. */
	resources?: Resources | undefined;
	/** Where the sockets' handshakes come from; a saved session has what it has. */
	handshakes?: HandshakeSource;
	/** Makes the connections of a hijacking test; absent where there is no tab. */
	prober?: Prober;
	/** The decoders; without them frames are shown as they are. */
	decode?: AskDecoders;
	/** Places the boxes of the map. */
	layOut?: LayOut;
}
