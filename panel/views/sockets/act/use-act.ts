import { useState } from 'preact/hooks';
import type { ActProblem } from '../../../store/acts/problem.ts';
import { announce } from '../../../ui/announce.ts';

/** What became of the last act of a form. */
export interface ActState {
	busy: boolean;
	problem: ActProblem | undefined;
	/** What was done. */
	note: string;
	/** Carries one out; `note` says what was done when it was, where that is not seen. */
	run(act: () => Promise<ActProblem | undefined>, note: string): Promise<void>;
	fail(problem: ActProblem): void;
}

const idle = { busy: false, problem: undefined, note: '' };

/** Follows the acts that one form orders. */
export function useAct(): ActState {
	const [state, setState] = useState<Pick<ActState, 'busy' | 'problem' | 'note'>>(idle);
	return {
		...state,
		async run(act, note) {
			setState({ ...idle, busy: true });
			const problem = await act();
			setState(problem ? { ...idle, problem } : { ...idle, note });
			if (!problem && note !== '') announce(note);
		},
		fail: (problem) => setState({ ...idle, problem }),
	};
}
