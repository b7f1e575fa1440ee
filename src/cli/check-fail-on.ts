import type { Severity, Verdict, VerdictName } from '../analyser/verdict.ts';

/** Worst first; a level stands for itself and everything before it. */
const VERDICTS: VerdictName[] = ['none', 'weak', 'source-only', 'unknown'];
const SEVERITIES: Severity[] = ['high', 'medium', 'low', 'info'];

/** The levels that `--fail-on` takes. */
export const FAIL_ON: readonly string[] = [...VERDICTS, ...SEVERITIES, 'never'];

/** Whether a verdict is as bad as the level or worse: by verdict name or by severity. */
export function failsOn(level: string, verdict: Verdict): boolean {
	const byVerdict = (VERDICTS as readonly string[]).indexOf(level);
	if (byVerdict >= 0) return VERDICTS.slice(0, byVerdict + 1).includes(verdict.verdict);
	const bySeverity = (SEVERITIES as readonly string[]).indexOf(level);
	return bySeverity >= 0 && SEVERITIES.slice(0, bySeverity + 1).includes(verdict.severity);
}
