import type { Signal } from '@preact/signals';
import type { Command, CommandResult } from '../../../src/protocol/command.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { Session } from '../../../src/session/session.ts';
import type { ShapeMaker } from '../../worker/questions.ts';
import type { AnalysisStore } from '../analysis-store.ts';
import type { SavedMessage } from './saved-messages.ts';

/** An observed message that a listener is to be probed with. */
export interface ChosenMessage {
	value: Value;
	/** Ports that came with it. */
	ports: number;
	/** Its sender's. */
	origin: string;
}

export interface ProbeSurroundings {
	session: Session;
	analysis: AnalysisStore;
	command(token: string, command: Command): Promise<CommandResult>;
	shapesOf: ShapeMaker;
	/** Messages that a person has kept, by name, in the notation of src/probe/notation. */
	saved: Signal<readonly SavedMessage[]>;
}
