import type { Act } from '../protocol/act.ts';
import type { CommandResult } from '../protocol/command.ts';
import type { ToolsRequest } from '../protocol/envelope.ts';
import { failure, failureBy } from '../protocol/failure.ts';
import type { Mode } from '../protocol/recording.ts';
import type { PageBus } from './bus.ts';

/** Carries out acts; comes with a file of its own (src/relay/acts), since few pages ever need it. */
export interface Acts {
	/**
	 * Hands an act over under this id; what fails on the way is answered here, the rest by the tools. What nobody waits for
	 * any more by the time that it could be done is not done.
	 */
	perform(id: number, act: Act, { answer, isAwaited }: Asked): Promise<void>;
	/** The tools have answered the act of this id themselves. */
	answered(id: number): void;
	/** Nobody watches any more: what stood between sockets and page stands aside. */
	rest(): void;
}

/** Who asked for an act. */
export interface Asked {
	answer(result: CommandResult): void;
	/** Whether there is still somebody who waits for the answer. */
	isAwaited(): boolean;
}

/** Path in the name of a frame made for a probe. */
export const STRANGER = 'stranger';

/** What the files of the isolated world share, under a global name that no page sees. */
export interface ActsWorld {
	/** The document's key (see DocumentInfo.token), for the relays of documents that share objects with it. */
	readonly token: string;
	page: PageBus | undefined;
	acts: Acts | undefined;
	/** Before the page's first script: keeps less of this document than the ring. */
	keepTo?(mode: Mode): void;
	/** A panel came: connects. */
	connect?(): void;
	/** Records from here on, for panels that are still to say whether they want it. */
	watch?(): void;
	/** Another document has taken over the window, and with it what is here. */
	takenOver?(): void;
	/** Name of a frame of ours, made for a probe: it is no document of the page. */
	stranger?: string;
	/** Each is shown the messages of the window and their ordinals, before any listener of the page's. */
	witnesses: Set<(event: MessageEvent, n: number) => void>;
	/** runtime.getURL */
	address(path: string): string;
	ask(request: ToolsRequest): Promise<unknown>;
}

/** Carries out an act, with the help of the file that is brought in for the first. */
export async function perform(world: ActsWorld, id: number, act: Act, asked: Asked): Promise<void> {
	try {
		if (!world.acts) await world.ask({ kind: 'acts-run' });
		if (!world.acts) throw failure('no-tools');
		await world.acts.perform(id, act, asked);
	} catch (error) {
		asked.answer(failureBy(error, 'browser-refused'));
	}
}
