import type { ParsedValue } from '../../../src/probe/notation/parse.ts';
import { t } from '../../i18n.ts';
import { attackOf, isOrigin, type ProbeDraft } from '../../store/probe/probe-draft.ts';

/** What is wrong with a draft, in words, by field. */
export type Problems = ReadonlyMap<'text' | 'attack' | 'trusted', string>;

export function problemsOf(draft: ProbeDraft, parsed: ParsedValue): Problems {
	const { trusted } = draft;
	const attack = attackOf(draft);
	const found = new Map<'text' | 'attack' | 'trusted', string>();
	if (!parsed.ok) found.set('text', t('probingError', parsed.line, parsed.column, parsed.message));
	if (!isOrigin(attack)) found.set('attack', t('probingNoOrigin'));
	if (!isOrigin(trusted)) found.set('trusted', t('probingNoOrigin'));
	else if (attack === trusted) found.set('trusted', t('probingSameOrigin'));
	return found;
}
