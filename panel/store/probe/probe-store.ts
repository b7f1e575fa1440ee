import type { ListenerRecord } from '../../../src/session/listener-record.ts';
import type { ProbeDesk } from './probe-desk.ts';
import type { ChosenMessage, ProbeSurroundings } from './surroundings.ts';

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
