import { toSarif } from '../export/sarif.ts';
import type { CheckResult } from './check-result.ts';

/** The judgements as a SARIF 2.1.0 log. */
export function formatSarif({ judgements, troubles, version }: CheckResult): string {
	return `${JSON.stringify(toSarif(judgements, { version, troubles }), null, 2)}\n`;
}
