import { formatCount, formatSize, tOf } from '../../../i18n.ts';
import { MOST_BYTES } from '../../../store/acts/payload.ts';
import type { ActProblem } from '../../../store/acts/problem.ts';
import { failureText } from '../../../ui/failure-text.ts';
import type { ActState } from './use-act.ts';

/** Says in words what hindered an act, or that it was done. */
export function Outcome({ act }: { act: Pick<ActState, 'problem' | 'note'> }) {
	if (act.problem) return <Problem problem={act.problem} />;
	return act.note === '' ? null : <span class="own-words">{act.note}</span>;
}

export function Problem({ problem }: { problem: ActProblem }) {
	return (
		<span class="act-problem" role="alert">
			{problemText(problem)}
		</span>
	);
}

function problemText(problem: ActProblem): string {
	if (problem.kind === 'failed') return failureText(problem);
	const { kind, detail = '' } = problem;
	switch (kind) {
		case 'too-large':
			return tOf('actProblem', kind, formatSize(Number(detail)), formatSize(MOST_BYTES));
		case 'delay':
			return tOf('actProblem', kind, formatCount(Number(detail)));
		default:
			return tOf('actProblem', kind, detail);
	}
}
