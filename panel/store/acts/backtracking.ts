import { analyse } from 'scslre';

/**
 * Whether there are texts for which matching takes exponentially long (catastrophic backtracking). Such a pattern in a
 * rule would stop the page, in whose thread it runs: no script can break off a match. Found are repetitions within
 * repetitions, not alternatives that overlap.
 */
export const isExponential = (source: string, flags: string): boolean =>
	analyse({ source, flags }).reports.some((report) => report.exponential);
