import type { Signal } from '@preact/signals';
import type { Command, CommandResult } from '../../../src/protocol/command.ts';
import type { Value } from '../../../src/protocol/value.ts';
import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import type { Session } from '../../../src/session/session.ts';
import type { ShapeMaker } from '../../worker/questions.ts';
import type { AnalysisStore } from '../analysis-store.ts';
import type { ProbeDesk } from './probe-desk.ts';
import type { SavedMessage } from './saved-messages.ts';

/** An observed message that a listener is to be probed with. */
export interface ChosenMessage {
	value: Value;
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

export interface ProbeStore {
	/** Where a listener's probes are prepared, run and kept; its code comes with the first. */
	deskOf(listener: ListenerRecord): Promise<ProbeDesk>;
	/** Puts a message on a listener's desk. */
	choose(listener: ListenerRecord, message: ChosenMessage): Promise<void>;
}

/** Active tests of listeners, kept as long as the listeners are. */
export function createProbeStore(around: ProbeSurroundings): ProbeStore {
	const desks = new WeakMap<ListenerRecord, Promise<ProbeDesk>>();
	const deskOf = (listener: ListenerRecord): Promise<ProbeDesk> => {
		const desk =
			desks.get(listener) ?? import('./probe-desk.ts').then((code) => code.createProbeDesk(around, listener));
		desks.set(listener, desk);
		return desk;
	};
	return {
		deskOf,
		async choose(listener, message) {
			(await deskOf(listener)).take(message);
		},
	};
}
