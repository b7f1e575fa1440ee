import type { Verdict } from '../../../src/analyser/verdict.ts';
import type { Evidence } from '../../../src/session/listener-record.ts';
import { formatCount, t, tn } from '../../i18n.ts';

/** What a listener did in the deliveries that were watched, in one sentence. */
export function evidenceText(evidence: Evidence): string {
	const { runs, origins } = evidence;
	if (runs === 0) return t('evidence_none');
	const parts = [t('evidence_ran', tn('times', runs), tn('origins', origins.size))];
	if (evidence.readData === 0) parts.push(t('evidence_noData'));
	else if (evidence.dataFirst > 0) parts.push(t('evidence_dataFirst', formatCount(evidence.dataFirst)));
	else parts.push(t('evidence_originFirst', formatCount(evidence.readOrigin)));
	if (evidence.readOrigin === 0) parts.push(t('evidence_noOrigin'));
	if (evidence.foreignData > 0) parts.push(t('evidence_foreign', formatCount(evidence.foreignData)));
	if (evidence.threw > 0) parts.push(t('evidence_threw', formatCount(evidence.threw)));
	if (evidence.replied > 0) parts.push(t('evidence_replied', formatCount(evidence.replied)));
	return parts.join(t('separator')) + t('fullStop');
}

/** Where what was seen and what was read in the code do not agree; empty when they do. */
export function contradiction(evidence: Evidence, { verdict }: Verdict): string {
	if (evidence.runs === 0) return '';
	if (verdict === 'strict' && evidence.dataFirst > 0)
		return t('contradiction_strict', formatCount(evidence.dataFirst));
	if (verdict === 'none' && evidence.readData > 0 && evidence.dataFirst === 0) return t('contradiction_none');
	if (verdict === 'unknown' && evidence.foreignData > 0 && evidence.dataFirst > 0) {
		return t('contradiction_unknown', formatCount(evidence.foreignData));
	}
	return '';
}
