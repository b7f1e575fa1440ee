import type { Judgement } from '../export/sarif.ts';
import type { Input, Trouble } from './check-inputs.ts';

/** Everything a format may want to print. */
export interface CheckResult {
	inputs: Input[];
	judgements: Judgement[];
	troubles: Trouble[];
	version: string;
}
