import { t, tOf } from '../../i18n.ts';
import type { Finding } from '../../store/findings.ts';
import { sentenceText } from '../../ui/Said.tsx';
import { settledText } from '../detail/evidence.ts';

/** Why it is one, or what it is called where the rule says it all. */
export function findingReason(finding: Finding): string {
	const { told, seen } = finding;
	return (told && sentenceText(told)) || (seen && settledText(seen)) || findingTitle(finding);
}

/** What a finding is called. */
export function findingTitle(finding: Finding): string {
	switch (finding.rule) {
		case 'listener':
			return tOf('verdictMeaning', finding.verdict ?? '');
		case 'plain-socket':
			return t('finding_plainSocket');
		case 'secret-in-url':
			return t('finding_secretInUrl');
		case 'secret-to-anyone':
			return t('finding_secretToAnyone', tOf('secret', finding.secret ?? ''));
		case 'secret-across':
			return t('finding_secretAcross', tOf('secret', finding.secret ?? ''));
		case 'forwarded-to-socket':
			return t('finding_forwardedToSocket');
		case 'undelivered':
			return t('finding_undelivered', tOf('deliveryWhy', finding.why ?? ''));
		case 'reached-sink':
			return t('finding_reachedSink', finding.origin ?? '', finding.sink ?? '');
		case 'hijackable-socket':
			return t('finding_hijackable');
		case 'weak-socket-origin':
			return t('finding_weakSocketOrigin');
		case 'open-socket-origin':
			return t('finding_openSocketOrigin');
		case 'cross-site-cookies':
			return t('finding_crossSiteCookies');
		case 'secret-to-third-party':
			return t('finding_secretToThirdParty');
		case 'unhooked-frame':
			return `${t('finding_unhookedFrame')} ${tOf('unhookedWhy', finding.unhooked ?? 'silent')}`;
	}
}
