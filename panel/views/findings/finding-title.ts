import { t, tOf } from '../../i18n.ts';
import type { Finding } from '../../store/findings.ts';

/** What a finding is called. */
export function findingTitle(finding: Finding): string {
	switch (finding.rule) {
		case 'listener':
			return tOf('verdictMeaning', finding.verdict ?? '');
		case 'plain-socket':
			return t('finding_plainSocket');
		case 'secret-in-url':
			return t('finding_secretInUrl');
		case 'unhooked-frame':
			return t('finding_unhookedFrame');
	}
}
